#include "report/supply_graph.hpp"

#include "experiment/experiment.hpp"
#include "network/components.hpp"
#include "report/metric_lookup.hpp"
#include "scenario/resolve.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

using namespace agrocap;

namespace {

Scenario country() {
    ReadResult read = read_scenario(AGROCAP_SOURCE_DIR "/scenarios/cases/kazakhstan-2023.toml");
    REQUIRE(!read.diagnostics.has_errors());
    return std::move(read.scenario);
}

std::string value_of(const Attributes& attributes, const std::string& key) {
    for (const auto& [name, value] : attributes)
        if (name == key) return value;
    return {};
}

const Label& labelled(const LabelledGraph& drawing, const std::string& id) {
    const auto node = std::find_if(drawing.nodes.begin(), drawing.nodes.end(), [&](const Label& label) { return label.id == id; });
    REQUIRE(node != drawing.nodes.end());
    return *node;
}

bool joins(const LabelledGraph& drawing, const std::string& from, const std::string& to) {
    return std::any_of(drawing.graph.edges.begin(), drawing.graph.edges.end(),
                       [&](const Edge& edge) { return drawing.nodes[edge.from].id == from && drawing.nodes[edge.to].id == to; });
}

/// A result with these metrics and their means.
ExperimentResult result_with(const std::vector<std::pair<std::string, double>>& means) {
    ExperimentResult result;
    for (const auto& [name, mean] : means) {
        result.metrics.push_back({name, "units/y"});
        result.estimates.emplace_back().mean = mean;
    }
    return result;
}

constexpr const char* works = R"(
[item.frame]
[item.kit]
[plant.works]
crew.fitter.size = 5
store.kit.reorder = { policy = "base-stock", level = 10 }
[plant.works.station]
paint.time = "10 min"
[plant.works.line.a]
makes = "frame"
route = ["weld", "paint"]
station.weld = { time = "10 min", crew = { fitter = 1 }, takes = { kit = 1 } }
[plant.works.line.b]
makes = "frame"
route = ["bend", "paint"]
station.bend = { time = "10 min", crew = { fitter = 1 }, takes = { kit = 1 } }
[supplier.far.item]
kit = { lead = "1 d" }
[place.border]
kind = "border"
[lane]
in = { from = "supplier.far", to = "place.border", transit = "1 d" }
on = { from = "place.border", to = "plant.works", transit = "1 d" }
)";

}  // namespace

TEST_CASE("a country is drawn with every lane, in far fewer lines, and nothing hangs loose", "[report][graph]") {
    const Scenario scenario = country();
    const LabelledGraph drawing = whole_graph(scenario);

    std::set<std::string> lanes;
    std::size_t lines = 0;
    for (const Label& edge : drawing.edges) {
        if (value_of(edge.attributes, "kind") == "lane") ++lines;
        std::istringstream words(value_of(edge.attributes, "lanes"));
        for (std::string lane; words >> lane;) lanes.insert(lane);
    }
    CHECK(lanes.size() == scenario.lane.size());
    CHECK(lines < scenario.lane.size() * 3 / 4);
    CHECK(drawing.clusters.empty());
    Graph graph = drawing.graph;
    for (std::size_t i = 0, count = graph.edges.size(); i < count; ++i) graph.edges.push_back({graph.edges[i].to, graph.edges[i].from});
    CHECK(strong_components(graph).size() == 1);
    CHECK(labelled(drawing, "plant.semey").text.find("shared: paint\ncrew: assembler, 54") != std::string::npos);
}

TEST_CASE("on the map every node has a place on the page", "[report][graph]") {
    const LabelledGraph drawing = whole_graph(country(), {.layout = GraphLayout::map});

    for (const Label& node : drawing.nodes) {
        CAPTURE(node.id);
        std::istringstream place(value_of(node.look, "pos"));
        double east = 1e9, north = 1e9;
        char comma = 0;
        place >> east >> comma >> north;
        CHECK((east >= -125 && east <= 930));
        CHECK((north >= -90 && north <= 650));
    }
    CHECK(value_of(labelled(drawing, "market.d-west").look, "pos") < value_of(labelled(drawing, "market.d-north").look, "pos"));
}

TEST_CASE("results are shown as colour, width and figures", "[report][graph]") {
    const ExperimentResult result = result_with({{"utilisation.semey", 0.87}, {"utilisation.saran", 0.1}, {"flow.shymkent-hub", 500}});
    const MetricLookup metrics(result);
    const LabelledGraph plain = whole_graph(country());
    const LabelledGraph drawing = whole_graph(country(), {.results = &metrics});

    CHECK(labelled(drawing, "plant.semey").text == "Semey, 87 %\n2 lines:\ntractor-150, trailer");
    CHECK(value_of(labelled(drawing, "plant.semey").look, "fillcolor") != value_of(labelled(drawing, "plant.saran").look, "fillcolor"));
    CHECK(value_of(labelled(drawing, "plant.astana").look, "fillcolor") == value_of(labelled(plain, "plant.astana").look, "fillcolor"));
    double flow = 0;
    for (const Label& edge : drawing.edges)
        if (value_of(edge.attributes, "lanes").find("shymkent-hub") != std::string::npos && !value_of(edge.attributes, "flow").empty())
            flow += std::stod(value_of(edge.attributes, "flow"));
    CHECK(flow >= 500);
}

TEST_CASE("stations and crews that several lines use stand beside them", "[report][graph]") {
    const LabelledGraph drawing = whole_graph(scenario_of(scenario_text({.horizon = "1 y"}, works)));

    CHECK(labelled(drawing, "plant.works.crew.fitter").text == "fitter\n(5 people)");
    for (const char* line : {"plant.works.line.a", "plant.works.line.b"}) {
        CHECK(joins(drawing, line, "plant.works.crew.fitter"));
        CHECK(joins(drawing, line, "plant.works.station.paint"));
    }
}

TEST_CASE("what arrives at a plant over a lane is joined to the stores that it is for", "[report][graph]") {
    const LabelledGraph drawing = plant_graph(scenario_of(scenario_text({.horizon = "1 y"}, works)), "works");

    CHECK(joins(drawing, "place.border", "plant.works.arrivals"));
    CHECK(joins(drawing, "plant.works.arrivals", "plant.works.store.kit"));
}
