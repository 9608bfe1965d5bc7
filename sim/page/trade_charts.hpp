#pragma once

#include "page/floor_charts.hpp"

namespace agrocap {

/// What each market buys, with what it asks for as a mark. Nothing without markets.
std::optional<SaidChart> markets_chart(const Scenario& scenario, const MetricLookup& metrics);

/// What goes abroad, from plant to market. Nothing without exports.
std::optional<SaidChart> exports_chart(const Scenario& scenario, const MetricLookup& metrics);

/// Finished goods in the stores of plants and dealers, store after store. Nothing without markets.
std::optional<SaidChart> stocks_chart(const Scenario& scenario, const MetricLookup& metrics);

/// How long shipments wait at border crossings, ports and hubs. Nothing where none takes time.
std::optional<SaidChart> places_chart(const Scenario& scenario, const MetricLookup& metrics);

/// Plants, markets, suppliers and places where they are, and what the lanes carry. Nothing where less than two things have a place.
std::optional<SaidChart> map_chart(const Scenario& scenario, const MetricLookup& metrics);

}  // namespace agrocap
