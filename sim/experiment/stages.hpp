#pragma once

#include "experiment/experiment.hpp"
#include "experiment/precision.hpp"
#include "experiment/replicator.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// The stages that every experiment goes through, whatever decides how many replications it takes: set up, run, take stock.
///
/// Keeps references to the scenario and the options. Errors: those of `run_experiment`.
class Experiment {
  public:
    /// `batches`: one replication is to be cut into so many, see `run_batches`; 0 = replications are to run.
    Experiment(const Scenario& scenario, const ExperimentOptions& options, std::size_t batches = 0);
    Experiment(const Experiment&) = delete;
    Experiment& operator=(const Experiment&) = delete;

    [[nodiscard]] Replicator& replicator() { return replicator_; }
    [[nodiscard]] const Model& model() const { return model_; }
    /// Runs one replication (from 0) with an observer; the result is of it alone.
    void watch(std::uint64_t replication, RunObserver& observer);
    /// Runs one replication in batches, in place of the replicator's work; what the store holds of them is not run again.
    void run_batches();
    /// Metrics, seed, confidence; values after `take_stock`.
    [[nodiscard]] ExperimentResult& result() { return result_; }
    /// Values and events of the replications that are finished.
    void take_stock();
    /// A metric over the replications of the last `take_stock`.
    [[nodiscard]] std::vector<double> values_of(std::size_t metric) const;
    /// The same by name; none where there is no such metric.
    [[nodiscard]] std::vector<double> values_of(const std::string& metric) const;
    /// Values of the replications that are finished, estimates, probabilities and digest; the targets are the caller's.
    ExperimentResult finish();
    /// The same without looking for finished replications.
    ExperimentResult conclude();

  private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    ExperimentResult result_;
    const Scenario& scenario_;
    Model model_;
    const ExperimentOptions& options_;
    std::optional<SeriesTally> series_;
    Replicator replicator_;
    std::vector<ReplicationResult> batches_;
};

/// Judges the scenario's targets by what `take_stock` or `watch` found.
void judge_targets(Experiment& experiment, const Scenario& scenario);

/// Runs as many replications as the goal takes; what is done counts, and it goes on from there.
void run_to_precision(Experiment& experiment, const PrecisionGoal& goal);

}  // namespace agrocap
