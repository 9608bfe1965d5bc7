// Failures, repairs and maintenance against renewal arguments and schedules counted by hand.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {
namespace {

/// One saturated station that works 2 h on each unit; failures come every 10 h of work on average and take 1 h on average.
std::string failing_station(const std::string& on_failure) {
    return R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "2 h"
        failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "gamma", mean = "1 h", cv = 0.7 }, on_failure = ")" +
           on_failure + "\" }";
}

constexpr double work_h = 2, failures_per_h = 0.1, repair_h = 1;

}  // namespace

TEST_CASE("service that is resumed takes T (1 + lambda R) on average", "[verification][failures]") {
    const Simulated line({.horizon = "20000 h", .replications = 20, .seed = 31}, failing_station("resume"));

    constexpr double cycle_h = work_h * (1 + failures_per_h * repair_h);
    line.agrees("throughput.p.l", 1 / cycle_h, 0.005);
    line.agrees("state.p.l.s.working", work_h / cycle_h, 0.005);
    line.agrees("state.p.l.s.down", failures_per_h * work_h * repair_h / cycle_h, 0.03);
}

TEST_CASE("service that starts again takes (exp(lambda T) - 1) (1/lambda + R) on average", "[verification][failures]") {
    // The same work again until an uptime outlasts it. Source: Gaver, J. Royal Statistical Society B 24 (1962), preemptive-repeat
    // identical.
    const Simulated line({.horizon = "20000 h", .replications = 20, .seed = 32}, failing_station("restart"));

    const double cycle_h = (std::exp(failures_per_h * work_h) - 1) * (1 / failures_per_h + repair_h);
    line.agrees("throughput.p.l", 1 / cycle_h, 0.005);
    // Failures in a cycle: geometric, exp(lambda T) - 1 on average.
    line.agrees("state.p.l.s.down", (std::exp(failures_per_h * work_h) - 1) * repair_h / cycle_h, 0.03);
}

TEST_CASE("failures that scrap the unit let exp(-lambda T) of all pass", "[verification][failures]") {
    // A unit is on the server for (1 - q)/lambda with q = exp(-lambda T), then with probability 1 - q for a repair.
    const Simulated line({.horizon = "20000 h", .replications = 20, .seed = 33}, failing_station("scrap"));

    const double yield = std::exp(-failures_per_h * work_h);
    const double cycle_h = (1 - yield) * (1 / failures_per_h + repair_h);
    line.agrees("throughput.p.l", yield / cycle_h, 0.005);
    line.agrees("scrap.p.l", (1 - yield) / cycle_h * 8760, 0.02);
    line.agrees("state.p.l.s.down", (1 - yield) * repair_h / cycle_h, 0.03);
}

TEST_CASE("random work that starts again is the same work, not a new draw", "[verification][failures]") {
    // S is 1 h or 6 h, equally likely: E = E[exp(lambda S) - 1] (1/lambda + R). A new draw each time would be far quicker with lambda =
    // 1/4: the long work would seldom be finished, but need not be.
    const Simulated line({.horizon = "50000 h", .replications = 20, .seed = 34}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = { dist = "empirical", values = ["1 h", "6 h"] }
        failures = { uptime = { dist = "exponential", mean = "4 h" }, repair = "30 min", on_failure = "restart" })");

    const double cycle_h = (std::exp(0.25) / 2 + std::exp(1.5) / 2 - 1) * (4 + 0.5);
    line.agrees("throughput.p.l", 1 / cycle_h, 0.01);
}

TEST_CASE("failure modes on the calendar clock are independent: availabilities multiply", "[verification][failures]") {
    // 50/55 and 30/33, each renewed at the end of its own repair, idle or not.
    const Simulated line({.horizon = "20000 h", .warmup = "1000 h", .replications = 20, .seed = 35}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        failures = [
          { uptime = { dist = "exponential", mean = "50 h" }, repair = { dist = "uniform", min = "2 h", max = "8 h" }, clock = "calendar" },
          { uptime = { dist = "erlang", k = 2, mean = "30 h" }, repair = { dist = "exponential", mean = "3 h" }, clock = "calendar" } ])");

    constexpr double availability = 50.0 / 55 * 30.0 / 33;
    line.agrees("throughput.p.l", availability, 0.005);
    line.agrees("state.p.l.s.down", 1 - availability, 0.03);
}

TEST_CASE("failure modes on the busy clock add up for each hour of work", "[verification][failures]") {
    // A unit of 2 h takes 2 (1 + 5/50 + 1/20): no mode ages while another is repaired. Half of the time there is no unit at all.
    const Simulated line({.horizon = "20000 h", .warmup = "500 h", .replications = 20, .seed = 36}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = "4 h" }
        [plant.p.line.l.station.s]
        time = "2 h"
        failures = [ { uptime = { dist = "exponential", mean = "50 h" }, repair = { dist = "exponential", mean = "5 h" } },
                     { uptime = { dist = "weibull", shape = 2, mean = "20 h" }, repair = "1 h" } ])");

    line.agrees("state.p.l.s.working", 0.5, 0.001);
    line.agrees("state.p.l.s.down", 0.5 * (5.0 / 50 + 1.0 / 20), 0.04);
}

