#include "model/compile/parts.hpp"

#include "network/components.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace agrocap {

namespace {

/// Each part keeps something of each of the model's clocks: so many rows at most, of some 100 bytes. And more parts than this are too
/// small.
constexpr std::size_t most_clock_rows = 400'000, most_parts = 1000;

/// The objects of a model as nodes of one graph, kind after kind; an edge is what connects two: goods or an order may go from one to the
/// other, or both want the same people, places or stock.
class Connections {
  public:
    explicit Connections(const Model& model)
        : model_(model),
          lines_(count_of(model.nodes)),
          stations_(lines_ + count_of(model.lines)),
          stores_(stations_ + count_of(model.stations)),
          crews_(stores_ + count_of(model.stores)) {
        graph_.nodes = crews_ + count_of(model.crews);
    }

    /// The edges: a model that stays one does without.
    void connect_all() {
        connect_trade();
        connect_stores();
        connect_stations();
        connect_crews();
    }

    [[nodiscard]] const Graph& graph() const { return graph_; }

    /// How many servers stand behind the graph's node: those of a station.
    [[nodiscard]] std::size_t servers_of(std::uint32_t node) const {
        return node >= stations_ && node < stores_ ? model_.stations[StationId(node - stations_)].servers.count : 0;
    }

    /// What is known of each of the graph's nodes, by object.
    [[nodiscard]] PartNumbers by_object(const std::vector<std::uint32_t>& of_nodes) const {
        const auto cut = [&of_nodes](auto& table, std::uint32_t from, std::uint32_t to) {
            table.assign(to - from, 0);
            std::copy(of_nodes.begin() + from, of_nodes.begin() + to, table.begin());
        };
        PartNumbers numbers;
        cut(numbers.nodes, 0, lines_);
        cut(numbers.lines, lines_, stations_);
        cut(numbers.stations, stations_, stores_);
        cut(numbers.stores, stores_, crews_);
        cut(numbers.crews, crews_, graph_.nodes);
        return numbers;
    }

  private:
    template <class Kind, class Row>
    static std::uint32_t count_of(const Table<Kind, Row>& table) {
        return static_cast<std::uint32_t>(table.size());
    }

    [[nodiscard]] static std::uint32_t at(NodeId id) { return id.index; }
    [[nodiscard]] std::uint32_t at(LineId id) const { return lines_ + id.index; }
    [[nodiscard]] std::uint32_t at(StationId id) const { return stations_ + id.index; }
    [[nodiscard]] std::uint32_t at(StoreId id) const { return stores_ + id.index; }
    [[nodiscard]] std::uint32_t at(CrewId id) const { return crews_ + id.index; }

    template <class A, class B>
    void connect(A a, B b) {
        graph_.edges.push_back({at(a), at(b)});
    }

    void connect_trade() {
        for (const Lane& lane : model_.lanes) connect(lane.from, lane.to);
        for (std::uint32_t i = 0; i < model_.stores.size(); ++i) {
            const Store& store = model_.stores[StoreId(i)];
            if (!trades(store)) continue;
            connect(StoreId(i), store.node);
            for (const StoreSource& source : rows_of(model_.store_sources, store.sources)) {
                const SupplyId supply = source.supply;  // else an order to plants, by a channel
                if (supply.valid()) connect(store.node, model_.suppliers[model_.supplies[supply].supplier].node);
            }
        }
        for (const SupplyChannel& channel : model_.channels) {
            for (const ChannelSource& plant : rows_of(model_.channel_sources, channel.sources)) connect(channel.to, plant.store);
        }
    }

    /// What comes to it, or leaves it, goes over the network.
    [[nodiscard]] static bool trades(const Store& store) {
        return store.market.valid() || store.sources.count > 0 || store.channels.count > 0 || store.reorders;
    }

    /// Nobody waits for what never runs out, and nobody sees how much others take of it.
    void connect_stores() {
        for (std::uint32_t i = 0; i < model_.lines.size(); ++i) {
            const LineId id(i);
            for (const LineItem& item : rows_of(model_.line_items, model_.lines[id].items)) connect(id, item.store);
        }
        for (std::uint32_t i = 0; i < model_.stores.size(); ++i) {
            const Store& store = model_.stores[StoreId(i)];
            if (store.never_empty) continue;
            for (const StationId taker : rows_of(model_.store_takers, store.takers)) connect(StoreId(i), taker);
        }
    }

    void connect_stations() {
        for (std::uint32_t i = 0; i < model_.stations.size(); ++i) {
            const Station& station = model_.stations[StationId(i)];
            if (station.line.valid()) connect(StationId(i), station.line);
            for (const LineId line : rows_of(model_.station_lines, station.lines)) connect(StationId(i), line);
        }
    }

    void connect_crews() {
        for (std::uint32_t i = 0; i < model_.crews.size(); ++i) {
            const Crew& crew = model_.crews[CrewId(i)];
            const auto holds = [&](ServerId server) { connect(CrewId(i), model_.servers[server].station); };
            for (const StationId station : rows_of(model_.crew_stations, crew.stations)) connect(CrewId(i), station);
            for (const ModeId mode : rows_of(model_.crew_modes, crew.modes)) holds(model_.modes[mode].server);
            for (const UpkeepId upkeep : rows_of(model_.crew_upkeeps, crew.upkeeps)) holds(model_.upkeeps[upkeep].server);
        }
    }

