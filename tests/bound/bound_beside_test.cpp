#include "answer/bound_beside.hpp"

#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

Scenario scenario_with(const std::string& station) {
    return read_scenario_text(
               "schema = 1\n[scenario]\nhorizon = \"10 d\"\n[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = "
               "[\"press\"]\n[plant.works.line.main.station.press]\n" +
               station)
        .scenario;
}

}  // namespace

TEST_CASE("a bound that could not be worked out has a note that says why", "[answer][bound]") {
    const Scenario scenario = scenario_with("time = \"1 h\"\n");
    const auto fails = [](const Scenario&, const std::vector<std::string>&) -> std::vector<Bound> {
        throw std::runtime_error("no room for 3 rows");
    };

    BoundBeside beside(scenario, {"output.total", "output.plant.works"}, BoundBeside::Work{.prove = fails});

    CHECK(beside.wait().empty());
    CHECK_FALSE(beside.limits());
    const std::string note = "no bound, since working it out failed: no room for 3 rows";
    CHECK(beside.notes() == BoundNotes{{"output.total", note}, {"output.plant.works", note}});
    CHECK(notes_text(beside.notes()) == "output.plant.works, output.total: " + note + ".");
}

TEST_CASE("a bound stays where what makes it cannot be told", "[answer][bound]") {
    const Scenario scenario = scenario_with("time = \"1 h\"\n");
    const auto breaks = [](const std::vector<Bound>&) -> std::optional<BindingLimits> { throw std::runtime_error("no memory"); };

    BoundBeside beside(scenario, {"output.total"}, BoundBeside::Work{.limit = breaks});

    REQUIRE(beside.wait().size() == 1);
    CHECK(beside.wait().front().proof->value == 8760);
    CHECK_FALSE(beside.limits());
    CHECK(beside.notes().at("output.total") == "what makes the bound is not known, since working it out failed: no memory");
}

TEST_CASE("what nothing bounds, a warm-up that is not known and too many objects are noted, and a bound has no note", "[answer][bound]") {
    const Scenario bounded = scenario_with("time = \"1 h\"\n");
    Scenario waits = bounded;
    waits.warmup_auto = true;
    Scenario large = bounded;
    for (int i = 0; i < 2001; ++i) large.lane["l" + std::to_string(i)];

    // Failures kill the long jobs of work of which nothing is known: docs/bound.md.
    const Scenario endless = scenario_with(
        "time = { dist = \"lognormal\", mean = \"1 h\", cv = 2 }\nfailures = { uptime = \"5 h\", repair = \"1 h\", on_failure = \"scrap\" "
        "}\n");

    CHECK(BoundBeside(endless, {"output.total"}).notes().at("output.total") == "no bound, since nothing bounds it");
    CHECK(BoundBeside(bounded, {"output.total"}).notes().empty());
    CHECK(BoundBeside(bounded, {}).notes().empty());
    CHECK(BoundBeside(waits, {"output.total"}).notes().at("output.total") == "no bound, since the warm-up is found by simulating");
    CHECK(BoundBeside(large, {"output.total"}).notes().at("output.total") ==
          "no bound, since 2002 stations, lanes and demands would take long; agrocap bound works it out");
}
