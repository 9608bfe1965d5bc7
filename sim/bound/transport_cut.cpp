#include "bound/transport_cut.hpp"

#include "bound/goods_rows.hpp"
#include "network/flow.hpp"

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

/// Nodes of transport, each with a side where goods come and one where they go on; where they come from, and where they are counted.
class TransportNetwork {
  public:
    explicit TransportNetwork(const Draft& draft)
        : draft_(draft), graph_{static_cast<std::uint32_t>(2 * draft.model.nodes.size() + 2), {}} {
        const Model& model = draft.model;
        for (std::uint32_t n = 0; n < model.nodes.size(); ++n) {
            const Node& node = model.nodes[NodeId(n)];
            const bool is_origin = node.kind == NodeKind::supplier || node.kind == NodeKind::plant;
            if (is_origin) {
                add_endless({source(), leaving(NodeId(n))});
            } else if (node.kind == NodeKind::place) {
                add_limited({coming(NodeId(n)), leaving(NodeId(n))}, draft.place_limits[PlaceId(node.index)]);
            } else {
                add_endless({coming(NodeId(n)), leaving(NodeId(n))});
            }
        }
        for (std::uint32_t l = 0; l < model.lanes.size(); ++l) {
            const Lane& lane = model.lanes[LaneId(l)];
            add_limited({leaving(lane.from), coming(lane.to)}, draft.lane_limits[LaneId(l)]);
        }
    }

    /// What comes there is counted.
    void add_destination(NodeId id) {
        if (destinations_.insert(id).second) add_endless({coming(id), sink()});
    }

    /// Units that are there already.
    void add_stock(std::int64_t units) { stock_ += static_cast<double>(units); }

    /// Nothing where there is a way without any limit, or none at all.
    [[nodiscard]] std::optional<TransportFlow> greatest() const {
        double endless = 1;
        for (const double capacity : capacities_) endless += std::max(capacity, 0.0);
        std::vector<double> capacities = capacities_;
        std::replace(capacities.begin(), capacities.end(), -1.0, endless);
        const MaximumFlow flow = maximum_flow(graph_, capacities, {source(), sink()});
        if (flow.value >= endless || flow.cut.empty()) return std::nullopt;
        TransportFlow found{.units = flow.value + stock_, .cut = {}};
        for (const std::uint32_t edge : flow.cut) found.cut.push_back(rows_[edge]);
        std::sort(found.cut.begin(), found.cut.end());
        return found;
    }

  private:
    static std::uint32_t coming(NodeId id) { return 2 * id.index; }
    static std::uint32_t leaving(NodeId id) { return 2 * id.index + 1; }
    [[nodiscard]] std::uint32_t source() const { return graph_.nodes - 2; }
    [[nodiscard]] std::uint32_t sink() const { return graph_.nodes - 1; }

    void add_endless(Edge edge) {
        graph_.edges.push_back(edge);
        capacities_.push_back(-1);
        rows_.push_back(0);
    }

    /// By the least of the rows.
    void add_limited(Edge edge, const std::vector<std::size_t>& rows) {
        if (rows.empty()) return add_endless(edge);
        const auto limit = [&](std::size_t row) { return draft_.program.rows[row].limit + draft_.program.rows[row].allowance; };
        const std::size_t least =
            *std::min_element(rows.begin(), rows.end(), [&](std::size_t one, std::size_t other) { return limit(one) < limit(other); });
        graph_.edges.push_back(edge);
        capacities_.push_back(limit(least));
        rows_.push_back(least);
    }

    const Draft& draft_;
    Graph graph_;
    std::vector<double> capacities_;  // by edge; -1: without limit
    std::vector<std::size_t> rows_;   // by edge
    std::set<NodeId> destinations_;
    double stock_ = 0;
};

/// Whether all that comes through a channel comes by lanes that have a capacity.
bool comes_by_limited_lanes(Draft& draft, ChannelId id) {
    const SupplyChannel& channel = draft.model.channels[id];
    for (const ChannelSource& source : rows_of(draft.model.channel_sources, channel.sources))
        if (!draft.ways.limits(draft.model.stores[source.store].node, channel.to)) return false;
    return true;
}

bool comes_by_limited_lanes(Draft& draft, const Store& store) {
    const Model& model = draft.model;
    if (store.never_empty) return false;
    for (std::uint32_t i = store.sources.first; store.reorders && i < store.sources.end(); ++i) {
        const StoreSource& source = model.store_sources[i];
        if (source.channel.valid() && !comes_by_limited_lanes(draft, source.channel)) return false;
        if (!source.supply.valid()) continue;
        const Supply& supply = model.supplies[source.supply];
        if (supply.usable < 1 || !draft.ways.limits(model.suppliers[supply.supplier].node, store.node)) return false;
    }
    return true;
}

/// Adds where a demand's goods come, each stock once. Gives whether they all come by limited lanes.
bool add_deliveries(Draft& draft, const Choice& choice, std::set<StoreId>& stocks, TransportNetwork& network) {
    if (!choice.stock.valid()) {
        network.add_destination(draft.model.channels[choice.channel].to);
        return comes_by_limited_lanes(draft, choice.channel);
    }
    const Store& store = draft.model.stores[choice.stock];
    network.add_destination(store.node);
    if (stocks.insert(choice.stock).second) network.add_stock(store.initial);
    return comes_by_limited_lanes(draft, store);
}

/// What a unit of a line takes of stores that only lanes fill; 0 where there is no such store. Adds them.
double add_material(Draft& draft, std::uint32_t item, std::set<StoreId>& stocks, TransportNetwork& network) {
    const Model& model = draft.model;
    const Visit& first = draft.visits[draft.first_visit(item)];
    const Station& station = model.stations[first.station];
    double quantity = 0;
    if (!station.has_needs) return 0;
    const Slice needs = model.needs_by_item[station.first_needs + item];
    for (const Need& need : rows_of(model.needs, needs)) {
        const StoreId id = need.store;
        const Store& store = model.stores[id];
        if (store.makers.count > 0 || !store.channels.empty() || !comes_by_limited_lanes(draft, store)) continue;
        quantity += static_cast<double>(need.quantity);
        network.add_destination(store.node);
        if (stocks.insert(id).second) network.add_stock(store.initial);
    }
    return quantity;
}

}  // namespace

std::optional<TransportFlow> transport_flow(Draft& draft, const Counted& counted) {
    if (!draft.ways.any()) return std::nullopt;
    TransportNetwork network(draft);
    std::set<StoreId> stocks;
    double each = 1;  // units that come for one that is counted
    bool is_first = true;
    for (std::uint32_t i = 0; counted.put && i < draft.model.line_items.size(); ++i) {
        if (!counted.put(draft.model, draft.model.line_items[i])) continue;
        const double quantity = add_material(draft, i, stocks, network);
        if (quantity == 0 || (!is_first && quantity != each)) return std::nullopt;
        each = quantity;
        is_first = false;
    }
    for (const Demand& demand : draft.model.demands) {
        for (std::uint32_t c = demand.choices.first; counted.delivered && c < demand.choices.end(); ++c) {
            const Choice& choice = draft.model.choices[c];
            if (!counted.delivered(draft.model, demand, choice)) continue;
            if (!add_deliveries(draft, choice, stocks, network)) return std::nullopt;
        }
    }
    std::optional<TransportFlow> flow = network.greatest();
    if (flow) flow->units /= each;
    return flow;
}

}  // namespace agrocap
