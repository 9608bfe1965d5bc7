#pragma once

#include "network/graph.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap {

/// Sources each of which has an edge to each of the targets: drawn through one point they are |sources| + |targets| lines in place of
/// |sources| x |targets|, and say the same.
struct Bundle {
    std::vector<std::uint32_t> sources, targets;  // nodes, ascending
    std::vector<std::size_t> edges;               // of the graph, ascending: all between them, parallel ones, too
};

/// Bundles that share no edge and save lines, the one that saves most first; other edges are in none.
///
/// Greedy: the next bundle is the one that saves most among those that two sources have in common. Of more than a few hundred sources only
/// those with the very same targets are bundled. Cost: quadratic in the sources for each bundle.
/// Source for the idea: Dickerson, Eppstein, Goodrich, Meng, Confluent drawings, JGAA 9 (2005).
std::vector<Bundle> bundles_of(const Graph& graph);

}  // namespace agrocap
