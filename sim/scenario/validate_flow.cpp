#include "network/components.hpp"
#include "network/routes.hpp"
#include "scenario/checks.hpp"
#include "scenario/line_flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace agrocap {

namespace {

std::vector<std::uint32_t> nodes_where(const std::vector<bool>& flags) {
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t node = 0; node < flags.size(); ++node) {
        if (flags[node]) nodes.push_back(node);
    }
    return nodes;
}

std::string quoted_stations(const LineFlow& flow, const std::vector<std::uint32_t>& nodes) {
    std::vector<std::string> names;
    names.reserve(nodes.size());
    for (const std::uint32_t node : nodes) names.push_back(flow.names[node]);
    return quoted_list(names);
}

/// The key that sends units from one node of `nodes` to another: where the planner can break the loop.
std::pair<SourceSpan, std::string> place_of_loop(const LineSpec& line, const LineFlow& flow, const std::vector<std::uint32_t>& nodes,
                                                 const std::string& line_path) {
    const auto is_among = [&](const Name& to) { return std::binary_search(nodes.begin(), nodes.end(), flow.node_of(to.value)); };
    for (const std::uint32_t node : nodes) {
        const StationSpec& station = flow.spec(node);
        const std::string path = station_path(line_path, flow.names[node], flow.stations[node]);
        if (station.rework && is_among(station.rework->to)) return {station.rework->to.at, path + ".rework"};
        for (const Name& next : ways_by_name(station)) {
            if (is_among(next)) return {next.at, path + ".next"};
        }
    }
    return {line.route.front().at, line_path + (line.routes.empty() ? ".route" : ".routes")};
}

void check_stations_are_reached(Checks& checks, const LineFlow& flow, const std::vector<bool>& is_reached, const std::string& path) {
    for (std::uint32_t node = 0; node < flow.names.size(); ++node) {
        if (is_reached[node] || flow.stations[node].is_plants) continue;
        checks.warning(Code::station_unreached, flow.spec(node).at, path + ".station." + flow.names[node], "no unit comes to this station",
                       "name it in `route`, or in the `next` or `rework` of a station");
    }
}

void check_off_route_ends(Checks& checks, const LineSpec& line, const LineFlow& flow, const std::vector<bool>& is_reached,
                          const std::string& item, const std::string& path) {
    std::vector<bool> is_in_route(flow.names.size(), false);
    for (const Name& stop : route_of(line, item)) is_in_route[flow.node_of(*stop)] = true;
    for (std::uint32_t node = 0; node < flow.names.size(); ++node) {
        if (!is_reached[node] || !flow.leaves[node] || is_in_route[node]) continue;
        checks.warning(Code::route_end, flow.spec(node).at, station_path(path, flow.names[node], flow.stations[node]),
                       "is not in the route and has no `next`: units leave the line from here",
                       "if they go on, say where: next = [{ to = \"…\", share = 1 }]");
    }
}

/// A line, and where its units go.
struct Floor {
    const PlantSpec& plant;
    const LineSpec& line;
    const LineFlow& flow;

    [[nodiscard]] std::int64_t buffer(std::uint32_t node) const { return buffer_of(plant, line, flow.names[node]); }
    [[nodiscard]] std::int64_t places(std::uint32_t node) const { return places_of(buffer(node), flow.spec(node)); }
};

/// Whether units of some item of the line can leave it.
bool some_leave(const Floor& floor) {
    return std::any_of(floor.line.makes.begin(), floor.line.makes.end(), [&](const auto& made) {
        const std::optional<LineFlow> own = flow_of(floor.plant, floor.line, made.first.value);
        return own && reaching(own->moves, nodes_where(own->leaves))[own->firsts.front()];
    });
}

/// Units must be able to leave, and nowhere may they be caught.
void check_ways_out(Checks& checks, const Floor& floor, const std::string& item, const std::string& path) {
    const LineSpec& line = floor.line;
    const LineFlow& flow = floor.flow;
    const std::vector<bool> is_reached = reachable_from(flow.moves, flow.firsts);
    const std::vector<bool> may_leave = reaching(flow.moves, nodes_where(flow.leaves));
    const std::vector<bool> may_be_scrapped = reaching(flow.moves, nodes_where(flow.scraps));

    std::vector<std::uint32_t> caught;
    for (std::uint32_t node = 0; node < flow.names.size(); ++node) {
        if (is_reached[node] && !may_leave[node] && !may_be_scrapped[node]) caught.push_back(node);
    }
    if (!caught.empty()) {
        const auto [at, key] = place_of_loop(line, flow, caught, path);
        checks.error(Code::route_end, at, key,
                     caught.size() == 1 ? fmt::format("units that come to station {} never leave the line", quoted_stations(flow, caught))
                                        : fmt::format("units that come to stations {} never leave the line", quoted_stations(flow, caught)),
                     "let a share of `next` go on to the end of the route; what comes back for a second time is `rework`");
    } else if (!may_leave[flow.firsts.front()] && !some_leave(floor)) {
        checks.error(Code::route_end, route_of(line, item).front().at, path + ".route",
                     "no unit can leave the line: all are scrapped on the way", "a share of scrap below 1 lets some pass");
    }
    check_off_route_ends(checks, line, flow, is_reached, item, path);
}

