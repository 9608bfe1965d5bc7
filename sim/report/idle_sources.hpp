#pragma once

#include "report/metric_lookup.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What could have served and was never asked in the measured time of any replication: "never asked: supplier.far.item.kit"; lanes that
/// carried nothing; and lines that stood while their item was owed elsewhere. Where there is no choice nothing is said.
std::vector<std::string> idle_sources(const Scenario& scenario, const MetricLookup& metrics);

}  // namespace agrocap
