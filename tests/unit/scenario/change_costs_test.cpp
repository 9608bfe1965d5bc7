#include "scenario/change_costs.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string plant_with_costs =
    "schema = 1\n[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nstation.s.time = \"1 h\"\nstation.t.time = \"1 "
    "h\"\n[changes]\n";

std::string told(const std::string& changes) {
    const ReadResult read = read_scenario_text(plant_with_costs + changes, "p.toml");
    return format_diagnostics(read.diagnostics, read.files);
}

}  // namespace

TEST_CASE("a change costs what is said of its object, of the nearest that holds it, or of all", "[scenario][changes]") {
    const ResolvedText text = resolve_text(plant_with_costs +
                                               "work = 5\nserver = { \"plant.p.line.l.station.s\" = 7, \"plant.p\" = 3, \"*\" = 2 "
                                               "}\nbuffer = { \"plant.p.line.l.station.t\" = 1 }\n",
                                           "p.toml");
    const ChangeCosts costs = change_costs(text.root);

    CHECK(costs.is_given());
    CHECK(costs.cost("work", "plant.p.line.l.station.t") == 5.0);
    CHECK(costs.cost("server", "plant.p.line.l.station.s") == 7.0);
    CHECK(costs.cost("server", "plant.p.line.l.station.t") == 3.0);
    CHECK(costs.cost("server", "plant.q.line.l.station.s") == 2.0);
    CHECK_FALSE(costs.cost("buffer", "plant.p.line.l.station.s"));
    CHECK_FALSE(costs.cost("stock", "plant.p.store.a"));
    CHECK_FALSE(change_costs(resolve_text("schema = 1\n", "q.toml").root).is_given());
}

TEST_CASE("a sound table of costs says nothing, and one that is not says all that is wrong", "[scenario][changes]") {
    CHECK(told("work = 5\nserver = { \"plant.p.line.l.station.s\" = 7.5, \"*\" = 0 }\n").empty());
    const std::string wrong =
        told("work = -5\nserver = \"much\"\nsevrer = 3\nbuffer = { \"plant.p.line.l.station.u\" = 1, \"plant.q\" = 2, \"*\" = [1] }\n");
    CHECK_THAT(wrong, ContainsSubstring("changes.work: found -5, expected a cost of 0 or more"));
    CHECK_THAT(wrong, ContainsSubstring("changes.server: found \"much\", expected a cost in money, or a table of costs by path"));
    CHECK_THAT(wrong, ContainsSubstring("changes.sevrer: unknown key \"sevrer\"") && ContainsSubstring("did you mean \"server\"?"));
    CHECK_THAT(wrong, ContainsSubstring("\"plant.p.line.l.station.u\": there is no \"u\""));
    CHECK_THAT(wrong, ContainsSubstring("\"plant.q\": there is no \"q\""));
    CHECK_THAT(wrong, ContainsSubstring("found an array, expected a cost in money"));
    CHECK_THAT(told("work = true\n"), ContainsSubstring("changes.work: found true, expected a cost in money"));
}
