#pragma once

#include "scenario/scenario.hpp"

#include <limits>

namespace agrocap {

/// What a target asks of its metric; infinite where it asks nothing.
struct TargetBounds {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();

    [[nodiscard]] bool hold(double value) const { return value >= low && value <= high; }
};

TargetBounds bounds_of(const TargetSpec& target);

/// How far from the threshold either verdict is acceptable: as given, or 0.5 % of the threshold.
double indifference_around(double threshold, const TargetSpec& target);

/// The same for a target of kind "probability", on the share of years.
///
/// A value of 1 or more can only be meant in the metric's unit and says nothing about the share. Default: 0.05, but at most half way from
/// the probability to 0 or to 1. Requires: `target.probability`.
double indifference_of_share(const TargetSpec& target);

}  // namespace agrocap
