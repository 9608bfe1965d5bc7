#include "model/trade/routing.hpp"

#include "network/routes.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace agrocap {

namespace {

constexpr double no_way = std::numeric_limits<double>::infinity();

struct Weights {
    std::vector<double> money, time;  // by lane: the lane and the place that it leads to
    std::vector<char> closed;
};

/// A closure bars a lane and adds the time that it is expected to last.
Weights lane_weights(const Run& run) {
    Weights weights;
    for (std::uint32_t i = 0; i < run.model.lanes.size(); ++i) {
        const LaneWeight weight = weigh(run, LaneId(i));
        weights.money.push_back(weight.money);
        weights.time.push_back(weight.time);
        weights.closed.push_back(weight.closed ? 1 : 0);
    }
    return weights;
}

/// Writes down the ways to one destination. The search went over the reversed lanes, so that one serves all origins.
void note_ways(Run& run, const ShortestRoutes& routes, const std::vector<LaneId>& lanes, const Weights& weights, std::size_t row) {
    TradeState& trade = run.state.trade;
    const Model& model = run.model;
    const std::size_t first = row * trade.origins;
    for (const std::uint32_t node : routes.reached) {  // the node that a way leads to comes before the node that it comes from
        const LaneId lane = lanes[routes.last_edge[node]];
        const std::uint32_t next = model.lanes[lane].to.index;
        const bool is_there = next == routes.from;
        const std::size_t cell = first + node;
        const std::size_t ahead = first + next;
        // A node that only a closed way serves keeps the way that it had.
        trade.next_lane[cell] = lane;
        trade.way_cost[cell] = (is_there ? 0 : trade.way_cost[ahead]) + weights.money[lane.index];
        trade.way_time[cell] = (is_there ? 0 : trade.way_time[ahead]) + weights.time[lane.index];
        trade.way_closed[cell] = (!is_there && trade.way_closed[ahead] != 0) || weights.closed[lane.index] != 0 ? 1 : 0;
    }
}

void search_all(Run& run, const Weights& weights, bool around_closures) {
    const Model& model = run.model;
    const std::vector<double>& chosen = model.route_by == RouteBy::cost ? weights.money : weights.time;
    Graph reversed{.nodes = static_cast<std::uint32_t>(model.nodes.size()), .edges = {}};
    std::vector<LaneId> lanes;
    std::vector<double> lengths;
    for (std::uint32_t i = 0; i < model.lanes.size(); ++i) {
        if (around_closures && weights.closed[i] != 0) continue;
        reversed.edges.push_back({model.lanes[LaneId(i)].to.index, model.lanes[LaneId(i)].from.index});
        lanes.push_back(LaneId(i));
        lengths.push_back(chosen[i]);
    }
    // Goods pass through places only: a lane into a plant or market serves that destination alone.
    std::vector<char> passes;
    for (const Node& node : model.nodes) passes.push_back(node.kind == NodeKind::place ? 1 : 0);
    const RouteSearch search(reversed, lengths, std::move(passes));
    for (std::uint32_t node = 0; node < model.nodes.size(); ++node) {
        const std::uint32_t row = run.state.trade.destination_of[node];
        if (row != no_row) note_ways(run, search.from(node), lanes, weights, row);
    }
}

void order_sources(Run& run) {
    struct Rank {
        bool closed = false;  // goods do not go to wait at a closure while another source can deliver
        double weight = 0, landed = 0;
        std::uint32_t source = 0;
    };
    const auto goes_before = [](const Rank& a, const Rank& b) {
        return std::tie(a.closed, a.weight, a.landed) < std::tie(b.closed, b.weight, b.landed);
    };
    TradeState& trade = run.state.trade;
    const Model& model = run.model;
    trade.source_order.resize(model.channel_sources.size());
    trade.shelf_order.resize(model.channel_sources.size());
    std::vector<Rank> ranks;
    for (const SupplyChannel& channel : model.channels) {
        ranks.clear();
        for (const std::uint32_t i : indices_of(channel.sources)) {
            const NodeId from = model.stores[model.channel_sources[i].store].node;
            const double landed = landed_cost(run, channel, model.channel_sources[i]);
            const double weight = model.route_by == RouteBy::cost ? landed : way_time(run, from, channel.to);
            ranks.push_back({.closed = way_closed(run, from, channel.to), .weight = weight, .landed = landed, .source = i});
        }
        std::stable_sort(ranks.begin(), ranks.end(), goes_before);
        std::uint32_t place = channel.sources.first;
        for (const Rank& rank : ranks) {
            const StoreId store = model.channel_sources[rank.source].store;
            const Store& row = model.stores[store];
            trade.shelf_order[place] = row.shelf;
            trade.source_order[place++] = {.source = rank.source,
                                           .store = store,
                                           .lane = next_lane(run, row.node, channel.to),
                                           .closed = rank.closed,
                                           .makes = model.store_goods[store].makes,
                                           .weight = rank.weight};
        }
    }
}

}  // namespace

