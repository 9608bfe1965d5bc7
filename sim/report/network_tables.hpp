#pragma once

#include "experiment/experiment.hpp"
#include "report/metric_lookup.hpp"
#include "report/table.hpp"

#include <cstddef>

namespace agrocap {

/// Demand, sales, service and money by market, at home and abroad apart where the scenario says what home is. A market that asks for
/// nothing has no row. Empty without markets, as all tables here are empty without their metrics.
ReportTable market_table(const Scenario& scenario, const MetricLookup& metrics);

/// Promises kept and broken, by market and what it demands. Empty where no demand has a due time.
ReportTable due_table(const Scenario& scenario, const MetricLookup& metrics);

/// What each plant sells abroad, a column a market; at most `count` markets, those that buy the most.
ReportTable export_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 7);

/// Mean stock of what markets ask for: at plants and at dealers, with its value at the items' prices.
ReportTable stock_table(const Scenario& scenario, const MetricLookup& metrics);

/// Stores that run empty now and then and hold something that somebody needs; at most `count`, the emptiest first.
ReportTable store_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 8);

/// What suppliers ship and its value at their prices; at most `count`, the dearest first.
ReportTable supply_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 10);

/// Whether a lane takes time or money: one without is a join in the network, no transport.
bool takes_anything(const LaneSpec& lane);

/// What each lane carries, how full its vehicles go; at most `count` lanes, the busiest first.
ReportTable lane_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 8);

/// What passes border crossings, ports and hubs that take time, and how long it waits for them.
ReportTable place_table(const Scenario& scenario, const MetricLookup& metrics);

}  // namespace agrocap