TEST_CASE("a repair runs on when the shift is over", "[verification][failures]") {
    // Open 08-16, a failure after every 5.5 h of work, 20 h of repair. Day 1: works 08:00-13:30. Day 2: 09:30-15:00. Day 3: 11-16.
    // Day 4: 08:00-08:30, repaired at 04:30 on day 5, which begins as day 1. In four days: 16.5 h of work, 60 h of repair, and 16 h + 3.5 h
    // off shift with a sound machine.
    const Simulated line({.horizon = "400 d", .warmup = "4 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        failures = { uptime = "330 min", repair = "20 h" })");

    line.equals("state.p.l.s.working", 16.5 / 96);
    line.equals("state.p.l.s.down", 60.0 / 96);
    line.equals("state.p.l.s.off-shift", 19.5 / 96);
    line.equals("throughput.p.l", 1650.0 / 9600);
}

TEST_CASE("a repair by a crew with hours of its own stops when they go home", "[verification][failures]") {
    // Open hours of line and crew: 08-16. In open time a cycle is 5.6 h of work and 20 h of repair; five cycles are 16 days. The machine is
    // sound at the closing of days 7, 10, 13 and 16 (8m mod 25.6 = 4.8, 3.2, 1.6 and 0): four nights of 16 h are off shift, twelve are
    // down.
    const Simulated line({.horizon = "320 d", .warmup = "16 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.crew.fitter]
        calendar = "day"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        failures = { uptime = "336 min", repair = "20 h", crew = "fitter" })");

    line.equals("state.p.l.s.working", 28.0 / 384);
    line.equals("state.p.l.s.off-shift", 64.0 / 384);
    line.equals("state.p.l.s.down", 292.0 / 384);
}

TEST_CASE("maintenance keeps its dates and waits for the unit in hand", "[verification][maintenance]") {
    // Units of 4 h, due every 10 h for 2 h. Done at 4, 8, 12 | 12-14 | 18, 22 | 22-24 | 28, 32 | 32-34 …: dates 10, 20, 30 do not drift.
    // In 1000 h: units at 4, at 8 + 10k up to 998 and at 12 + 10k up to 992, 200 in all; 99 stops of 2 h.
    const Simulated line({.horizon = "1000 h"}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "4 h"
        maintenance = { every = "10 h", takes = "2 h" })");

    line.equals("throughput.p.l", 0.2);
    line.equals("state.p.l.s.maintenance", 0.198);
    line.equals("state.p.l.s.working", 0.802);
}

TEST_CASE("a blocked server uses the time for maintenance that is due", "[verification][maintenance]") {
    // a works 1 h and b 4 h, with no room between: a begins at 0, 1, 5, 9 … h, is done at 1, 2, 6, 10 … h and then blocked until 5, 9, 13 …
    // h. Due at 8, 16, 24 … h, while blocked, for 3.5 h. b takes the unit at 9 h all the same; a begins again at 11.5 h and is done at 12.5
    // h, before b wants it at 13 h. Had it waited for b, it would be late and b would starve.
    const Simulated line({.horizon = "800 h", .warmup = "80 h"}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b"]
        [plant.p.line.l.station.a]
        time = "1 h"
        maintenance = { every = "8 h", takes = "210 min" }
        [plant.p.line.l.station.b]
        time = "4 h")");

    line.equals("state.p.l.b.working", 1);
    line.equals("state.p.l.a.maintenance", 3.5 / 8);
    line.equals("state.p.l.a.working", 0.25);
    line.equals("state.p.l.a.blocked", 2.5 / 8);
}

TEST_CASE("maintenance at random intervals takes its share of the time", "[verification][maintenance]") {
    // Due every 20 h to 40 h, 30 h in the mean, for 3 h; it waits for the end of a unit, which moves no due time.
    const Simulated line({.horizon = "20000 h", .warmup = "100 h", .replications = 20, .seed = 32}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        maintenance = { every = { dist = "uniform", min = "20 h", max = "40 h" }, takes = "3 h" })");

    line.agrees("state.p.l.s.maintenance", 0.1, 0.01);
    line.agrees("throughput.p.l", 0.9, 0.01);
}

TEST_CASE("maintenance runs through off-shift time", "[verification][maintenance]") {
    // Open 08-16, units of 2 h: the day ends with an empty server. Due at every midnight for 10 h: day 1 makes 4 units, each other day 3
    // from 10:00 on. Off shift: 16 h on day 1, 8 h (16-24) on the others.
    const Simulated line({.horizon = "100 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "2 h"
        maintenance = { every = "1 d", takes = "10 h" })");

    line.equals("throughput.p.l", (4 + 3 * 99) / 2400.0);
    line.equals("state.p.l.s.maintenance", 990.0 / 2400);
    line.equals("state.p.l.s.off-shift", (16 + 8 * 99) / 2400.0);
}

TEST_CASE("maintenance that falls due overnight waits for the unit left on the server", "[verification][maintenance]") {
    // Units of 3 h. Day 1: two, the third begun at 14:00. Day 2: it is done at 09:00, then maintenance 09-19. From day 3 on: maintenance
    // 00-10 (nothing is in hand), units 10-13 and 13-16.
    const Simulated line({.horizon = "100 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "3 h"
        maintenance = { every = "1 d", takes = "10 h" })");

    line.equals("throughput.p.l", (2 + 1 + 2 * 98) / 2400.0);
    line.equals("state.p.l.s.maintenance", 990.0 / 2400);
    line.equals("state.p.l.s.working", (8 + 1 + 6 * 98) / 2400.0);
}

TEST_CASE("maintenance that is due goes before the blocked unit upstream", "[verification][maintenance]") {
    // s2, without a place in front, works 60 min and always has a unit; due every 25 h, 8 h each. It works from 0:50. Counted by hand
    // minute by minute: 1639 units in 100 d, in maintenance for 95 x 8 h of 2400 h (it is due 95 times before the end, the last one over).
    const Simulated line({.horizon = "100 d"}, R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s1", "s2"]
        [plant.p.line.l.station.s1]
        time = "50 min"
        [plant.p.line.l.station.s2]
        time = "60 min"
        maintenance = { every = "25 h", takes = "8 h" })");

    line.equals("throughput.p.l", 1639 / 2400.0);
    line.equals("state.p.l.s2.maintenance", 760 / 2400.0);
}

TEST_CASE("maintenance due at the very end of a unit begins before the next", "[verification][maintenance]") {
    // Units of 1 h end at the full hour, as each tenth does when maintenance of 1 h falls due: nine units in ten hours after the first ten.
    const Simulated line({.horizon = "100 h"}, R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        maintenance = { every = "10 h", takes = "1 h" })");

    line.equals("throughput.p.l", 91 / 100.0);
    line.equals("state.p.l.s.maintenance", 9 / 100.0);
}

TEST_CASE("a failure at the instant of a completion finds the unit finished", "[verification][failures]") {
    // Ten units of 1 min use up the uptime of 10 min exactly: none of them is lost, then 5 min of repair.
    const Simulated line({.horizon = "15 d"}, R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 min"
        failures = { uptime = "10 min", repair = "5 min", on_failure = "scrap" })");

    line.equals("throughput.p.l", 40);
    line.equals("scrap.p.l", 0);
    line.equals("state.p.l.s.down", 1.0 / 3);
}

TEST_CASE("a failure by the calendar at the instant of a completion strikes no unit", "[verification][failures]") {
    // Up for 10 min, down for 5: units of 1 min end when the failure comes, and the next waits for the end of the repair.
    const Simulated line({.horizon = "15 d"}, R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 min"
        failures = { uptime = "10 min", repair = "5 min", on_failure = "scrap", clock = "calendar" })");

    line.equals("throughput.p.l", 40);
    line.equals("scrap.p.l", 0);
}

TEST_CASE("maintenance after so many units counts each server by itself", "[verification][maintenance]") {
    // Each of two servers: ten units of 1 h, then 5 h of maintenance.
    const Simulated line({.horizon = "1500 h"}, R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 2
        time = "1 h"
        maintenance = { after_units = 10, takes = "5 h" })");

    line.equals("throughput.p.l", 4.0 / 3);
    line.equals("state.p.l.s.maintenance", 1.0 / 3);
}

TEST_CASE("maintenance on dates begins at midnight, and dates before the start are over", "[verification][maintenance]") {
    const Simulated line({.horizon = "100 d"}, R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        maintenance = [{ on = [2022-06-01, 2023-01-11, 2023-02-20], takes = "5 d" }, { on = [2030-01-01], takes = "9 d" }])");

    line.equals("state.p.l.s.maintenance", 0.1);
    line.equals("throughput.p.l", 0.9);
}

TEST_CASE("a station slowed to next to nothing keeps its work, however long that would take", "[verification][failures]") {
    // Units of 20 h; from 10:00 on the first day for two days there is no speed to speak of, which several disruptions leave together.
    const std::string body = R"(
        [item.a]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "20 h"
        [disruption.one]
        what = "plant.p.line.l.station.s"
        speed = 1e-200
        starts = 2023-01-02
        lasts = "2 d"
        [disruption.two]
        what = "plant.p.line.l.station.s"
        speed = 1e-200
        starts = 2023-01-02
        lasts = "2 d")";
    const Simulated line({.horizon = "248 h"}, body);

    line.equals("throughput.p.l", 10 / 248.0);
}

TEST_CASE("maintenance on no date at all never comes", "[verification][maintenance]") {
    const Simulated line({.horizon = "10 d"}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        maintenance = [{ on = [], takes = "5 h" }, { on = [2023-01-04], takes = "6 h" }])");

    line.equals("throughput.p.l", 234 / 240.0);
    line.equals("state.p.l.s.maintenance", 6 / 240.0);
}

}  // namespace agrocap
