#include "explain/switch_off.hpp"
#include "explain/variants.hpp"
#include "model/compile/compile.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "random/even_numbers.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

const std::string everything =
    "[item.a]\nuses = { k = 1, h = 1 }\n[item.k]\n[item.h]\n"
    "[plant.p.crew.w]\nsize = 1\nabsence = 0.1\n"
    "[plant.p.store]\nk = { initial = 5, reorder = { policy = \"r,Q\", r = 2, Q = 5 }, source = { m = 1 } }\na = { target = 5, capacity = "
    "9 }\nh = { target = 5 }\n"
    "[plant.p.line.h]\nmakes = \"h\"\nrelease = \"pull\"\nroute = [\"s\"]\nstation.s.time = \"1 h\"\n"
    "[plant.p.line.l]\nmakes = \"a\"\nrelease = \"pull\"\nroute = [\"s\"]\n"
    "[plant.p.line.l.station.s]\ntime = { dist = \"exponential\", mean = \"1 h\" }\nsetup = \"1 h\"\nscrap = 0.1\nrework = { share = 0.1, "
    "to = \"s\" }\ncrew = { w = 1 }\n"
    "maintenance = { every = \"10 d\", takes = \"1 h\" }\nfailures = { uptime = \"50 h\", repair = \"1 h\", crew = \"w\" }\n"
    "[supplier.m.item.k]\nlead = \"2 d\"\n"
    "[market.n]\ncountry = \"UZ\"\n[market.n.demand.a]\nper_year = 100\n"
    "[lane.r]\nfrom = \"plant.p\"\nto = \"market.n\"\ntransit = \"1 d\"\n"
    "[disruption.d]\nwhat = \"plant.p\"\nstarts = 2023-01-10\nlasts = \"1 d\"\n";

Scenario whole_scenario() { return scenario_of(scenario_text({.horizon = "60 d"}, everything)); }

std::vector<double> even_numbers(const char* name, std::size_t count) {
    Stream stream(stream_name(name, "test"), 1, even_replication);
    std::vector<double> numbers(count);
    for (double& number : numbers) number = stream.uniform();
    return numbers;
}

/// All that is drawn for its value has no spread.
void check_constant(const Model& model) {
    for (const Draw& draw : model.times) CHECK(draw.distribution.is_constant());
    for (const Mode& mode : model.modes) CHECK((mode.uptime.distribution.is_constant() && mode.repair.distribution.is_constant()));
    for (const Upkeep& upkeep : model.upkeeps) CHECK((upkeep.every.distribution.is_constant() && upkeep.takes.distribution.is_constant()));
    for (const Distribution& setup : model.setups) CHECK(setup.is_constant());
    for (const Line& line : model.lines) CHECK(line.every.distribution.is_constant());
    for (const Store& store : model.stores) CHECK(store.review.distribution.is_constant());
    for (const Supply& supply : model.supplies) CHECK(supply.lead.distribution.is_constant());
    for (const Place& place : model.places) CHECK((place.time.distribution.is_constant() && place.traffic.distribution.is_constant()));
    for (const Lane& lane : model.lanes)
        CHECK((lane.transit.distribution.is_constant() && lane.return_time.distribution.is_constant() &&
               lane.wait.distribution.is_constant()));
    for (const Demand& demand : model.demands) CHECK((demand.patience.distribution.is_constant() && demand.due.distribution.is_constant()));
    for (const Disruption& disruption : model.disruptions)
        CHECK((disruption.every.distribution.is_constant() && disruption.lasts.distribution.is_constant()));
}

}  // namespace

TEST_CASE("every cause is found where it is, and once it is off there is nothing left to switch off", "[explain][switch_off]") {
    for (const Cause cause : switched_causes) {
        INFO(cause_word(cause));
        Scenario scenario = whole_scenario();
        CHECK(switch_off(scenario, cause));
        if (cause != Cause::variability) CHECK_FALSE(switch_off(scenario, cause));  // shares are left to the even numbers
        Scenario bare = scenario_of(
            scenario_text({.horizon = "60 d"}, "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\nstation.s.time = \"1 h\"\n"));
        CHECK_FALSE(switch_off(bare, cause));
    }
}

