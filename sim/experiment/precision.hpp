#pragma once

#include "experiment/experiment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// How well something is to be known: replications go on until the relative half-width of every metric is below `relative`.
struct PrecisionGoal {
    double relative = 0.01;
    std::vector<std::string> metrics;
    std::int64_t replications_max = 1000;
    double confidence = 0.95;
    std::optional<double> of = {};  // what all widths are relative to; empty: the mean of each metric
};

/// The goal of a run or of a study's point: that of the options, or the scenario's where nobody gives a number of replications.
std::optional<PrecisionGoal> precision_goal(const Scenario& scenario, const ExperimentOptions& options);

/// The same goal for the options' own precision, whatever else is asked.
PrecisionGoal goal_for(const Scenario& scenario, double precision, double confidence);

/// Decides how many replications a goal takes, stage by stage, from the values of the replications that there are.
///
/// To stop when the interval is narrow favours runs that happen to vary little. So there are 20 replications at least, 25 times the squared
/// skewness of every metric, and the width has to last for another tenth. What it decides depends on the values only.
/// Source: Law, Simulation Modeling and Analysis, 5th ed., 9.4.1; Cochran, Sampling Techniques, 3rd ed., 2.15, for the skewness.
class PrecisionPlan {
  public:
    explicit PrecisionPlan(PrecisionGoal goal);

    /// Replications that the next decision rests on.
    [[nodiscard]] std::int64_t count() const { return count_; }
    /// Looks at the first `count()` values of every metric: true if they are enough; else `count()` is what is wanted next.
    /// Shape: by metric of the goal, then replication; an empty row for a metric that the scenario does not have.
    bool is_enough(const std::vector<std::vector<double>>& values);
    /// Whether the widths that were looked at last are as wanted. They may not be, with as many replications as the goal allows.
    [[nodiscard]] bool is_reached() const { return is_narrow_; }

  private:
    PrecisionGoal goal_;
    std::int64_t count_ = 0;
    bool is_narrow_ = false;  // at the last look
};

}  // namespace agrocap
