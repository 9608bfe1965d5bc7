#include "report/idle_sources.hpp"

#include "support/sample_run.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

/// A works that makes tractors, and what it owed of them on average.
void add_works(SampleRun& run, const std::string& id, double owed) {
    LineSpec& line = run.scenario.plant[id].line["main"];
    line.makes.push_back({Name{"tractor-82"}, Written<double>{1}});
    line.route.push_back(Name{"weld"});
    line.station["weld"];
    run.add("backlog." + id + ".tractor-82", "units", {owed, owed, owed});
}

/// Of the works "far", whose line stood for most of the time.
std::vector<IdleSource> told_of(SampleRun& run) {
    run.add("state.far.main.weld.starved", "share", {0.8, 0.8, 0.8});
    return idle_sources(run.scenario, MetricLookup(run.result));
}

}  // namespace

TEST_CASE("a line that stood is told with the plant that owed most, and how many others did", "[report][idle_sources]") {
    SampleRun run = sample_run();
    for (const auto& [works, owed] :
         {std::pair("aktau", 20.0), std::pair("far", 0.0), std::pair("oral", 1500.0), std::pair("taraz", 0.5), std::pair("uralsk", 7.0)})
        add_works(run, works, owed);

    const std::vector<IdleSource> idle = told_of(run);

    REQUIRE(idle.size() == 1);
    CHECK(idle[0].what == "plant.far.line.main");
    CHECK(idle[0].note == "stood 80 %, plant.oral owed 1 500 tractor-82, and 2 other plants some");
}

TEST_CASE("what a plant owes itself is no reason for its line to be told", "[report][idle_sources]") {
    SampleRun run = sample_run();
    add_works(run, "far", 9);

    CHECK(told_of(run).empty());
}
