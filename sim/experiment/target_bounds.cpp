#include "experiment/target_bounds.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

constexpr double default_part_of_threshold = 0.005;
constexpr double default_share = 0.05;

}  // namespace

TargetBounds bounds_of(const TargetSpec& target) {
    TargetBounds bounds;
    if (target.sense != TargetSense::at_most) bounds.low = *target.low;
    if (target.sense != TargetSense::at_least) bounds.high = *target.high;
    return bounds;
}

double indifference_around(double threshold, const TargetSpec& target) {
    return target.indifference ? **target.indifference : default_part_of_threshold * std::abs(threshold);
}

double indifference_of_share(const TargetSpec& target) {
    if (target.indifference && **target.indifference < 1) return **target.indifference;
    const double probability = **target.probability;
    const double to_the_end = std::min(probability, 1 - probability);
    return to_the_end > 0 ? std::min(default_share, to_the_end / 2) : default_share;
}

}  // namespace agrocap
