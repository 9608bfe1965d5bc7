#pragma once

#include "experiment/experiment.hpp"
#include "experiment/replication.hpp"
#include "model/rows/model.hpp"

#include <cstddef>
#include <vector>

namespace agrocap {

/// Runs replication 0 with its warm-up, and measures its time in `count` equal parts, one after the other.
///
/// Gives: every metric over each part, in order, as of a replication as short; fewer where the run is stopped. Averages over time and
/// rates are those of the part; mean times (waits, cycles) are over what ended in it; a lowest level is that within it. The store is asked
/// first, and given what it lacks. What `series` says is followed over all of them: it stands in the last, if that is reached. One thread.
/// Requires: count > 0. Errors: those of `run_replication`.
std::vector<ReplicationResult> run_batches(const Model& model, std::size_t count, const ExperimentOptions& options,
                                           const SeriesPlan* series = nullptr);

}  // namespace agrocap
