#include "scenario/line_flow.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace agrocap {

namespace {

constexpr double share_tolerance = 1e-9;  // what is left of 1 after summing shares is no share

/// Units of some items on their way.
struct Course {
    std::vector<std::string> items;
    const std::vector<Name>& route;
};

bool names_are_known(const LineFlow& flow, const std::vector<Course>& courses) {
    const auto is_known = [&](const Name& name) { return std::binary_search(flow.names.begin(), flow.names.end(), name.value); };
    const auto is_way = [&](const Course& course) {
        return !course.route.empty() && std::all_of(course.route.begin(), course.route.end(), is_known);
    };
    if (courses.empty() || !std::all_of(courses.begin(), courses.end(), is_way)) return false;
    return std::all_of(flow.stations.begin(), flow.stations.end(), [&](const LineStation& station) {
        if (station.spec->rework && !is_known(station.spec->rework->to)) return false;
        const std::vector<Name> next = ways_by_name(*station.spec);
        return std::all_of(next.begin(), next.end(), is_known);
    });
}

/// For each node the stations that follow it in the route; the end of the route is none.
using Followers = std::vector<std::vector<std::optional<std::uint32_t>>>;

Followers followers_of(const LineFlow& flow, const std::vector<Name>& route) {
    Followers followers(flow.names.size());
    std::optional<std::uint32_t> next;
    for (auto stop = route.rbegin(); stop != route.rend(); ++stop) {
        const std::uint32_t node = flow.node_of(stop->value);
        followers[node].insert(followers[node].begin(), next);
        next = node;
    }
    return followers;
}

/// Where units on a route go that are neither scrapped nor sent back.
void add_moves_onward(LineFlow& flow, const Followers& followers, std::uint32_t node) {
    const std::vector<Name> next = ways_by_name(flow.spec(node));
    for (const Name& to : next) flow.moves.edges.push_back({node, flow.node_of(to.value)});
    if (!next.empty()) return;
    for (const std::optional<std::uint32_t>& follower : followers[node]) {
        if (follower)
            flow.moves.edges.push_back({node, *follower});
        else
            flow.leaves[node] = true;
    }
    if (followers[node].empty()) flow.leaves[node] = true;  // nothing says where to go: the unit is done
}

/// Each move once: several items may share it.
void drop_repeated_moves(LineFlow& flow) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::erase_if(flow.moves.edges, [&](const Edge& move) { return !seen.insert({move.from, move.to}).second; });
}

/// Shares of the station's units that are scrapped and sent back, the most of any of the items.
double largest_share(const ShareByItem& share, const std::vector<Course>& courses) {
    double largest = 0;
    for (const Course& course : courses)
        for (const std::string& item : course.items) largest = std::max(largest, share.of(item).largest());
    return largest;
}

/// Whether some unit goes on from the station, at some time.
bool any_goes_on(const StationSpec& station, const Course& course) {
    return std::any_of(course.items.begin(), course.items.end(),
                       [&](const std::string& item) { return 1.0 - lost_or_sent_back(station, item).smallest() > share_tolerance; });
}

std::optional<LineFlow> flow_along(const Keyed<LineStation>& stations, const std::vector<Course>& courses) {
    LineFlow flow;
    for (const auto& [name, station] : stations) {
        flow.names.push_back(name);
        flow.stations.push_back(station);
    }
    if (!names_are_known(flow, courses)) return std::nullopt;
    flow.moves.nodes = static_cast<std::uint32_t>(flow.names.size());
    flow.leaves.assign(flow.names.size(), false);
    flow.scraps.assign(flow.names.size(), false);
    std::vector<Followers> followers;  // by course
    for (const Course& course : courses) {
        flow.firsts.push_back(flow.node_of(course.route.front().value));
        followers.push_back(followers_of(flow, course.route));
    }

    for (std::uint32_t node = 0; node < flow.moves.nodes; ++node) {
        const StationSpec& station = flow.spec(node);
        if (station.rework && largest_share(station.rework->share, courses) > 0)
            flow.moves.edges.push_back({node, flow.node_of(station.rework->to.value)});
        flow.scraps[node] = largest_share(station.scrap, courses) > 0;
        const auto passes = [&](const Followers& of_course) { return !of_course[node].empty(); };
        const bool is_on_a_route = std::any_of(followers.begin(), followers.end(), passes);
        for (std::size_t course = 0; course < courses.size(); ++course) {
            if (is_on_a_route && !passes(followers[course])) continue;
            if (any_goes_on(station, courses[course])) add_moves_onward(flow, followers[course], node);
        }
    }
    drop_repeated_moves(flow);
    return flow;
}

}  // namespace

std::uint32_t LineFlow::node_of(const std::string& name) const {
    return static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
}

std::optional<LineFlow> flow_of(const PlantSpec& plant, const LineSpec& line) {
    std::vector<Course> courses;
    for (const auto& [item, share] : line.makes) {
        const std::vector<Name>& route = route_of(line, item.value);
        const auto known = std::find_if(courses.begin(), courses.end(), [&](const Course& course) { return &course.route == &route; });
        if (known == courses.end()) {
            courses.push_back({{item.value}, route});
        } else {
            known->items.push_back(item.value);
        }
    }
    return flow_along(stations_of(plant, line), courses);
}

std::optional<LineFlow> flow_of(const PlantSpec& plant, const LineSpec& line, const std::string& item) {
    return flow_along(stations_of(plant, line, item), {{{item}, route_of(line, item)}});
}

}  // namespace agrocap
