// Where only so many units are under way, each of which takes its time: lines whose best is known by hand, and those in which a unit is
// faster than a row that seems right would have it.

#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <string>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

const Span year{.horizon = "365 d", .replications = 20};
const std::string day = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\" }]\n";

/// Two stations with five servers each, and so many units at most.
std::string line_of(const std::string& wip, const std::string& first, const std::string& second, const std::string& more = {}) {
    return more + "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nrelease = { wip = " + wip +
           " }\nroute = [\"a\", \"b\"]\n[plant.works.line.main.station.a]\nservers = 5\n" + first +
           "[plant.works.line.main.station.b]\nservers = 5\n" + second;
}

const std::string hour = "time = \"1 h\"\n", two_hours = "time = \"2 h\"\n";

}  // namespace

TEST_CASE("a line that holds two units makes two in the time that one takes", "[bound][line-time]") {
    const std::string body = line_of("2", hour, two_hours);
    CHECK_THAT(proven_value(year, body), WithinRel(8760.0 * 2 / 3, 1e-6));
    CHECK(require_holds(year, body) > 0.999 * 8760 * 2 / 3);
    const std::string random = line_of("2", "time = { dist = \"exponential\", mean = \"1 h\" }\n", two_hours);
    CHECK_THAT(proven_value(year, random), WithinRel(8760.0 * 2 / 3, 1e-6));
    require_holds(year, random);
}

TEST_CASE("a unit that is repaired around takes that time, too", "[bound][line-time]") {
    const std::string failing = "failures = { uptime = { dist = \"exponential\", mean = \"9 h\" }, repair = \"1 h\" }\n";
    const double most = (8760 + 5 * 0.5 / 9) / (3 + 1.0 / 9);  // of five servers each may be under repair at the end
    CHECK_THAT(proven_value(year, line_of("1", hour + failing, two_hours)), WithinRel(most, 1e-6));
    CHECK(require_holds(year, line_of("1", hour + failing, two_hours)) > 0.99 * most);

    // A failure that scraps leaves the server with the repair and nothing to wait for it: the line goes on with the next unit.
    require_holds(year, line_of("1",
                                hour + "failures = { uptime = { dist = \"exponential\", mean = \"9 h\" }, repair = \"40 h\", "
                                       "on_failure = \"scrap\" }\n",
                                two_hours));
    // By night a repair keeps no unit from anything.
    require_holds(year, line_of("1", "calendar = \"day\"\n" + hour + failing, "calendar = \"day\"\n" + two_hours, day));
}

TEST_CASE("units of one batch are worked on at the same time", "[bound][line-time]") {
    const std::string body = line_of("4", "batch = { size = 4 }\n" + hour, "batch = { size = 4 }\n" + hour);
    CHECK_THAT(proven_value(year, body), WithinRel(2 * 8760.0, 1e-6));
    CHECK(require_holds(year, body) > 0.999 * 2 * 8760);
}

TEST_CASE("units move on by night, after hours, and faster than usual", "[bound][line-time]") {
    // One station works by day, the other always: a unit is on its way in either.
    require_holds(year, line_of("3", "calendar = \"day\"\n" + hour, two_hours, day));
    require_holds(year, line_of("1", "calendar = \"day\"\nshift_end = \"finish\"\ntime = \"6 h\"\n",
                                "calendar = \"day\"\nshift_end = \"finish\"\ntime = \"6 h\"\n", day));
    require_holds(year, line_of("2", hour, two_hours,
                                "[disruption.d]\nwhat = \"plant.works.line.main\"\nspeed = 3\nlasts = \"100 d\"\nstarts = 2023-02-05\n"));
    require_holds({.horizon = "2 d", .replications = 20},
                  line_of("1", "time = { dist = \"lognormal\", mean = \"3 h\", cv = 3 }\n", "time = \"1 min\"\n"));
}

TEST_CASE("a line that is pulled has no more under way than its store's target", "[bound][line-time]") {
    const std::string body =
        "[item.kit]\n[item.part]\nuses = { kit = 1 }\n[plant.works.store.kit]\ninitial = 7\ntarget = 2\n"
        "[plant.works.line.feeder]\nmakes = \"kit\"\nrelease = \"pull\"\nroute = [\"a\", \"b\"]\n"
        "station.a = { time = \"1 h\", servers = 5 }\nstation.b = { time = \"2 h\", servers = 5 }\n"
        "[plant.works.line.main]\nmakes = \"part\"\nroute = [\"c\"]\nstation.c.time = \"1 min\"\n";
    CHECK_THAT(proven_value(year, body), WithinRel(7 + 8760.0 * 2 / 3, 1e-6));
    CHECK(require_holds(year, body) > 0.999 * 8760 * 2 / 3);
}
