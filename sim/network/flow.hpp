#pragma once

#include "network/graph.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// A greatest flow through a network and the cut that proves that none is greater.
struct MaximumFlow {
    double value = 0;
    std::vector<double> on_edge;     // by edge, in the unit of the capacities
    std::vector<std::uint32_t> cut;  // the edges of a smallest cut, sorted; their capacities sum to `value`
};

/// The greatest flow from `source` to `sink` when edge i carries at most `capacities[i]`.
///
/// Requires: finite capacities, none negative; source and sink differ. Cost: O(nodes edges^2) at worst.
/// Source: Edmonds, Karp, Theoretical improvements in algorithmic efficiency for network flow problems, J. ACM 19 (1972).
MaximumFlow maximum_flow(const Graph& graph, const std::vector<double>& capacities, Edge source_and_sink);

}  // namespace agrocap