/// Nodes to which a move leads back against the order of the routes: every loop passes one of them, and there are few.
std::vector<std::uint32_t> heads_of_moves_back(const Floor& floor, const Graph& moves, const std::vector<std::uint32_t>& nodes) {
    const auto& [plant, line, flow] = floor;
    std::vector<std::size_t> position(flow.names.size(), flow.names.size());
    for (const auto& [item, share] : line.makes) {
        const std::vector<Name>& route = route_of(line, *item);
        for (std::size_t stop = 0; stop < route.size(); ++stop) {
            std::size_t& known = position[flow.node_of(*route[stop])];
            known = std::min(known, stop);
        }
        if (line.routes.empty()) break;  // all go the same way
    }
    const auto order = [&](std::uint32_t node) { return std::pair(position[node], node); };
    std::set<std::uint32_t> heads;
    for (const Edge& move : moves.edges)
        if (order(move.to) <= order(move.from) && std::binary_search(nodes.begin(), nodes.end(), move.to)) heads.insert(move.to);
    return {heads.begin(), heads.end()};
}

/// The fewest places (in service and in front) on a loop through `nodes`: with fewer units than that it cannot fill up.
std::int64_t places_on_smallest_loop(const Floor& floor, const Graph& finite_moves, const std::vector<std::uint32_t>& nodes) {
    std::vector<double> weights;
    for (const Edge& move : finite_moves.edges) weights.push_back(static_cast<double>(floor.places(move.to)));

    const RouteSearch search(finite_moves, weights, std::vector<char>(finite_moves.nodes, 1));
    double fewest = INFINITY;
    for (const std::uint32_t node : heads_of_moves_back(floor, finite_moves, nodes)) {
        const ShortestRoutes routes = search.from(node);
        for (const Edge& move : finite_moves.edges) {
            if (move.to == node) fewest = std::min(fewest, routes.distance[move.from] + static_cast<double>(floor.places(node)));
        }
    }
    return static_cast<std::int64_t>(fewest);
}

/// Whether units of other lines may be on the loop, too.
bool passed_by_others(const LineFlow& flow, const std::vector<std::uint32_t>& loop) {
    return std::any_of(loop.begin(), loop.end(), [&](std::uint32_t node) { return flow.stations[node].is_plants; });
}

/// The most units that can ever be among the stations of `loop`, a strong component of the moves that can block.
///
/// CONWIP bounds the whole line. A saturated line starts a unit only when none waits at its first station: just after a start the
/// buffer there is empty. All units come in that way, so the loop never gets fuller, unless units come back to it from outside.
std::int64_t units_on_loop_max(const Floor& floor, const std::vector<std::uint32_t>& loop) {
    const auto& [plant, line, flow] = floor;
    const bool others_pass = passed_by_others(flow, loop);
    if (line.release.value == ReleaseKind::wip && !others_pass) return line.wip.value;
    std::int64_t places = 0;
    for (const std::uint32_t node : loop) places += floor.places(node);
    if (others_pass) return places;
    if (flow.firsts.size() > 1 || line.release.value == ReleaseKind::every ||
        std::find(loop.begin(), loop.end(), flow.firsts.front()) == loop.end())
        return places;

    const std::vector<std::vector<std::uint32_t>> components = strong_components(flow.moves);
    const bool nothing_comes_back = std::find(components.begin(), components.end(), loop) != components.end();
    return nothing_comes_back ? places - floor.buffer(flow.firsts.front()) : places;
}

/// Blocking after service locks a loop in which every place is taken and every unit wants the next place.
///
/// A station with an unlimited buffer never blocks, so only moves to finite ones count. A move to the station itself
/// is safe: the unit keeps its place.
void check_deadlock(Checks& checks, const Floor& floor, const std::string& path) {
    const LineFlow& flow = floor.flow;
    const std::vector<bool> is_reached = reachable_from(flow.moves, flow.firsts);
    Graph finite_moves{flow.moves.nodes, {}};
    for (const Edge& move : flow.moves.edges) {
        const bool may_block = floor.buffer(move.to) != unlimited;
        if (may_block && move.from != move.to && is_reached[move.from]) finite_moves.edges.push_back(move);
    }
    for (const std::vector<std::uint32_t>& loop : strong_components(finite_moves)) {
        if (loop.size() < 2) continue;
        const std::int64_t places = places_on_smallest_loop(floor, finite_moves, loop);
        if (units_on_loop_max(floor, loop) < places) continue;
        const auto [at, key] = place_of_loop(floor.line, flow, loop, path);
        const ReleaseKind release = floor.line.release.value;
        const bool wip_fits = release == ReleaseKind::saturated || release == ReleaseKind::wip;  // pull, say, would be another plan
        checks.error(
            Code::lockable_loop, at, key,
            fmt::format("stations {} send units round in a loop in which every buffer is finite: when the loop is full, each waits "
                        "for the next for ever",
                        quoted_stations(flow, loop)),
            passed_by_others(flow, loop) || !wip_fits
                ? std::string("give one of them buffer = \"unlimited\"")
                : fmt::format("give one of them buffer = \"unlimited\", or bound the units on the line with release = {{ wip = {} }}",
                              places - 1));
    }
}

}  // namespace

void check_unit_flow(Checks& checks) {
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        for (const auto& [line_id, line] : plant.line) {
            const std::string path = "plant." + plant_id + ".line." + line_id;
            const std::optional<LineFlow> flow = flow_of(plant, line);
            if (!flow || checks.was_misread(path)) continue;
            for (const auto& [item, share] : line.makes) {
                const bool is_only = line.routes.empty() && line.makes.size() == 1;
                const std::optional<LineFlow> own = is_only ? std::nullopt : flow_of(plant, line, item.value);
                if (is_only || own) check_ways_out(checks, {plant, line, is_only ? *flow : *own}, item.value, path);
                if (line.routes.empty()) break;  // all go the same way
            }
            check_stations_are_reached(checks, *flow, reachable_from(flow->moves, flow->firsts), path);
            check_deadlock(checks, {plant, line, *flow}, path);
        }
    }
}

}  // namespace agrocap
