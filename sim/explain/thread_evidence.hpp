#pragma once

#include "experiment/experiment.hpp"
#include "explain/explanation.hpp"

#include <string>

namespace agrocap {

/// Follows the threads of each line in the explanation's own replications, and notes of each station that was tried its share of its
/// line's thread.
///
/// Requires: the scenario and the options of the explanation. Errors: those of `run_experiment`.
void follow_threads(Explanation& explanation, const Scenario& scenario, const ExperimentOptions& options);

/// How much of a line's thread the station was busy with: its work, set-ups, repairs and maintenance. Nights and waits are nobody's work.
double share_of_station(const LineThreads& threads, const std::string& station_path);

}  // namespace agrocap
