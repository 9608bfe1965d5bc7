#include "answer/target_relaxations.hpp"

#include "experiment/target_test.hpp"
#include "report/bound_report.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace agrocap {

namespace {

constexpr std::size_t relaxations_max = 5;

}  // namespace

TargetRelaxations relaxations_of(const ReadResult& read, const ExperimentResult& result, const std::vector<Bound>& bounds) {
    TargetRelaxations relaxations;
    for (const TargetResult& target : result.targets) {
        const auto bound = std::find_if(bounds.begin(), bounds.end(), [&](const Bound& one) { return one.metric == *target.spec.metric; });
        const std::optional<double> asked = mean_asked(target.spec);
        if (target.verdict != Verdict::impossible || bound == bounds.end() || !asked) continue;
        relaxations[target.name] = told_relaxations(read, *bound, least_relaxations(bound->program, *asked, relaxations_max));
    }
    return relaxations;
}

}  // namespace agrocap
