#pragma once

#include "experiment/series_tally.hpp"
#include "experiment/verdict.hpp"
#include "experiment/warmup.hpp"
#include "experiment/workers.hpp"
#include "observe/metrics.hpp"
#include "scenario/scenario.hpp"
#include "stats/estimate.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

class ReplicationStore;

/// What is being asked of an experiment, over what the scenario says.
struct ExperimentOptions {
    std::optional<std::int64_t> replications;
    std::optional<double> precision;
    std::optional<double> confidence;
    std::optional<std::uint64_t> seed;
    std::optional<Every> series;                                          // what is to be followed over periods so long
    std::vector<std::string> series_kept;                                 // metrics of which every replication's series is kept
    unsigned threads = 0;                                                 // 0 = all cores
    ShortOfThreads short_of_threads;                                      // told where there are fewer than that; may be told again
    std::function<void(std::size_t done, std::size_t planned)> progress;  // called from worker threads, one at a time
    const std::atomic<bool>* stop = nullptr;                              // set by Ctrl-C: no new replication starts
    ReplicationStore* store = nullptr;                                    // what it holds is not run again, what it lacks it is given
};

/// What became of one target.
struct TargetResult {
    std::string name;
    TargetSpec spec;
    Verdict verdict = Verdict::undecided;
    Estimate estimate;                 // of the metric (or of the probability)
    std::optional<Interval> interval;  // of the probability; its estimate is not the middle
    std::size_t replications = 0;      // that the verdict rests on
};

/// How likely a metric is to be at or beyond a threshold.
struct ProbabilityResult {
    ProbabilitySpec spec;
    std::size_t n = 0;               // replications with an observation
    std::optional<double> estimate;  // empty without one
    std::optional<Interval> interval;
};

/// Numbers of all replications and their estimates. `values[r][m]` is metric m in replication r; NaN = no observation.
struct ExperimentResult {
    std::vector<MetricInfo> metrics;  // sorted as the interface page lists them
    std::vector<std::vector<double>> values;
    std::vector<Estimate> estimates;                  // by metric
    std::vector<TargetResult> targets;                // sorted by name
    std::vector<ProbabilityResult> probabilities;     // as the scenario asks for them
    std::size_t batches = 0;                          // `values` holds so many parts of one replication; 0 = it holds replications
    std::vector<std::optional<double>> correlations;  // of neighbouring batches, by metric; empty without batches
    std::string digest;                               // SHA-256 over every replication's every metric, in order
    std::uint64_t seed = 0;
    double confidence = 0.95;
    double measured_days = 0, warmup_days = 0;
    std::optional<WarmupEvidence> warmup;    // where the scenario says "auto"
    std::optional<Series> series;            // where it was asked for; never part of the digest
    std::optional<double> precision_missed;  // the relative half-width that was asked for, where `max_replications` did not reach it
    bool interrupted = false;
    // Performance, never part of the digest:
    std::uint64_t events = 0;
    double wall_s = 0;
    unsigned threads = 1;

    /// Index of a metric by name, or -1.
    [[nodiscard]] std::int64_t find(const std::string& name) const;
};

/// How many replications are meant to run, where a number says so: that of the options, else the scenario's, else 30.
std::int64_t planned_replications(const Scenario& scenario, const ExperimentOptions& options);

/// The threads that a number asked for means; 0 = all cores.
unsigned threads_for(unsigned asked);

/// Into how many batches the one replication of a run is cut; 0 = the run replicates, as a number or a precision in the options makes it.
std::size_t batches_of(const Scenario& scenario, const ExperimentOptions& options);

/// Metrics that a reader looks at first: those in focus and those of the targets; `output.total` without any.
std::vector<std::string> focus_of(const Scenario& scenario);

/// Runs the replications on all cores; equal options give equal bits whatever the number of threads.
///
/// Requires: a scenario read without errors. Errors: `ScenarioFault` for what only a run can find (a deadlock), `InvariantBroken` for ours.
ExperimentResult run_experiment(const Scenario& scenario, const ExperimentOptions& options = {});

}  // namespace agrocap
