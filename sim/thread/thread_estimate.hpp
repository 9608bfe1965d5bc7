#pragma once

#include "experiment/experiment.hpp"
#include "thread/line_threads.hpp"
#include "thread/thread.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap {

/// One row a line from which some unit left after the warm-up, over the first so many replications of the experiment. Equal options give
/// equal bits whatever the number of threads.
///
/// Requires: a scenario read without errors. Errors: those of `run_experiment`.
std::vector<LineThreads> estimate_threads(const Scenario& scenario, const ExperimentOptions& options, std::size_t replications);

/// Shares of a line's time over replications, one each, in the scenario's own names. Requires: some time in each of them.
LineThreads told_threads(const Model& model, LineId line, const std::vector<const ThreadShares*>& replications, double confidence);

/// The thread of each line's last unit in one replication (from 0). Errors: those of `run_replication`.
Table<Line, Thread> threads_in(const Model& model, std::uint64_t replication);

}  // namespace agrocap
