#pragma once

#include "report/supply_graph.hpp"

namespace agrocap {

/// Whether a scenario is more than the picture of plant by plant can show on a page.
bool is_country(const Scenario& scenario);

/// A whole country on a page: a node a plant, lanes and orders that many share as bundles, by stage from suppliers to markets.
LabelledGraph country_graph(const Scenario& scenario, const MetricLookup* results);

/// The same where things are on the map, for `neato -n`; what has no place stands between its neighbours, what is far away at the edge.
LabelledGraph map_graph(const Scenario& scenario, const MetricLookup* results);

}  // namespace agrocap
