#include "scenario/line_pace.hpp"

#include "model/compile/compile.hpp"
#include "model/rows/model.hpp"
#include "support/factory.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

/// Branches, several servers, items of different times, a crew and shifts, over whole weeks without holidays.
const std::string works = R"(
[calendar.day]
shifts = [{ days = "mon-fri", from = "08:00", to = "16:30", breaks = [["12:00", "12:30"]] }]
[item.small]
uses = { kit = 1, wheel = 4 }
[item.large]
uses = { kit = 2, wheel = 6 }
[item.kit]
[item.wheel]
[plant.p]
calendar = "day"
crew.fitter.size = 3
store.kit.supply = "unlimited"
store.wheel.supply = "unlimited"
[plant.p.line.l]
makes = { small = 0.75, large = 0.25 }
route = ["frame", "paint", "test"]
[plant.p.line.l.station]
frame = { servers = 2, time = "30 min", times = { large = { dist = "gamma", mean = "90 min", cv = 0.5 } }, crew = { fitter = 2 } }
paint = { time = "40 min", next = [{ to = "test", share = 0.7 }, { to = "polish", share = 0.3 }], takes = { wheel = 5 } }
polish = { time = "20 min", next = [{ to = "test", share = 1 }] }
test = { time = "15 min", crew = { fitter = 1 } }
)";

}  // namespace

TEST_CASE("a line's pace before compilation is the model's nominal capacity", "[scenario][capacity]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "52 w"}, works));
    const LinePace pace = pace_of(scenario, scenario.plant.at("p"), scenario.plant.at("p").line.at("l"));

    CHECK(pace.units_per_year == Catch::Approx(compile(scenario).lines[LineId(0)].nominal_per_year).epsilon(1e-9));
    // Paint: 40 h / 40 min = 60 a week. The fitters could do 3 x 40 h / (2 x 45 min + 15 min) = 68.6, the frames 106, the test 160.
    CHECK(pace.units_per_year == Catch::Approx(60.0 * 365 / 7));
}

TEST_CASE("what a station takes stands in for the bill of materials", "[scenario][capacity]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "52 w"}, works));
    const LinePace pace = pace_of(scenario, scenario.plant.at("p"), scenario.plant.at("p").line.at("l"));

    CHECK(pace.uses.at("kit") == Catch::Approx(1.25 * pace.units_per_year));  // 0.75 x 1 + 0.25 x 2
    CHECK(pace.uses.at("wheel") == Catch::Approx(5 * pace.units_per_year));   // by paint, which every unit passes once
}

TEST_CASE("a line that releases by time takes no more than that", "[scenario][capacity]") {
    Scenario scenario = scenario_of(scenario_text({.horizon = "52 w"}, works));
    LineSpec& line = scenario.plant.at("p").line.at("l");
    line.release.value = ReleaseKind::every;
    line.every.value = DistributionSpec::fixed(24 * ns_per_hour);

    CHECK(pace_of(scenario, scenario.plant.at("p"), line).units_per_year == Catch::Approx(365.0));
}
