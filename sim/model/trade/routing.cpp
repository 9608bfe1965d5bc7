#include "model/trade/routing.hpp"

#include "network/routes.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

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

/// Ways to one destination over the reversed lanes, so that one search serves all origins.
void search(Run& run, const Graph& reversed, const std::vector<LaneId>& lane_of_edge, const Weights& weights, NodeId to, std::size_t row) {
    TradeState& trade = run.state.trade;
    const Model& model = run.model;
    const std::vector<double>& chosen = model.route_by == RouteBy::cost ? weights.money : weights.time;
    std::vector<double> edge_weights;
    for (const LaneId lane : lane_of_edge) edge_weights.push_back(chosen[lane.index]);
    const ShortestRoutes routes = shortest_routes(reversed, edge_weights, to.index);
    // Nodes by growing distance: the node that a way leads to is known before the node that it comes from.
    std::vector<std::uint32_t> order(model.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<std::uint32_t> hops(model.nodes.size(), 0);
    for (const std::uint32_t node : order) {
        for (std::uint32_t at = node; routes.last_edge[at] != no_edge; at = reversed.edges[routes.last_edge[at]].from) ++hops[node];
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return hops[a] < hops[b]; });
    for (const std::uint32_t node : order) {
        const std::size_t cell = row * model.nodes.size() + node;
        if (node == to.index || routes.last_edge[node] == no_edge) continue;
        const LaneId lane = lane_of_edge[routes.last_edge[node]];
        const std::size_t ahead = row * model.nodes.size() + model.lanes[lane].to.index;
        // A node that only a closed way serves keeps the way that it had.
        trade.next_lane[cell] = lane;
        trade.way_cost[cell] = trade.way_cost[ahead] + weights.money[lane.index];
        trade.way_time[cell] = trade.way_time[ahead] + weights.time[lane.index];
        trade.way_closed[cell] = trade.way_closed[ahead] != 0 || weights.closed[lane.index] != 0 ? 1 : 0;
    }
}

void search_all(Run& run, const Weights& weights, bool around_closures) {
    const Model& model = run.model;
    // Goods pass through places only: a lane into a plant or market serves that destination alone.
    Graph through;
    through.nodes = static_cast<std::uint32_t>(model.nodes.size());
    std::vector<LaneId> through_lanes;
    std::vector<std::vector<LaneId>> lanes_into(model.nodes.size());
    for (std::uint32_t i = 0; i < model.lanes.size(); ++i) {
        if (around_closures && weights.closed[i] != 0) continue;
        const Lane& lane = model.lanes[LaneId(i)];
        if (model.nodes[lane.to].kind == NodeKind::place) {
            through.edges.push_back({lane.to.index, lane.from.index});
            through_lanes.push_back(LaneId(i));
        } else {
            lanes_into[lane.to.index].push_back(LaneId(i));
        }
    }
    for (std::uint32_t node = 0; node < model.nodes.size(); ++node) {
        const std::uint32_t row = run.state.trade.destination_of[node];
        if (row == no_row) continue;
        Graph reversed = through;
        std::vector<LaneId> lanes = through_lanes;
        for (const LaneId lane : lanes_into[node]) {
            reversed.edges.push_back({node, model.lanes[lane].from.index});
            lanes.push_back(lane);
        }
        search(run, reversed, lanes, weights, NodeId(node), row);
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
        RankedSource* ranked = trade.source_order.data() + channel.sources.first;
        for (const Rank& rank : ranks) {
            const ChannelSource& source = model.channel_sources[rank.source];
            const Store& row = model.stores[source.store];
            *ranked++ = {.source = rank.source,
                         .shelf = row.shelf,
                         .store = source.store,
                         .lane = next_lane(run, row.node, channel.to),
                         .weight = rank.weight,
                         .closed = rank.closed,
                         .makes = source.makes};
        }
    }
}

}  // namespace

void find_ways(Run& run) {
    TradeState& trade = run.state.trade;
    const Model& model = run.model;
    const std::size_t rows = static_cast<std::size_t>(
        std::count_if(trade.destination_of.begin(), trade.destination_of.end(), [](std::uint32_t row) { return row != no_row; }));
    trade.next_lane.assign(rows * model.nodes.size(), LaneId());
    trade.way_cost.assign(rows * model.nodes.size(), no_way);
    trade.way_time.assign(rows * model.nodes.size(), no_way);
    trade.way_closed.assign(rows * model.nodes.size(), 0);
    trade.ways_aside.clear();
    for (std::uint32_t node = 0; node < model.nodes.size(); ++node) {
        if (trade.destination_of[node] == no_row) continue;
        const std::size_t cell = trade.destination_of[node] * model.nodes.size() + node;
        trade.way_cost[cell] = trade.way_time[cell] = 0;
    }
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
    const TradeState& trade = run.state.trade;
    const std::uint32_t row = trade.destination_of[to.index];
    return row == no_row ? 0 : trade.way_cost[row * run.model.nodes.size() + from.index];
}

double way_time(const Run& run, NodeId from, NodeId to) {
    const TradeState& trade = run.state.trade;
    const std::uint32_t row = trade.destination_of[to.index];
    return row == no_row ? 0 : trade.way_time[row * run.model.nodes.size() + from.index];
}

bool way_closed(const Run& run, NodeId from, NodeId to) {
    const TradeState& trade = run.state.trade;
    const std::uint32_t row = trade.destination_of[to.index];
    return row != no_row && trade.way_closed[row * run.model.nodes.size() + from.index] != 0;
}

double duties(const Run& run, const SupplyChannel& channel, const ChannelSource& source) {
    return run.value(source.tariff) * run.value(channel.price) + run.value(source.fee);
}

double landed_cost(const Run& run, const SupplyChannel& channel, const ChannelSource& source) {
    return duties(run, channel, source) + run.value(channel.price) + run.value(source.making) +
           way_cost(run, run.model.stores[source.store].node, channel.to);
}

}  // namespace agrocap
