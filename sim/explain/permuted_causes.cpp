#include "explain/permuted_causes.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace agrocap {

namespace {

CauseSet set_of(const Variants& variants, std::uint32_t on) {
    CauseSet set;
    for (std::size_t c = 0; c < variants.causes().size(); ++c)
        if ((on >> c & 1U) != 0) set = set.with(variants.causes()[c]);
    return set;
}

}  // namespace

PermutedSteps permuted_causes(Variants& variants, RunState& state, std::uint64_t replication, std::vector<std::size_t> order) {
    return permuted_steps(std::move(order),
                          [&](std::uint32_t on) { return variants.output(state, replication, {.on = set_of(variants, on)}); });
}

std::vector<double> permuted_parts(Variants& variants, RunState& state, std::uint64_t replication, const PermutedSteps& causes,
                                   std::size_t cause, std::size_t groups) {
    const Cause which = variants.causes()[cause];
    std::vector<std::size_t> order = drawn_order(groups, "account." + std::string(cause_word(which)), variants.seed(), replication);
    std::vector<double> losses(groups, 0.0);
    for (const Step* place : {&causes.forward[cause], &causes.reverse[cause]}) {
        const Variant before{.on = set_of(variants, place->before), .parted = which};
        const auto outcome = [&](std::uint32_t on) {
            Variant variant = before;
            variant.parts = on;
            return variants.output(state, replication, variant);
        };
        const std::vector<Step> steps = steps_in(order, outcome, place->outcome_before, place->outcome_after);
        for (std::size_t group = 0; group < groups; ++group) losses[group] -= steps[group].effect() / 2;
        std::reverse(order.begin(), order.end());
    }
    return losses;
}

}  // namespace agrocap
