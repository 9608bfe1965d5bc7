#pragma once

#include "network/graph.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace agrocap {

/// The nodes so that each edge leads forward; among the nodes that may come next, the smallest comes first.
///
/// Gives: nothing if the graph has a cycle. Cost: O((nodes + edges) log nodes).
/// Source: Kahn, Topological sorting of large networks, CACM 5 (1962).
std::optional<std::vector<std::uint32_t>> topological_order(const Graph& graph);

/// One cycle, as its nodes in the order of its edges, beginning with the smallest of them; empty if there is none.
///
/// A loop is a cycle of one node. Gives: the same cycle for the same edges in the same order. Cost: O(nodes + edges).
std::vector<std::uint32_t> find_cycle(const Graph& graph);

}  // namespace agrocap
