#pragma once

#include "scenario/metric_name.hpp"
#include "scenario/resolve.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// Has runs of the scenario give a metric that an option names, and says what is wrong with that: its name cannot be read, or it can and
/// no run gives it.
///
/// Requires: a scenario without errors. Cost: the scenario is compiled where only its model can tell.
std::optional<MetricFault> ask_for_metric(Scenario& scenario, const std::string& name);

/// Reads as `read_resolved`, and where that finds no error reports what the scenario itself asks for (focus, targets, probabilities) and
/// no run gives: a target that can never be answered is an error of the planner's, not an undecided one.
ReadResult read_to_run(const ResolvedText& text, const std::vector<std::string>& overrides = {});

}  // namespace agrocap
