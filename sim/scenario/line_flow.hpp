#pragma once

#include "network/graph.hpp"
#include "scenario/scenario.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// How units may move between the stations of a line: along the route, by `next`, and back for rework.
///
/// Nodes are the stations in path order. A move of share 0 is none.
struct LineFlow {
    std::vector<std::string> names;  // by node
    std::vector<const StationSpec*> stations;
    Graph moves;
    std::vector<bool> leaves;  // by node: units may leave the line from here
    std::vector<bool> scraps;  // by node: units may be scrapped here
    std::uint32_t first = 0;   // the first station of the route

    [[nodiscard]] std::uint32_t node_of(const std::string& name) const;
};

/// Gives: nothing if the route is empty or a station that is named has no table. The scenario must outlive the result.
std::optional<LineFlow> flow_of(const LineSpec& line);

/// Places in front of a station: its own `buffer`, else unlimited for the first, else the line's, else 0.
std::int64_t buffer_of(const LineSpec& line, const std::string& station);

}  // namespace agrocap
