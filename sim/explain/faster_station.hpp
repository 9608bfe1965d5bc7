#pragma once

#include "scenario/scenario.hpp"

#include <set>
#include <string>

namespace agrocap {

/// The distribution of `factor` times the quantity: the mean is scaled and the shape stays. Requires: one of times, factor > 0.
DistributionSpec scaled_time(DistributionSpec spec, double factor);

/// Scales all times of work of the stations with these paths.
void scale_work(Scenario& scenario, const std::set<std::string>& stations, double factor);

}  // namespace agrocap
