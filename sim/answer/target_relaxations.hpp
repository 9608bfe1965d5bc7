#pragma once

#include "bound/bound.hpp"
#include "experiment/experiment.hpp"
#include "report/results_json.hpp"
#include "scenario/scenario.hpp"

#include <vector>

namespace agrocap {

/// What would make the targets possible that a bound rules out.
TargetRelaxations relaxations_of(const ReadResult& read, const ExperimentResult& result, const std::vector<Bound>& bounds);

}  // namespace agrocap
