#pragma once

#include "page/chart.hpp"
#include "report/metric_lookup.hpp"
#include "scenario/scenario.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// A chart and what it says in a sentence.
struct SaidChart {
    Chart chart;
    std::string sentence;
};

/// Where the time of each line's most occupied station goes while it is open. Nothing without stations.
std::optional<SaidChart> states_chart(const Scenario& scenario, const MetricLookup& metrics);

/// What each line makes, with its nominal capacity as a mark. Nothing without lines.
std::optional<SaidChart> capacity_chart(const Scenario& scenario, const MetricLookup& metrics);

}  // namespace agrocap
