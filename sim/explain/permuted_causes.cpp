#include "explain/permuted_causes.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace agrocap {

namespace {

/// Switches the causes on one after the other.
std::vector<Step> steps_in(Variants& variants, RunState& state, std::uint64_t replication, const std::vector<std::size_t>& order,
                           double nothing_on, double all_on) {
    std::vector<Step> steps(order.size());
    CauseSet on;
    double output = nothing_on;
    for (std::size_t i = 0; i < order.size(); ++i) {
        Step& step = steps[order[i]];
        step.before = on;
        step.output_before = output;
        on = on.with(variants.causes()[order[i]]);
        output = i + 1 == order.size() ? all_on : variants.output(state, replication, {.on = on});
        step.output_after = output;
    }
    return steps;
}

/// Switches the groups of a cause on one after the other, from the step's state.
void add_parts_in(Variants& variants, RunState& state, std::uint64_t replication, const Step& step, Cause cause,
                  const std::vector<std::size_t>& order, std::vector<double>& losses) {
    Variant variant{.on = step.before, .parted = cause};
    double output = step.output_before;
    for (std::size_t i = 0; i < order.size(); ++i) {
        variant.parts |= 1U << order[i];
        const double after = i + 1 == order.size() ? step.output_after : variants.output(state, replication, variant);
        losses[order[i]] += (output - after) / 2;
        output = after;
    }
}

}  // namespace

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

PermutedCauses permuted_causes(Variants& variants, RunState& state, std::uint64_t replication, std::vector<std::size_t> order) {
    PermutedCauses result;
    result.actual = variants.output(state, replication, {.on = variants.all()});
    result.nothing_on = order.empty() ? result.actual : variants.output(state, replication, {});
    result.forward = steps_in(variants, state, replication, order, result.nothing_on, result.actual);
    std::reverse(order.begin(), order.end());
    result.reverse = steps_in(variants, state, replication, order, result.nothing_on, result.actual);
    return result;
}

std::vector<double> permuted_parts(Variants& variants, RunState& state, std::uint64_t replication, const PermutedCauses& causes,
                                   std::size_t cause, std::size_t groups) {
    const Cause which = variants.causes()[cause];
    std::vector<std::size_t> order = drawn_order(groups, "account." + std::string(cause_word(which)), variants.seed(), replication);
    std::vector<double> losses(groups, 0.0);
    add_parts_in(variants, state, replication, causes.forward[cause], which, order, losses);
    std::reverse(order.begin(), order.end());
    add_parts_in(variants, state, replication, causes.reverse[cause], which, order, losses);
    return losses;
}

}  // namespace agrocap
