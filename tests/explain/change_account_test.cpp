#include "explain/change_account.hpp"
#include "explain/change_groups.hpp"
#include "explain/permuted_steps.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <map>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinAbs;

namespace {

const std::string plant = "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\n";

ResolvedText resolved(const std::string& body) { return resolve_text(scenario_text({.horizon = "365 d"}, body), "plant.toml"); }

/// Effects on output by name of the change.
std::map<std::string, double> effects_of(const std::string& base, const std::string& whatif) {
    const std::vector<std::string> metrics{"output.total"};
    ExperimentOptions options;
    options.threads = 2;
    options.replications = 6;
    const std::vector<ChangeAccount> accounts = account_for_changes(resolved(base), resolved(whatif), options, {metrics});
    REQUIRE(accounts.size() == 1);
    std::map<std::string, double> effects;
    for (const ChangeEffect& one : accounts.front().effects) effects[one.what] = *one.effect.mean;
    return effects;
}

std::vector<std::string> groups_of(const std::string& base, const std::string& whatif) {
    const ResolvedText left = resolved(base), right = resolved(whatif);
    GroupedChanges changes(left, right);
    REQUIRE(changes.make_sound([](std::size_t count) { return all_orders(count); }));
    std::vector<std::string> names;
    for (const ChangeGroup& group : changes.groups()) names.push_back(group.name());
    return names;
}

}  // namespace

TEST_CASE("the effects of changes are worked out by hand, and sum to the difference", "[explain][changes]") {
    // 8 760 an hour each; 30 min: 17 520. Ten days of maintenance take 240 units of an hour, or 480 of half an hour: 360 on average.
    const std::map<std::string, double> effects =
        effects_of(plant + "station.s = { time = \"1 h\" }\n",
                   plant + "station.s = { time = \"30 min\", maintenance = { on = [2023-07-01], takes = \"10 d\" } }\n");

    REQUIRE(effects.size() == 2);
    CHECK_THAT(effects.at("plant.p.line.l.station.s.time"), WithinAbs(8640, 1e-6));
    CHECK_THAT(effects.at("plant.p.line.l.station.s.maintenance (2 keys)"), WithinAbs(-360, 1e-6));
}

TEST_CASE("a change that reaches nothing brings nothing, and what no run depends on is no change", "[explain][changes]") {
    const std::map<std::string, double> effects =
        effects_of(plant + "station.s = { time = \"1 h\" }\n",
                   plant + "station.s = { time = \"2 h\", buffer = 7 }\n[target.t]\nmetric = \"output.total\"\nat_least = 1\n");

    REQUIRE(effects.size() == 2);
    CHECK(effects.at("plant.p.line.l.station.s.buffer") == 0);
    CHECK_THAT(effects.at("plant.p.line.l.station.s.time"), WithinAbs(-4380, 1e-6));
}

TEST_CASE("keys that are sound only together are one change", "[explain][changes]") {
    // A station that the route names must be there, and a crew that it needs.
    const std::string base = plant + "station.s.time = \"1 h\"\n";
    const std::string whatif =
        "[item.a]\n[plant.p.crew.w]\nsize = 1\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nbuffer = 2\nstation.s.time = \"1 "
        "h\"\nstation.t = { time = \"1 h\", crew = { w = 1 } }\n";

    const std::vector<std::string> groups = groups_of(base, whatif);
    CHECK(groups.size() == 2);
    CHECK(groups_of(whatif, base).size() == 2);
}

TEST_CASE("a table that only one side has is one change", "[explain][changes]") {
    const std::string base = plant + "station.s.time = \"1 h\"\n";
    const std::string whatif = base + "[plant.q.line.m]\nmakes = \"a\"\nroute = [\"s\"]\nstation.s.time = \"2 h\"\n";
    const std::map<std::string, double> effects = effects_of(base, whatif);

    REQUIRE(effects.size() == 1);
    CHECK_THAT(effects.begin()->second, WithinAbs(4380, 1e-6));
    CHECK(effects.begin()->first == "plant.q.line.m (3 keys)");
}

TEST_CASE("all orders but the reverse of others are gone through", "[explain][orders]") {
    CHECK(all_orders(0).size() == 1);
    CHECK(all_orders(1).size() == 1);
    CHECK(all_orders(2).size() == 1);
    CHECK(all_orders(3).size() == 3);
    CHECK(all_orders(5).size() == 60);
}

TEST_CASE("permuted steps add up to the whole, and things that are alike do as much", "[explain][orders]") {
    // Three things of which any two bring 10 and all three 12.
    const Outcome outcome = [](std::uint32_t on) { return on == 7 ? 12.0 : on == 3 || on == 5 || on == 6 ? 10.0 : 0.0; };
    std::vector<double> effects(3, 0.0);
    for (const std::vector<std::size_t>& order : all_orders(3)) {
        const PermutedSteps steps = permuted_steps(order, outcome);
        for (std::size_t thing = 0; thing < 3; ++thing) effects[thing] += steps.effect(thing) / 3;
    }

    for (const double effect : effects) CHECK_THAT(effect, WithinAbs(4, 1e-12));
}
