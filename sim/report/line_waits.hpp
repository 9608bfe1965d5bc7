#pragma once

#include "report/metric_lookup.hpp"
#include "scenario/scenario.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// Hours a year that stations which take the item from the plant's store stand without material, together; nothing where no line takes it.
///
/// Of a station that takes several items nobody knows which one it stands for: the hours count for each.
std::optional<double> line_waits_h(const Scenario& scenario, const MetricLookup& metrics, const std::string& plant,
                                   const std::string& item);

}  // namespace agrocap
