#pragma once

#include "network/drawing.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

class MetricLookup;

/// How nodes are put: by stage, from suppliers to markets, or where they are on the map.
enum class GraphLayout : std::uint8_t { stage, map };

/// How a graph is drawn. `results`: of a run of the scenario, whose utilisation, flows and queues are shown; null for none.
struct GraphOptions {
    GraphLayout layout = GraphLayout::stage;
    const MetricLookup* results = nullptr;
};

/// The whole supply graph: suppliers -> what each plant buys -> its lines -> what it sells -> lanes and places -> markets.
///
/// A plant is a cluster with one node for all that it buys, one a line, one for each part that it makes for itself and one for all that
/// it sells; stations and crews that several lines use stand beside them. Of a country with many plants or lanes a plant is one node, and
/// lanes that several share are bundled, so that the picture is read on one page. Where no lane leads to a plant or market, goods arrive at
/// once, and a dotted edge stands for the order. Requires (as all graphs here): a scenario read without errors.
LabelledGraph whole_graph(const Scenario& scenario, const GraphOptions& options = {});

/// One plant: its lines' stations and the moves between them, its stores, who fills them, and where its lanes lead.
///
/// Requires: the plant is one of the scenario's.
LabelledGraph plant_graph(const Scenario& scenario, const std::string& plant, const MetricLookup* results = nullptr);

/// One item: its bill of materials down to what is bought, who makes and supplies each of them, and who wants it.
///
/// Requires: the item is one of the scenario's.
LabelledGraph item_graph(const Scenario& scenario, const std::string& item);

}  // namespace agrocap