TEST_CASE("without variability nothing that is drawn has a spread", "[explain][switch_off]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        for (const std::string& text : {random_factory(seed), random_network(seed)}) {
            ReadResult read = read_scenario_text(text);
            if (read.diagnostics.has_errors()) continue;
            INFO(text);
            without_variability(read.scenario);
            check_constant(compile(read.scenario));
        }
    }
}

TEST_CASE("material off means that what is bought is there, and what is made at home is not", "[explain][switch_off]") {
    Scenario scenario = whole_scenario();
    switch_off(scenario, Cause::material);

    CHECK(*scenario.plant.at("p").store.at("k").unlimited_supply);
    CHECK_FALSE(*scenario.plant.at("p").store.at("h").unlimited_supply);
    const std::vector<CausePart> parts = parts_of(whole_scenario(), Cause::material);
    REQUIRE(parts.size() == 1);
    CHECK(parts.front().what == "supplier.m.item.k");
    CHECK(parts.front().places == std::vector<std::string>{"plant.p.store.k"});
}

TEST_CASE("demand off saturates lines of finished goods alone, and keeps what counts as finished", "[explain][switch_off]") {
    Scenario scenario = whole_scenario();
    switch_off(scenario, Cause::demand);

    CHECK(*scenario.plant.at("p").line.at("l").release == ReleaseKind::saturated);
    CHECK(*scenario.plant.at("p").line.at("h").release == ReleaseKind::pull);
    CHECK(*scenario.plant.at("p").store.at("a").capacity == unlimited);
    CHECK(scenario.market.contains("n"));
}

TEST_CASE("parts of failures are stations, and can be switched off one by one", "[explain][switch_off]") {
    Scenario scenario = whole_scenario();
    const std::string station = "plant.p.line.l.station.s";
    REQUIRE(parts_of(scenario, Cause::failures).size() == 1);
    CHECK(parts_of(scenario, Cause::failures).front().what == station);
    CHECK_FALSE(switch_off(scenario, Cause::failures, [&](const std::string& what, const std::string&) { return what != station; }));
    CHECK(switch_off(scenario, Cause::failures, [&](const std::string& what, const std::string&) { return what == station; }));
}

TEST_CASE("even numbers hold every share to within three of any number of draws", "[explain][even_numbers]") {
    for (const double share : {0.01, 0.1, 0.25, 1.0 / 3, 0.5, 0.77}) {
        INFO(share);
        const std::vector<double> numbers = even_numbers("plant.p", 20'000);
        double below = 0;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            below += numbers[i] < share ? 1 : 0;
            if (std::abs(below - share * static_cast<double>(i + 1)) > 3) FAIL("draw " << i);
        }
    }
}

TEST_CASE("even numbers of two names begin in other places, and no chance is in them", "[explain][even_numbers]") {
    CHECK(even_numbers("plant.p", 5) == even_numbers("plant.p", 5));
    CHECK(even_numbers("plant.p", 5) != even_numbers("plant.q", 5));
    Stream stream(stream_name("plant.p", "test"), 7, even_replication);
    CHECK(stream.uniform() == even_numbers("plant.p", 1).front());
}

TEST_CASE("a scenario without variability has the same output in every replication", "[explain][switch_off]") {
    Scenario scenario = whole_scenario();
    switch_off(scenario, Cause::variability);
    switch_off(scenario, Cause::scrap);
    switch_off(scenario, Cause::rework);
    switch_off(scenario, Cause::crew);
    Variants variants(scenario, *counted_output(scenario, "output.total"), 1);
    RunState state;
    const Variant as_it_is{variants.all()};

    CHECK_FALSE(as_it_is.on.has(Cause::variability));
    CHECK(variants.output(state, 0, as_it_is) == variants.output(state, 1, as_it_is));
    CHECK(variants.output(state, 0, as_it_is) == variants.output(state, even_replication, as_it_is));
}
