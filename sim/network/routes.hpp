#pragma once

#include "network/graph.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace agrocap {

inline constexpr std::uint32_t no_edge = UINT32_MAX;

/// The shortest routes from one node to all others.
struct ShortestRoutes {
    std::uint32_t from = 0;
    std::vector<double> distance;          // by node; infinity where no route leads
    std::vector<std::uint32_t> last_edge;  // by node: index of the edge by which the route arrives, or `no_edge`
    std::vector<std::uint32_t> reached;    // nodes that routes lead to, behind all that lie on their routes
};

/// Shortest routes over one graph from as many nodes as are asked for.
class RouteSearch {
  public:
    /// `weights`, one for each edge, are in any unit. Routes lead through nodes that `passes` is not 0 of, and begin and end anywhere.
    ///
    /// Requires: weights are finite and not negative.
    RouteSearch(const Graph& graph, const std::vector<double>& weights, std::vector<char> passes);

    /// Gives: among equally short routes the one of fewest edges, then the one whose last node but one is the smallest, then the one
    /// whose last edge is; so the result does not hang on the order of a heap.
    /// Cost: O((nodes + edges) log nodes).
    /// Source: Dijkstra, A note on two problems in connexion with graphs, Numer. Math. 1 (1959).
    [[nodiscard]] ShortestRoutes from(std::uint32_t node) const;

  private:
    struct Net;
    std::shared_ptr<const Net> net_;
};

/// The same from one node, through all others.
ShortestRoutes shortest_routes(const Graph& graph, const std::vector<double>& weights, std::uint32_t from);

/// The edges of the route to `to`, in order of travel; empty if `to` is the start or no route leads there.
std::vector<std::uint32_t> route_edges(const Graph& graph, const ShortestRoutes& routes, std::uint32_t to);

}  // namespace agrocap
