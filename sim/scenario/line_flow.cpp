#include "scenario/line_flow.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr double share_tolerance = 1e-9;  // what is left of 1 after summing shares is no share

bool names_are_known(const LineSpec& line) {
    const auto is_known = [&](const Name& name) { return line.station.contains(name.value); };
    if (!std::all_of(line.route.begin(), line.route.end(), is_known)) return false;
    return std::all_of(line.station.begin(), line.station.end(), [&](const auto& entry) {
        const StationSpec& station = entry.second;
        if (station.rework && !is_known(station.rework->to)) return false;
        return std::all_of(station.next.begin(), station.next.end(), [&](const NextSpec& next) { return is_known(next.to); });
    });
}

/// For each node the stations that follow it in the route; the end of the route is none.
std::vector<std::vector<std::optional<std::uint32_t>>> followers_of(const LineFlow& flow, const LineSpec& line) {
    std::vector<std::vector<std::optional<std::uint32_t>>> followers(flow.names.size());
    std::optional<std::uint32_t> next;
    for (auto stop = line.route.rbegin(); stop != line.route.rend(); ++stop) {
        const std::uint32_t node = flow.node_of(stop->value);
        followers[node].insert(followers[node].begin(), next);
        next = node;
    }
    return followers;
}

/// Where units go that are neither scrapped nor sent back.
void add_moves_onward(LineFlow& flow, const std::vector<std::optional<std::uint32_t>>& followers, std::uint32_t node) {
    const StationSpec& station = *flow.stations[node];
    if (!station.next.empty()) {
        for (const NextSpec& next : station.next) {
            if (next.share.value > 0) flow.moves.edges.push_back({node, flow.node_of(next.to.value)});
        }
        return;
    }
    for (const std::optional<std::uint32_t>& follower : followers) {
        if (follower)
            flow.moves.edges.push_back({node, *follower});
        else
            flow.leaves[node] = true;
    }
    if (followers.empty()) flow.leaves[node] = true;  // nothing says where to go: the unit is done
}

}  // namespace

std::uint32_t LineFlow::node_of(const std::string& name) const {
    return static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
}

std::optional<LineFlow> flow_of(const LineSpec& line) {
    if (line.route.empty() || !names_are_known(line)) return std::nullopt;

    LineFlow flow;
    for (const auto& [id, station] : line.station) {
        flow.names.push_back(id);
        flow.stations.push_back(&station);
    }
    flow.moves.nodes = static_cast<std::uint32_t>(flow.names.size());
    flow.leaves.assign(flow.names.size(), false);
    flow.scraps.assign(flow.names.size(), false);
    flow.first = flow.node_of(line.route.front().value);

    const auto followers = followers_of(flow, line);
    for (std::uint32_t node = 0; node < flow.moves.nodes; ++node) {
        const StationSpec& station = *flow.stations[node];
        const double rework_share = station.rework ? station.rework->share.value : 0.0;
        if (rework_share > 0) flow.moves.edges.push_back({node, flow.node_of(station.rework->to.value)});
        if (station.scrap.value > 0) flow.scraps[node] = true;
        if (1.0 - rework_share - station.scrap.value > share_tolerance) add_moves_onward(flow, followers[node], node);
    }
    return flow;
}

std::int64_t buffer_of(const LineSpec& line, const std::string& station) {
    const auto& own = line.station.at(station).buffer;
    if (own) return own->value;
    if (!line.route.empty() && line.route.front().value == station) return unlimited;
    return line.buffer ? line.buffer->value : 0;
}

}  // namespace agrocap