    const Model& model_;
    std::uint32_t lines_, stations_, stores_, crews_;  // the first node of each kind
    Graph graph_;
};

/// Components are put together, in their order, while they have no more than `servers`; those without any join whom they follow. Gives:
/// the number of each node's part.
std::vector<std::uint32_t> part_of_nodes(const Connections& connections, std::size_t servers) {
    std::vector<std::uint32_t> part_of(connections.graph().nodes, 0);
    std::uint32_t part = 0;
    std::size_t size = 0;
    for (const std::vector<std::uint32_t>& nodes : connected_components(connections.graph())) {
        const std::size_t more = std::accumulate(nodes.begin(), nodes.end(), std::size_t{0},
                                                 [&](std::size_t sum, std::uint32_t node) { return sum + connections.servers_of(node); });
        if (size > 0 && more > 0 && size + more > servers) {
            ++part;
            size = 0;
        }
        size += more;
        for (const std::uint32_t node : nodes) part_of[node] = part;
    }
    return part_of;
}

/// Somebody's work or repair may need it.
bool is_held(const Crew& crew) { return !crew.stations.empty() || !crew.modes.empty() || !crew.upkeeps.empty(); }

/// Fills the lists of parts, object by object.
class PartLists {
  public:
    PartLists(const Model& model, const PartNumbers& part_of, std::size_t count)
        : model_(model), part_of_(part_of), parts_(count), works_by_(count, std::vector<char>(model.clocks.size(), 0)) {
        for (Part& part : parts_) part.clock_users.assign(model.clocks.size(), {});
    }

    std::vector<Part> take() && {
        for (std::uint32_t i = 0; i < model_.stores.size(); ++i) parts_[part_of_.stores[StoreId(i)]].stores.push_back(StoreId(i));
        for (std::uint32_t i = 0; i < model_.lines.size(); ++i) parts_[part_of_.lines[LineId(i)]].lines.push_back(LineId(i));
        for (std::uint32_t i = 0; i < model_.stations.size(); ++i) add(StationId(i));
        for (std::uint32_t i = 0; i < model_.crews.size(); ++i) add(CrewId(i));
        add_trade();
        add_clocks();
        return std::move(parts_);
    }

  private:
    [[nodiscard]] std::uint32_t part_of(NodeId node) const { return part_of_.nodes[node]; }
    void works(std::uint32_t part, ClockId clock) { works_by_[part][clock.index] = 1; }

    void add(StationId id) {
        const Station& station = model_.stations[id];
        const std::uint32_t number = part_of_.stations[id];
        Part& part = parts_[number];
        part.stations.push_back(id);
        works(number, station.clock);
        works(number, station.work_clock);
        if (!station.crews.empty()) part.clock_users[station.clock].stations.push_back(id);
        for (const ServerId server : ids_of<ServerId>(station.servers)) part.servers.push_back(server);
    }

    void add(CrewId id) {
        const Crew& crew = model_.crews[id];
        const std::uint32_t number = part_of_.crews[id];
        parts_[number].crews.push_back(id);
        for (const CrewShift& shift : rows_of(model_.crew_shifts, crew.shifts)) {
            works(number, shift.clock);
            if (is_held(crew)) parts_[number].clock_users[shift.clock].crews.push_back(id);
        }
    }

    void add_trade() {
        for (std::uint32_t i = 0; i < model_.demands.size(); ++i)
            parts_[part_of(model_.markets[model_.demands[DemandId(i)].market].node)].demands.push_back(DemandId(i));
        for (const Lane& lane : model_.lanes) works(part_of(lane.from), lane.clock);
        for (std::uint32_t i = 0; i < model_.places.size(); ++i) {
            const Place& place = model_.places[PlaceId(i)];
            works(part_of(place.node), place.clock);
            if (place.has_traffic) parts_[part_of(place.node)].busy_places.push_back(PlaceId(i));
        }
        for (const Supplier& supplier : model_.suppliers) works(part_of(supplier.node), supplier.clock);
    }

    /// One by which nobody works is kept by the first.
    void add_clocks() {
        for (std::uint32_t i = 0; i < model_.clocks.size(); ++i) {
            bool is_kept = false;
            for (std::size_t p = 0; p < parts_.size(); ++p) {
                if (works_by_[p][i] == 0) continue;
                parts_[p].clocks.push_back(ClockId(i));
                is_kept = true;
            }
            if (!is_kept) parts_.front().clocks.push_back(ClockId(i));
        }
    }

    const Model& model_;
    const PartNumbers& part_of_;
    std::vector<Part> parts_;
    std::vector<std::vector<char>> works_by_;  // by part and clock
};

}  // namespace

void find_parts(Model& model, std::size_t servers) {
    Connections connections(model);
    model.part_of = connections.by_object(std::vector<std::uint32_t>(connections.graph().nodes, 0));
    model.whole = std::move(PartLists(model, model.part_of, 1).take().front());
    model.parts.clear();
    if (model.servers.size() <= 2 * servers || !model.disruptions.empty() || !model.changes.empty()) return;
    connections.connect_all();
    const std::size_t most = std::clamp<std::size_t>(most_clock_rows / std::max<std::size_t>(model.clocks.size(), 1), 1, most_parts);
    const std::vector<std::uint32_t> part_of = part_of_nodes(connections, std::max(servers, model.servers.size() / most));
    const std::uint32_t count = *std::max_element(part_of.begin(), part_of.end()) + 1;
    if (count == 1) return;
    model.part_of = connections.by_object(part_of);
    model.parts = PartLists(model, model.part_of, count).take();
}

}  // namespace agrocap
