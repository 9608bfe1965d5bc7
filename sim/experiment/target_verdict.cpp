#include "experiment/target_verdict.hpp"

#include "experiment/target_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace agrocap {

namespace {

double indifference_of(const TargetSpec& target) {
    return indifference_around(target.sense == TargetSense::at_most ? *target.high : *target.low, target);
}

std::string verdict_of(double low, double high, double mean, TargetBounds bounds, double indifference) {
    if (low >= bounds.low && high <= bounds.high) return "pass";
    if (high < bounds.low || low > bounds.high) return "fail";
    if (high - low <= 2 * indifference) return bounds.hold(mean) ? "pass" : "fail";
    return "undecided";
}

Estimate share_estimate(std::span<const double> values, TargetBounds bounds, double confidence, double& low, double& high) {
    double met = 0;
    double n = 0;
    for (const double value : values) {
        if (std::isnan(value)) continue;
        ++n;
        if (bounds.hold(value)) ++met;
    }
    Estimate estimate;
    estimate.confidence = confidence;
    estimate.n = static_cast<std::size_t>(n);
    if (n == 0) return estimate;
    const double z = normal_quantile(0.5 + confidence / 2);
    const double share = met / n;
    const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    low = centre - half;
    high = centre + half;
    estimate.mean = share;
    estimate.half_width = half;
    return estimate;
}

}  // namespace

TargetResult judge_target(const std::string& name, const TargetSpec& target, std::span<const double> values) {
    TargetResult result{.name = name, .spec = target, .verdict = "undecided", .estimate = {}, .replications = values.size()};
    const TargetBounds bounds = bounds_of(target);
    if (target.probability) {
        double low = 0;
        double high = 1;
        result.estimate = share_estimate(values, bounds, *target.confidence, low, high);
        if (result.estimate.mean) result.verdict = verdict_of(low, high, *result.estimate.mean, {**target.probability, 1.0}, 0);
        return result;
    }
    result.estimate = estimate_mean(values, *target.confidence);
    if (result.estimate.mean && result.estimate.half_width) {
        const double mean = *result.estimate.mean;
        const double half = *result.estimate.half_width;
        result.verdict = verdict_of(mean - half, mean + half, mean, bounds, indifference_of(target));
    }
    return result;
}

}  // namespace agrocap
