#pragma once

#include "network/graph.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// The strong components: sets of nodes that all reach each other. Single nodes are components, too.
///
/// Gives: each component sorted, and the components by their smallest node. Cost: O(nodes + edges), and the sorting.
std::vector<std::vector<std::uint32_t>> strong_components(const Graph& graph);

/// The components of nodes that edges connect, whichever way these lead. Gives: as `strong_components`. Cost: O(nodes + edges).
std::vector<std::vector<std::uint32_t>> connected_components(const Graph& graph);

/// For each node, whether an edge path leads to it from one of `starts` (which reach themselves). Cost: O(nodes + edges).
std::vector<bool> reachable_from(const Graph& graph, const std::vector<std::uint32_t>& starts);

/// For each node, whether an edge path leads from it to one of `goals`. Cost: O(nodes + edges).
std::vector<bool> reaching(const Graph& graph, const std::vector<std::uint32_t>& goals);

}  // namespace agrocap
