#include "experiment/precision.hpp"

#include "stats/tally.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace agrocap {

namespace {

constexpr std::int64_t first_round = 20;          // before the width of an interval is believed
constexpr double confirmation_part = 1.1;         // of the replications with which the width was first reached: it has to last so long
constexpr double for_each_squared_skewness = 25;  // replications, by Cochran's rule
constexpr double infinite = std::numeric_limits<double>::infinity();

/// How well the metrics are known.
struct Knowledge {
    double width = 0;  // the largest relative half-width; infinite where one cannot be told yet
    double least = 0;  // replications before the widths can be trusted
};

Knowledge knowledge_from(const std::vector<std::vector<double>>& values, std::size_t count, const PrecisionGoal& goal) {
    Knowledge known;
    for (const std::vector<double>& row : values) {
        if (row.empty()) continue;
        const std::span<const double> first = std::span(row).first(count);
        const Estimate estimate = estimate_mean(first, goal.confidence);
        if (!estimate.half_width || !estimate.mean) return {.width = infinite};
        if (*estimate.half_width == 0) continue;
        known.width = std::max(known.width, *estimate.half_width / std::abs(goal.of.value_or(*estimate.mean)));
        if (estimate.n < 3) continue;
        Tally tally;
        for (const double value : first)
            if (!std::isnan(value)) tally.add(value);
        known.least = std::max(known.least, for_each_squared_skewness * tally.skewness() * tally.skewness());
    }
    return known;
}

}  // namespace

PrecisionGoal goal_for(const Scenario& scenario, double precision, double confidence) {
    PrecisionGoal goal{.relative = precision,
                       .metrics = {},
                       .replications_max = std::max(*scenario.experiment.max_replications, first_round),
                       .confidence = confidence};
    for (const Name& name : scenario.experiment.focus) goal.metrics.push_back(*name);
    if (goal.metrics.empty()) goal.metrics.emplace_back("output.total");
    return goal;
}

std::optional<PrecisionGoal> precision_goal(const Scenario& scenario, const ExperimentOptions& options) {
    const ExperimentSpec& experiment = scenario.experiment;
    const bool by_number = options.replications.has_value() || (experiment.replications && !options.precision);
    if (by_number || (!options.precision && !experiment.precision)) return std::nullopt;
    const double precision = options.precision ? *options.precision : **experiment.precision;
    return goal_for(scenario, precision, options.confidence.value_or(*experiment.confidence));
}

PrecisionPlan::PrecisionPlan(PrecisionGoal goal) : goal_(std::move(goal)), count_(first_round) {}

bool PrecisionPlan::is_enough(const std::vector<std::vector<double>>& values) {
    // Law & Kelton: half-width / |mean| <= p / (1 + p) makes the error of the mean at most p of the true mean, not of the estimate.
    const double wanted_width = goal_.of ? goal_.relative : goal_.relative / (1 + goal_.relative);
    const auto count = static_cast<double>(count_);
    const Knowledge known = knowledge_from(values, static_cast<std::size_t>(count_), goal_);
    const bool narrow = known.width <= wanted_width && count >= known.least;
    const bool was_narrow = std::exchange(is_narrow_, narrow || known.width == 0);
    if (known.width == 0 || count_ >= goal_.replications_max || (narrow && was_narrow)) return true;
    const double ratio = known.width / wanted_width;
    const double growth = std::min(std::max(count * ratio * ratio, known.least), 2 * count);
    const double wanted = narrow ? confirmation_part * count : std::max(growth, count + 5);
    count_ = std::min(goal_.replications_max, static_cast<std::int64_t>(std::ceil(wanted)));
    return false;
}

}  // namespace agrocap
