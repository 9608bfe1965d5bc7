#pragma once

#include "explain/permuted_steps.hpp"
#include "explain/variants.hpp"

#include <cstddef>
#include <vector>

namespace agrocap {

/// One replication of an account: the causes switched on in an order and in the reverse of that. A loss is an effect below 0.
PermutedSteps permuted_causes(Variants& variants, RunState& state, std::uint64_t replication, std::vector<std::size_t> order);

/// What the groups of a cause's parts take in that replication, over both orders: Owen values, as groups are permuted within their cause's
/// place among the others. They sum to the cause's loss. Requires: `groups`, the rest included, are those of `Variants::group_parts`.
std::vector<double> permuted_parts(Variants& variants, RunState& state, std::uint64_t replication, const PermutedSteps& causes,
                                   std::size_t cause, std::size_t groups);

}  // namespace agrocap
