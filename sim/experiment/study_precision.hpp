#pragma once

#include "experiment/point_store.hpp"
#include "experiment/precision.hpp"
#include "experiment/study_run.hpp"

namespace agrocap {

/// Runs every point of a study until the goal is reached, one point after the other, each on all threads; what the store has is not run
/// again. The plan's number of replications does not count.
///
/// Gives and errors: as `run_study`. A point's replications are those of a run with its settings and this precision.
StudyOutcome run_study_to_precision(const StudyPlan& plan, const PrecisionGoal& goal, StudyStore& store, const FindReplication& find);

}  // namespace agrocap
