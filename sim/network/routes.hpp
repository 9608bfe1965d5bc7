#pragma once

#include "network/graph.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

inline constexpr std::uint32_t no_edge = UINT32_MAX;

/// The shortest routes from one node to all others.
struct ShortestRoutes {
    std::uint32_t from = 0;
    std::vector<double> distance;          // by node; infinity where no route leads
    std::vector<std::uint32_t> last_edge;  // by node: index of the edge by which the route arrives, or `no_edge`
};

/// Shortest routes by `weights`, one for each edge, in any unit.
///
/// Requires: weights are finite and not negative. Gives: among equally short routes the one of fewest edges, then the one whose
/// last node but one is the smallest, then the one whose last edge is; so the result does not hang on the order of a heap.
/// Cost: O((nodes + edges) log nodes).
/// Source: Dijkstra, A note on two problems in connexion with graphs, Numer. Math. 1 (1959).
ShortestRoutes shortest_routes(const Graph& graph, const std::vector<double>& weights, std::uint32_t from);

/// The edges of the route to `to`, in order of travel; empty if `to` is the start or no route leads there.
std::vector<std::uint32_t> route_edges(const Graph& graph, const ShortestRoutes& routes, std::uint32_t to);

}  // namespace agrocap
