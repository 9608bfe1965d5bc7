#include "experiment/target_verdict.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace agrocap {

namespace {

double indifference_of(const TargetSpec& target) {
    return indifference_around(target.sense == TargetSense::at_most ? *target.high : *target.low, target);
}

/// How many values there are, and how many of them the bounds hold.
struct Count {
    std::size_t met = 0, n = 0;
};

Count count_in(std::span<const double> values, TargetBounds bounds) {
    Count count;
    for (const double value : values) {
        if (std::isnan(value)) continue;
        ++count.n;
        if (bounds.hold(value)) ++count.met;
    }
    return count;
}

}  // namespace

Verdict verdict_of(const Interval& interval, double mean, TargetBounds bounds, double indifference) {
    if (interval.low >= bounds.low && interval.high <= bounds.high) return Verdict::pass;
    if (interval.high < bounds.low || interval.low > bounds.high) return Verdict::fail;
    if (interval.high - interval.low <= 2 * indifference) return bounds.hold(mean) ? Verdict::pass : Verdict::fail;
    return Verdict::undecided;
}

TargetResult judge_target(const std::string& name, const TargetSpec& target, std::span<const double> values) {
    TargetResult result{
        .name = name, .spec = target, .verdict = Verdict::undecided, .estimate = {}, .interval = {}, .replications = values.size()};
    const TargetBounds bounds = bounds_of(target);
    if (target.probability) {
        const Count count = count_in(values, bounds);
        result.estimate.confidence = *target.confidence;
        result.estimate.n = count.n;
        if (count.n == 0) return result;
        const double share = static_cast<double>(count.met) / static_cast<double>(count.n);
        const Interval interval = share_interval(count.met, count.n, *target.confidence);
        result.interval = interval;
        result.estimate.mean = share;
        result.estimate.half_width = (interval.high - interval.low) / 2;
        result.verdict = verdict_of(interval, share, {**target.probability, 1.0}, 0);
        return result;
    }
    result.estimate = estimate_mean(values, *target.confidence);
    if (result.estimate.mean && result.estimate.half_width) {
        const double mean = *result.estimate.mean;
        const double half = *result.estimate.half_width;
        result.verdict = verdict_of({mean - half, mean + half}, mean, bounds, indifference_of(target));
    }
    return result;
}

ProbabilityResult estimate_probability(const ProbabilitySpec& spec, std::span<const double> values, double confidence) {
    TargetBounds bounds;
    (spec.at_least ? bounds.low : bounds.high) = spec.threshold;
    const Count count = count_in(values, bounds);
    ProbabilityResult result{.spec = spec, .n = count.n, .estimate = {}, .interval = {}};
    if (count.n == 0) return result;
    result.estimate = static_cast<double>(count.met) / static_cast<double>(count.n);
    result.interval = share_interval(count.met, count.n, confidence);
    return result;
}

}  // namespace agrocap
