#pragma once

#include "experiment/experiment.hpp"
#include "report/metric_lookup.hpp"
#include "report/table.hpp"

#include <cstddef>

namespace agrocap {

/// Demand, sales and fill by market. Empty without markets, as all tables here are empty without their metrics.
ReportTable market_table(const Scenario& scenario, const MetricLookup& metrics);

/// What each lane carries, how full its vehicles go; at most `count` lanes, the busiest first.
ReportTable lane_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 15);

/// Waiting at border crossings, ports and hubs.
ReportTable place_table(const Scenario& scenario, const MetricLookup& metrics);

/// Stores that run empty now and then and hold something that somebody needs; at most `count`, the emptiest first.
ReportTable store_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 10);

/// What each supplier ships.
ReportTable supply_table(const Scenario& scenario, const MetricLookup& metrics);

/// Revenue, cost and margin by market and plant.
ReportTable money_table(const Scenario& scenario, const MetricLookup& metrics);

}  // namespace agrocap
