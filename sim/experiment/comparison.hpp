#pragma once

#include "experiment/experiment.hpp"
#include "scenario/diff.hpp"

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
    bool identical = false;  // every replication is the base's to the last bit: whatever was changed reaches nothing
    std::vector<MetricComparison> metrics;
    std::optional<Series> difference;  // of the compared metrics by period, where series were asked for; each interval holds by itself
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
    bool interrupted = false;  // then the last what-if may rest on fewer replications, and others may lack
};

/// What one change of a what-if brings, or several that are made together.
struct ChangeEffect {
    std::string what;  // the key, or what several have in common
    std::vector<std::string> keys;
    Estimate effect;
};

/// How the difference in one metric comes about: the effects sum to it.
struct ChangeAccount {
    std::string metric;
    std::vector<ChangeEffect> effects;  // the largest first
};

/// How readers know a scenario of a comparison, and in what it differs from the base.
struct ComparedScenario {
    std::string name;
    std::string what_if;              // the changes of the base that it is, as given on the command line; empty for a file
    std::vector<ScenarioFile> files;  // those read, its own first
    std::vector<std::string> set;     // options that changed it
    std::string digest;
    std::vector<ScenarioDifference> differences;  // from the base
    std::string note;                             // what a reader may not expect; empty if nothing
    std::vector<ChangeAccount> accounts = {};     // by metric; none where nobody asked for them

    /// "Two shifts (two-shifts.toml)", or the changes.
    [[nodiscard]] std::string title() const;
    /// What tells it from the others in a column: its file, or the changes.
    [[nodiscard]] std::string short_title() const;
};

/// What a comparison is of, the base first.
struct ComparedScenarios {
    std::vector<ComparedScenario> scenarios;
    std::string currency;  // of the base
};

/// Keeps the replications of one scenario after the other.
class ComparisonArchive {
  public:
    virtual ~ComparisonArchive() = default;
    /// The store of the scenario with this number, the base first; the one before is closed.
    virtual ReplicationStore& open(std::size_t scenario) = 0;
    /// Its results rest on so many replications.
    virtual void close(std::size_t replications) = 0;
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
/// Gives, if stopped: the what-ifs with at least one replication. Errors: those of `run_experiment`.
Comparison run_comparison(const std::vector<const Scenario*>& scenarios, const ExperimentOptions& options,
                          const std::vector<std::string>& metrics, ComparisonArchive* archive = nullptr);

}  // namespace agrocap
