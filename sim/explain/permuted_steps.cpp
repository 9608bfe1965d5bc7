#include "explain/permuted_steps.hpp"

#include "random/stream.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace agrocap {

std::vector<Step> steps_in(const std::vector<std::size_t>& order, const Outcome& outcome, double nothing_on, double all_on) {
    std::vector<Step> steps(order.size());
    std::uint32_t on = 0;
    double now = nothing_on;
    for (std::size_t i = 0; i < order.size(); ++i) {
        Step& step = steps[order[i]];
        step.before = on;
        step.outcome_before = now;
        on |= 1U << order[i];
        now = i + 1 == order.size() ? all_on : outcome(on);
        step.outcome_after = now;
    }
    return steps;
}

PermutedSteps permuted_steps(std::vector<std::size_t> order, const Outcome& outcome) {
    PermutedSteps result;
    result.all_on = outcome((1U << order.size()) - 1);
    result.nothing_on = order.empty() ? result.all_on : outcome(0);
    result.forward = steps_in(order, outcome, result.nothing_on, result.all_on);
    std::reverse(order.begin(), order.end());
    result.reverse = steps_in(order, outcome, result.nothing_on, result.all_on);
    return result;
}

std::vector<std::size_t> drawn_order(std::size_t count, const std::string& name, std::uint64_t seed, std::uint64_t replication) {
    Stream stream(stream_name(name, "order"), seed, replication);
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Fisher and Yates' shuffle.
    for (std::size_t left = count; left > 1; --left)
        std::swap(order[left - 1], order[static_cast<std::size_t>(stream.uniform() * static_cast<double>(left))]);
    return order;
}

std::vector<std::vector<std::size_t>> all_orders(std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::vector<std::size_t>> orders;
    do {
        if (count < 2 || order.front() < order.back()) orders.push_back(order);
    } while (std::next_permutation(order.begin(), order.end()));
    return orders;
}

}  // namespace agrocap
