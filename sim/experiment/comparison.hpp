#pragma once

#include "experiment/experiment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What a paired difference proves.
enum class Change : std::uint8_t { none, higher, lower };

/// One metric in a what-if and in the base.
struct MetricComparison {
    MetricInfo metric;
    Estimate base, whatif;
    Estimate difference;                // what-if less base, by replication; `confidence` is that of this one interval
    Change change = Change::none;       // none: the interval holds 0
    std::optional<double> correlation;  // of base and what-if over the replications; empty where one does not vary
    /// Replications that unpaired runs would need for the same half-width; empty where the difference does not vary.
    std::optional<double> unpaired_replications;
};

struct WhatIfComparison {
    ExperimentResult result;
    std::vector<MetricComparison> metrics;
};

/// A base and its what-ifs, run on common random numbers: same seed, same replications, streams keyed by name.
///
/// With `confidence` all intervals of all differences hold at once (Bonferroni). Source: Law, Simulation Modeling and Analysis, 10.2 and
/// 11.2.
struct Comparison {
    ExperimentResult base;
    std::vector<WhatIfComparison> whatifs;
    double confidence = 0.95;
    std::size_t intervals = 0;
    bool interrupted = false;  // then there is nothing to compare
};

/// Names of the metrics of a scenario, sorted as in its results. Requires: a scenario read without errors.
std::vector<std::string> metric_names(const Scenario& scenario);

/// What is compared if nobody says: the focus metrics of the base, then output, sales and margin in total, as far as all scenarios have
/// them.
std::vector<std::string> default_compared(const std::vector<const Scenario*>& scenarios);

/// Runs the first scenario and the what-ifs after it; the seed, the confidence and the number of replications are those of the options,
/// else of the first. A precision is reached by the first; the others follow it.
///
/// Scenarios whose warm-up is "auto" share the longest that is found. Requires: two scenarios or more, each with all of the metrics.
/// Errors: those of `run_experiment`.
Comparison run_comparison(const std::vector<const Scenario*>& scenarios, const ExperimentOptions& options,
                          const std::vector<std::string>& metrics);

}  // namespace agrocap
