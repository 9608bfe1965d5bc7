#pragma once

#include "network/graph.hpp"
#include "scenario/line_stations.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// How units may move between the stations that a line passes: along its routes, by `next`, and back for rework.
///
/// Nodes are these stations by name. A move of share 0 is none.
struct LineFlow {
    std::vector<std::string> names;  // by node
    std::vector<LineStation> stations;
    Graph moves;
    std::vector<bool> leaves;           // by node: units may leave the line from here
    std::vector<bool> scraps;           // by node: units may be scrapped here
    std::vector<std::uint32_t> firsts;  // where ways begin

    [[nodiscard]] std::uint32_t node_of(const std::string& name) const;
    [[nodiscard]] const StationSpec& spec(std::uint32_t node) const { return *stations[node].spec; }
};

/// Of all units of the line. Gives: nothing if a route is empty or a station that is named is none. The scenario must outlive the result.
std::optional<LineFlow> flow_of(const PlantSpec& plant, const LineSpec& line);

/// The same for the units of one item.
std::optional<LineFlow> flow_of(const PlantSpec& plant, const LineSpec& line, const std::string& item);

}  // namespace agrocap
