// What maintenance takes at the least: stations whose best is known by hand, and those in which a row that seems right would be false.

#include "one_press.hpp"
#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

std::string care(const std::string& every, const std::string& takes) {
    return "maintenance = { every = " + every + ", takes = " + takes + " }\n";
}

const std::vector<std::string> not_counted{"maintenance"};

}  // namespace

TEST_CASE("maintenance takes its share of the time, once it was due and the unit in hand is done", "[bound][maintenance]") {
    const std::string body = press(hour + care("\"10 h\"", "\"2 h\""));
    const double most = 8760.0 * 11 / 13 + 4;  // 2 of 10 + 1 + 2 h, but for the one that has not come and the one that is not over

    CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
    CHECK(proven(year, body).left_out.empty());
    CHECK(require_holds(year, body) > 0.94 * most);
    const std::string three = press(hour + "servers = 3\n" + care("\"10 h\"", "\"2 h\""));
    CHECK_THAT(proven_value(year, three), WithinRel(3 * most, 1e-6));
    require_holds(year, three);
}

TEST_CASE("what falls due while a unit is in hand falls due once", "[bound][maintenance]") {
    // Due each hour, but a unit takes five: 5 of 5.1 h are worked, where "6 min for each hour" would leave 4.5 of 5.
    const std::string body = press("time = \"5 h\"\n" + care("\"1 h\"", "\"6 min\""));
    const double most = (8760 * 6 / 6.1 + 0.2) / 5;

    CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
    CHECK(require_holds(year, body) > 0.99 * most);
    require_holds(year, press("time = " + exponential("5 h") + "\n" + care(exponential("1 h"), exponential("1 h"))));
    require_holds(year, press("time = \"1 h\"\n" + care(exponential("4 h"), exponential("3 h"))));
    require_holds({.horizon = "4 h", .replications = 20}, press(hour + care(exponential("1 h"), "\"1 h\"")));
}

TEST_CASE("a batch, a set-up and a repair that lie before maintenance take no work of it", "[bound][maintenance]") {
    const std::string every = care("\"3 h\"", "\"2 h\"");
    require_holds(year, press("batch = { size = 4 }\ntime = " + exponential("1 h") + "\n" + every));
    require_holds(year, press(hour + every + "failures = { uptime = \"2 h\", repair = \"5 h\" }\n"));
    require_holds(year,
                  press(hour + every + "failures = { uptime = " + exponential("2 h") + ", repair = \"1 h\", on_failure = \"scrap\" }\n"));
    const std::string two =
        "[item.one]\n[item.other]\n[plant.works.line.main]\nmakes = [\"one\", \"other\"]\nroute = [\"press\"]\n"
        "[plant.works.line.main.station.press]\nsetup = \"3 h\"\n";
    CHECK_THAT(proven_value(year, two + hour + every), WithinRel(8760.0 * 4 / 6 + 4, 1e-6));
    require_holds(year, two + hour + every);
}

TEST_CASE("maintenance that may be done by night, or while work begins anew, takes nothing for sure", "[bound][maintenance]") {
    const std::string day = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\" }]\n";
    const std::string by_night = press("calendar = \"day\"\n" + hour + care("\"24 h\"", "\"6 h\""), day);
    CHECK_THAT(proven_value(year, by_night), WithinRel(8.0 * 365, 1e-6));
    CHECK(proven(year, by_night).left_out == not_counted);
    CHECK(require_holds(year, by_night) > 0.999 * 8 * 365);

    // Work of 5 h that a failure after each 2 to 20 h begins anew keeps the server from its maintenance far longer than 5 h.
    const std::string anew = press("time = \"5 h\"\n" + care("\"2 h\"", "\"2 h\"") +
                                   "failures = { uptime = { dist = \"uniform\", min = \"2 h\", max = \"20 h\" }, repair = \"1 s\", "
                                   "on_failure = \"restart\" }\n");
    CHECK(proven(year, anew).left_out == not_counted);
    require_holds(year, anew);

    // What does not age may last far beyond its mean once it has begun.
    CHECK(proven(year, press(hour + care("\"10 h\"", "{ dist = \"lognormal\", mean = \"2 h\", cv = 2 }"))).left_out == not_counted);
    CHECK(proven(year, press(hour + care("{ dist = \"lognormal\", mean = \"10 h\", cv = 2 }", "\"2 h\""))).left_out == not_counted);
    CHECK(proven(year, press("time = { dist = \"lognormal\", mean = \"1 h\", cv = 2 }\n" + care("\"10 h\"", "\"2 h\""))).left_out ==
          not_counted);
}
