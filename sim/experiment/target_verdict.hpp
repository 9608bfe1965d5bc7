#pragma once

#include "experiment/experiment.hpp"
#include "experiment/target_bounds.hpp"

#include <span>
#include <string>

namespace agrocap {

/// Pass or fail when the interval from low to high lies on one side, else undecided.
///
/// A threshold inside the interval passes or fails, too, when the whole interval lies within the indifference zone around it: closer
/// than that either verdict is acceptable.
Verdict verdict_of(const Interval& interval, double mean, TargetBounds bounds, double indifference);

/// What a fixed number of replications says about a target, by its interval. Kind "probability": Wilson's interval for the share of
/// replications that meet the threshold.
TargetResult judge_target(const std::string& name, const TargetSpec& target, std::span<const double> values);

/// How many of the values answer the question, and with what probability the next one will, by Wilson's interval.
ProbabilityResult estimate_probability(const ProbabilitySpec& spec, std::span<const double> values, double confidence);

}  // namespace agrocap
