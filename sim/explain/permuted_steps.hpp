#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace agrocap {

/// What comes out with some things switched on: bit i is that of thing i.
using Outcome = std::function<double(std::uint32_t on)>;

/// What one thing does in one order: the outcome before it is switched on and after.
struct Step {
    std::uint32_t before = 0;  // that are on already
    double outcome_before = 0, outcome_after = 0;

    [[nodiscard]] double effect() const { return outcome_after - outcome_before; }
};

/// An order of things switched on one by one, and the reverse of that.
struct PermutedSteps {
    std::vector<Step> forward, reverse;  // by thing
    double nothing_on = 0, all_on = 0;

    /// What the thing adds, over both orders. All of them together add `all_on` less `nothing_on`.
    [[nodiscard]] double effect(std::size_t thing) const { return (forward[thing].effect() + reverse[thing].effect()) / 2; }
};

/// Things switched on in an order, between two outcomes that are known. Gives: by thing.
std::vector<Step> steps_in(const std::vector<std::size_t>& order, const Outcome& outcome, double nothing_on, double all_on);

/// Asks for 2 x things outcomes. What all of them do is an estimate of Shapley values, if orders are drawn.
///
/// Source: Castro, Gomez, Tejada, Polynomial calculation of the Shapley value based on sampling, Computers & Operations Research 36 (2009);
/// antithetic pairs of orders: Mitchell, Cooper, Frank, Holmes, Sampling permutations for Shapley value estimation, JMLR 23 (2022).
PermutedSteps permuted_steps(std::vector<std::size_t> order, const Outcome& outcome);

/// Numbers 0 to count - 1 in an order drawn from the stream of that name.
std::vector<std::size_t> drawn_order(std::size_t count, const std::string& name, std::uint64_t seed, std::uint64_t replication);

/// All orders of so many things, each but not its reverse. Requires: count <= 5, or there are too many.
std::vector<std::vector<std::size_t>> all_orders(std::size_t count);

}  // namespace agrocap
