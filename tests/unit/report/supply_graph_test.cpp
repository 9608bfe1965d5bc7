#include "report/supply_graph.hpp"

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

/// A tractor of a kit from abroad and a cab made beside it, sold at home over a hub and at once in a market that no lane leads to.
const std::string network = R"(
[item.tractor]
family = "machine"
price = 14500
uses = { kit = 1, cab = 2 }
[item.cab]
[item.kit]
[plant.semey]
name = "Semey works"
country = "KZ"
[plant.semey.store.kit]
reorder = { policy = "base-stock", level = 10 }
[plant.semey.line.main]
makes = "tractor"
route = ["frame", "paint", "test"]
[plant.semey.line.main.station]
frame.time = "42 min"
paint = { time = "3 h", servers = 2, buffer = "unlimited", takes = { cab = 2 } }
test = { time = "10 min", rework = { share = 0.05, to = "paint" } }
[plant.semey.line.cabs]
makes = "cab"
route = ["weld"]
station.weld.time = "20 min"
[supplier.minsk]
name = "Minsk kits"
country = "BY"
item.kit = { price = 9000, lead = "21 d" }
[place.hub]
kind = "hub"
[lane.semey-hub]
from = "plant.semey"
to = "place.hub"
mode = "rail"
transit = "6 d"
[lane.hub-north]
from = "place.hub"
to = "market.north"
transit = "36 h"
[market.north]
country = "KZ"
demand.tractor.per_year = 2000
[market.ferghana]
country = "UZ"
demand.machine.per_year = 2.5
)";

Scenario scenario() {
    std::string text = scenario_text({.horizon = "1 y"}, network);
    text.insert(text.find("[scenario]\n") + 11, "home = \"KZ\"\n");
    return scenario_of(text);
}

/// "from -> to kind text", sorted: what can be read off the picture.
std::set<std::string> edges_of(const LabelledGraph& drawing) {
    std::set<std::string> edges;
    for (std::size_t i = 0; i < drawing.edges.size(); ++i) {
        const Edge& edge = drawing.graph.edges[i];
        const Label& label = drawing.edges[i];
        edges.insert(drawing.nodes[edge.from].id + " -> " + drawing.nodes[edge.to].id + " " + label.attributes.front().second +
                     (label.text.empty() ? "" : " " + label.text));
    }
    return edges;
}

const Label& node_of(const LabelledGraph& drawing, const std::string& id) {
    const auto node = std::find_if(drawing.nodes.begin(), drawing.nodes.end(), [&](const Label& label) { return label.id == id; });
    REQUIRE(node != drawing.nodes.end());
    return *node;
}

std::string look_of(const Label& label, const std::string& key) {
    for (const auto& [name, value] : label.look)
        if (name == key) return value;
    return {};
}

}  // namespace

TEST_CASE("the whole graph leads from suppliers through each plant and its lanes to markets", "[report][graph]") {
    const LabelledGraph drawing = whole_graph(scenario());

    CHECK(edges_of(drawing) == std::set<std::string>{
                                   "supplier.minsk -> plant.semey.bought order",
                                   "plant.semey.bought -> plant.semey.line.main use",
                                   "plant.semey.store.cab -> plant.semey.line.main use",
                                   "plant.semey.line.cabs -> plant.semey.store.cab make",
                                   "plant.semey.line.main -> plant.semey.sold make",
                                   "plant.semey.sold -> place.hub lane rail 6.0 d",
                                   "place.hub -> market.north lane 1.5 d",
                                   "plant.semey.sold -> market.ferghana order",
                               });
    CHECK(node_of(drawing, "market.north").text == "north\n2 000 a year");
    CHECK(node_of(drawing, "market.ferghana").text == "ferghana\n2.5 a year");
    REQUIRE(drawing.clusters.size() == 1);
    CHECK(drawing.clusters.front().label.text == "Semey works");
}

TEST_CASE("what is at home, abroad and nowhere has three colours", "[report][graph]") {
    const LabelledGraph drawing = whole_graph(scenario());
    const std::string home = look_of(node_of(drawing, "market.north"), "fillcolor");
    const std::string abroad = look_of(node_of(drawing, "market.ferghana"), "fillcolor");
    const std::string unknown = look_of(node_of(drawing, "place.hub"), "fillcolor");

    CHECK(look_of(node_of(drawing, "plant.semey.sold"), "fillcolor") == home);
    CHECK(look_of(node_of(drawing, "supplier.minsk"), "fillcolor") == abroad);
    CHECK(std::set<std::string>{home, abroad, unknown}.size() == 3);
}

TEST_CASE("a plant's graph shows its stations, what they take, its suppliers and where its lanes lead", "[report][graph]") {
    const LabelledGraph drawing = plant_graph(scenario(), "semey");

    CHECK(edges_of(drawing) == std::set<std::string>{
                                   "supplier.minsk -> plant.semey.store.kit supply 21 d",
                                   "plant.semey.store.kit -> plant.semey.line.main.station.frame use",
                                   "plant.semey.store.cab -> plant.semey.line.main.station.paint use ×2",
                                   "plant.semey.line.main.station.frame -> plant.semey.line.main.station.paint move",
                                   "plant.semey.line.main.station.paint -> plant.semey.line.main.station.test move",
                                   "plant.semey.line.main.station.test -> plant.semey.line.main.station.paint rework 5.0 %",
                                   "plant.semey.line.main.station.test -> plant.semey.store.tractor make",
                                   "plant.semey.line.cabs.station.weld -> plant.semey.store.cab make",
                                   "plant.semey.store.tractor -> plant.semey.yard demand",
                                   "plant.semey.yard -> place.hub lane rail 6.0 d",
                                   "plant.semey.store.tractor -> market.ferghana order",
                               });
    CHECK(node_of(drawing, "plant.semey.line.main.station.paint").text == "paint\n3.0 h × 2");
    REQUIRE(drawing.clusters.size() == 3);
    CHECK(drawing.clusters[1].within == 0);
}

TEST_CASE("an item's graph shows its bill of materials, its makers and suppliers, and who wants it", "[report][graph]") {
    const LabelledGraph drawing = item_graph(scenario(), "tractor");

    CHECK(edges_of(drawing) == std::set<std::string>{
                                   "item.kit -> item.tractor use",
                                   "item.cab -> item.tractor use ×2",
                                   "plant.semey.line.main -> item.tractor make",
                                   "plant.semey.line.cabs -> item.cab make",
                                   "supplier.minsk -> item.kit supply 21 d",
                                   "item.tractor -> market.north demand 2 000 a year",
                                   "item.tractor -> market.ferghana demand 2.5 a year, any machine",
                               });
    CHECK(look_of(node_of(drawing, "item.tractor"), "penwidth") == "3");
}

TEST_CASE("a part's graph shows what it goes into", "[report][graph]") {
    const std::set<std::string> edges = edges_of(item_graph(scenario(), "cab"));

    CHECK(edges == std::set<std::string>{"plant.semey.line.cabs -> item.cab make", "item.cab -> item.tractor use ×2"});
}
