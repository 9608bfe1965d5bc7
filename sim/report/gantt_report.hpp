#pragma once

#include "experiment/gantt.hpp"
#include "report/metric_lookup.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace agrocap {

/// Whom a Gantt shows: of each line, and of the stations that lines share, the most occupied one; of many lines those with the most
/// occupied stations. In path order.
std::vector<GanttStation> gantt_stations(const Scenario& scenario, const MetricLookup& metrics);

/// As "gantt" of a results file: `from`, `hours`, `replication` and by station `spans` of [from hour, to hour, state].
nlohmann::ordered_json gantts_json(const std::vector<Gantt>& gantts);

}  // namespace agrocap
