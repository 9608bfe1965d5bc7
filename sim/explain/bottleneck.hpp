#pragma once

#include "experiment/experiment.hpp"
#include "explain/counted_output.hpp"
#include "explain/explanation.hpp"

#include <vector>

namespace agrocap {

/// Looks for the bottleneck of each line that makes what is counted: the station by which most is gained where its work takes 2 % less
/// time, on common random numbers. docs/explain.md has the method and the rule of the verdicts.
///
/// Lines that share nothing are tried at the same time. Gives, if stopped: nothing. Requires: a warm-up that is settled.
/// Errors: those of `run_experiment`.
std::vector<LineBottleneck> find_bottlenecks(const Scenario& scenario, const ExperimentOptions& options, const CountedOutput& counted);

}  // namespace agrocap
