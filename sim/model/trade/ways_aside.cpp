#include "model/trade/ways_aside.hpp"

#include <algorithm>
#include <tuple>

namespace agrocap {

namespace {

constexpr std::size_t ways_max = 16;        // of one node to one destination: who plans with more has no plan
constexpr std::size_t attempts_max = 4096;  // ways looked at to find them

const Rows<double>& weights_of(const Run& run) {
    return run.model.route_by == RouteBy::cost ? run.state.trade.way_cost : run.state.trade.way_time;
}

NodeId end_of(const Run& run, const Way& way, NodeId at) { return way.lanes.empty() ? at : run.model.lanes[way.lanes.back()].to; }

bool passes(const Run& run, const Way& way, NodeId node) {
    return std::any_of(way.lanes.begin(), way.lanes.end(), [&](LaneId lane) { return run.model.lanes[lane].to == node; });
}

/// The later of two ways: a heap has the best on top. Ties: the fewer lanes, then their path order.
bool is_worse(const Way& a, const Way& b) {
    return std::make_tuple(a.least, a.lanes.size(), std::cref(a.lanes)) > std::make_tuple(b.least, b.lanes.size(), std::cref(b.lanes));
}

/// Goes on from the best way begun, by all lanes that lead nearer or further; true if it had reached the destination.
///
/// What is left is known from the search for the best ways, so that ways come to their end in the order of their weights (A* search:
/// Hart, Nilsson and Raphael, IEEE Trans. Systems Science and Cybernetics 4 (1968)).
bool extend(const Run& run, WayList& list, NodeId at, NodeId to) {
    std::pop_heap(list.begun.begin(), list.begun.end(), is_worse);
    const Way way = std::move(list.begun.back());
    list.begun.pop_back();
    const NodeId end = end_of(run, way, at);
    if (end == to) {
        list.found.push_back(way);
        return true;
    }
    const Slice leaving = run.model.nodes[end].leaving;
    for (const LaneId lane : rows_of(run.model.lanes_leaving, leaving)) {
        const NodeId next = run.model.lanes[lane].to;
        const bool goes_on = next == to || run.model.nodes[next].kind == NodeKind::place;
        if (!goes_on || next == at || passes(run, way, next)) continue;
        const double rest = next == to ? 0 : weights_of(run)[way_cell(run, next, to)];
        const LaneWeight weight = weigh(run, lane);
        if (!(rest < for_ever) || (weight.closed && run.model.route_by == RouteBy::cost)) continue;
        Way longer = way;
        longer.weight += run.model.route_by == RouteBy::cost ? weight.money : weight.time;
        longer.least = longer.weight + rest;
        longer.lanes.push_back(lane);
        list.begun.push_back(std::move(longer));
        std::push_heap(list.begun.begin(), list.begun.end(), is_worse);
    }
    return false;
}

/// The ways from best to worst; none when there are no more.
const Way* nth_way(Run& run, NodeId at, NodeId to, std::size_t n) {
    WayList& list = run.state.trade.ways_aside[way_cell(run, at, to)];
    if (!list.started) list.begun.emplace_back();
    list.started = true;
    while (list.found.size() <= n && n < ways_max && !list.begun.empty() && list.attempts < attempts_max) {
        ++list.attempts;
        extend(run, list, at, to);
    }
    return n < list.found.size() ? &list.found[n] : nullptr;
}

/// The lanes of the way that is written down.
template <class Visit>
void visit_first_way(const Run& run, NodeId at, NodeId to, Visit&& visit) {
    for (NodeId node = at; node != to;) {
        const LaneId lane = next_lane(run, node, to);
        if (!lane.valid()) break;
        visit(lane);
        node = run.model.lanes[lane].to;
    }
}

WayChoice first_way(const Run& run, NodeId at, NodeId to, double limit) {
    WayChoice choice;
    choice.lane = next_lane(run, at, to);
    visit_first_way(run, at, to, [&](LaneId lane) { add_wait(run, lane, choice.wait); });
    choice.able = is_within(choice.wait.longest, limit);
    return choice;
}

}  // namespace

WayChoice choose_way(Run& run, NodeId at, NodeId to, double limit, LaneId came_by) {
    WayChoice best = first_way(run, at, to, limit);
    if (best.able || run.state.trade.way_closed[way_cell(run, at, to)] != 0) return best;
    const double weight = weights_of(run)[way_cell(run, at, to)];
    const auto goes_back = [&](const Way& way) { return came_by.valid() && passes(run, way, run.model.lanes[came_by].from); };
    for (std::size_t n = 0; const Way* way = nth_way(run, at, to, n); ++n) {
        if (goes_back(*way)) continue;
        WayChoice choice{.lane = way->lanes.front(), .extra = way->weight - weight, .wait = {}, .able = false};
        for (const LaneId lane : way->lanes) add_wait(run, lane, choice.wait);
        choice.able = is_within(choice.wait.longest, limit);
        choice.number = n + 1;
        if (choice.able) return choice;
        if (is_sooner(choice.wait.sum, best.wait.sum)) best = choice;
    }
    return best;
}

std::int64_t units_by_way(Run& run, NodeId at, NodeId to, double limit) {
    std::int64_t units = unlimited;
    const auto narrow = [&](LaneId lane) { units = std::min(units, units_in_time(run, lane, limit)); };
    const std::size_t number = run.state.trade.crowded == 0 ? 0 : choose_way(run, at, to, limit).number;
    if (number == 0) {
        visit_first_way(run, at, to, narrow);
    } else {
        for (const LaneId lane : nth_way(run, at, to, number - 1)->lanes) narrow(lane);
    }
    return units;
}

}  // namespace agrocap
