#pragma once

#include <cstdint>
#include <vector>

namespace agrocap {

/// A directed edge between two nodes of a graph.
struct Edge {
    std::uint32_t from = 0, to = 0;
    friend bool operator==(const Edge&, const Edge&) = default;
};

/// A directed graph as a plain edge list; nodes are 0 … nodes-1. Loops and parallel edges are allowed.
///
/// Requires (of every function that takes one): both ends of each edge are below `nodes`.
struct Graph {
    std::uint32_t nodes = 0;
    std::vector<Edge> edges;
};

}  // namespace agrocap
