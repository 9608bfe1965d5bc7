#pragma once

#include "explain/variants.hpp"

#include <vector>

namespace agrocap {

/// What one cause takes in one order: the output before it is switched on and after.
struct Step {
    CauseSet before;  // that are on already
    double output_before = 0, output_after = 0;

    [[nodiscard]] double loss() const { return output_before - output_after; }
};

/// One replication of an account: an order of the causes drawn for it, and the reverse of that.
struct PermutedCauses {
    std::vector<Step> forward, reverse;  // by the causes of the variants
    double actual = 0;
    double nothing_on = 0;  // output with all causes off

    /// Of the cause in that place, over both orders. All of them together are `nothing_on` less `actual`.
    [[nodiscard]] double loss(std::size_t cause) const { return (forward[cause].loss() + reverse[cause].loss()) / 2; }
};

/// Numbers 0 to count - 1 in an order drawn from the stream of that name.
std::vector<std::size_t> drawn_order(std::size_t count, const std::string& name, std::uint64_t seed, std::uint64_t replication);

/// All orders of so many causes, each but not its reverse. Requires: count <= 5, or there are too many.
std::vector<std::vector<std::size_t>> all_orders(std::size_t count);

/// Simulates a replication in an order and its reverse: 2 x causes runs, of which many are shared where there is no chance.
///
/// Source: Castro, Gomez, Tejada, Polynomial calculation of the Shapley value based on sampling, Computers & Operations Research 36 (2009);
/// antithetic pairs of orders: Mitchell, Cooper, Frank, Holmes, Sampling permutations for Shapley value estimation, JMLR 23 (2022).
PermutedCauses permuted_causes(Variants& variants, RunState& state, std::uint64_t replication, std::vector<std::size_t> order);

/// What the groups of a cause's parts take in that replication, over both orders: Owen values, as groups are permuted within their cause's
/// place among the others. They sum to the cause's loss. Requires: `groups`, the rest included, are those of `Variants::group_parts`.
std::vector<double> permuted_parts(Variants& variants, RunState& state, std::uint64_t replication, const PermutedCauses& causes,
                                   std::size_t cause, std::size_t groups);

}  // namespace agrocap
