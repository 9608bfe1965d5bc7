#pragma once

#include "experiment/experiment.hpp"
#include "page/floor_charts.hpp"
#include "page/html_page.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// The unit of what a target's test rests on: of its metric, or "share" of a probability.
std::string target_unit(const Scenario& scenario, const ExperimentResult& result, const TargetResult& target);

/// Each target's estimate with its interval, and what it asks for as a mark; each on a scale of its own. Nothing without targets.
std::optional<SaidChart> targets_chart(const Scenario& scenario, const ExperimentResult& result);

/// How the mean and its interval went, replication after replication, until a target was decided: a part of the page each. None where the
/// single replications are not at hand, and of what no luck changes.
std::vector<PageSection> test_courses(const Scenario& scenario, const ExperimentResult& result);

}  // namespace agrocap