void find_ways(Run& run) {
    TradeState& trade = run.state.trade;
    const Model& model = run.model;
    const std::size_t rows = static_cast<std::size_t>(
        std::count_if(trade.destination_of.begin(), trade.destination_of.end(), [](std::uint32_t row) { return row != no_row; }));
    trade.origins = static_cast<std::uint32_t>(model.nodes.size() - model.markets.size());
    trade.next_lane.assign(rows * trade.origins, LaneId());
    trade.way_cost.assign(rows * trade.origins, no_way);
    trade.way_time.assign(rows * trade.origins, no_way);
    trade.way_closed.assign(rows * trade.origins, 0);
    trade.ways_aside.clear();
    const Weights weights = lane_weights(run);
    search_all(run, weights, false);
    // The fastest way already weighs a detour against the wait. Money does not: there a closed way is left whenever another exists.
    const bool closures =
        model.route_by == RouteBy::cost && std::find(weights.closed.begin(), weights.closed.end(), 1) != weights.closed.end();
    if (closures) search_all(run, weights, true);  // overwrites the ways that exist without closed lanes
    order_sources(run);
}

LaneWeight weigh(const Run& run, LaneId id) {
    const Lane& lane = run.model.lanes[id];
    const LaneStatus& status = run.state.trade.lanes[id];
    LaneWeight weight{
        .money = run.value(lane.cost), .time = lane.transit_mean / (status.speed > 0 ? status.speed : 1), .closed = status.speed == 0};
    Time expected_open = status.speed == 0 ? status.expected_open : run.now();
    const Node& end = run.model.nodes[lane.to];
    if (end.kind == NodeKind::place) {
        const Place& place = run.model.places[PlaceId(end.index)];
        const PlaceStatus& there = run.state.trade.places[PlaceId(end.index)];
        weight.money += run.value(place.fee);
        weight.time += place.time.distribution.mean() / (there.speed > 0 ? there.speed : 1);
        if (there.speed == 0) expected_open = std::max(expected_open, there.expected_open);
        weight.closed = weight.closed || there.speed == 0;
    }
    weight.time += static_cast<double>(std::max(expected_open - run.now(), Duration{}).count());
    return weight;
}

double way_cost(const Run& run, NodeId from, NodeId to) {
    return is_there(run, from, to) ? 0 : run.state.trade.way_cost[way_cell(run, from, to)];
}

double way_time(const Run& run, NodeId from, NodeId to) {
    return is_there(run, from, to) ? 0 : run.state.trade.way_time[way_cell(run, from, to)];
}

bool way_closed(const Run& run, NodeId from, NodeId to) {
    return !is_there(run, from, to) && run.state.trade.way_closed[way_cell(run, from, to)] != 0;
}

double duties(const Run& run, const SupplyChannel& channel, const ChannelSource& source) {
    return run.value(run.model.tariffs[source.tariff]) * run.value(channel.price) + run.value(channel.fee);
}

double landed_cost(const Run& run, const SupplyChannel& channel, const ChannelSource& source) {
    return duties(run, channel, source) + run.value(channel.price) + run.value(run.model.store_goods[source.store].making) +
           way_cost(run, run.model.stores[source.store].node, channel.to);
}

}  // namespace agrocap
