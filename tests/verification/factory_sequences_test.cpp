// What is made next, and what a change of item costs: counted by hand.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {

TEST_CASE("a level sequence makes exact shares", "[verification][sequence]") {
    const Simulated line({.horizon = "1000 h"}, R"(
        [item.a]
        [item.b]
        [plant.p.line.l]
        makes = { a = 0.7, b = 0.3 }
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h")");

    line.equals("output.item.a", 700 * 8.76);
    line.equals("output.item.b", 300 * 8.76);
}

TEST_CASE("a random sequence makes binomial counts", "[verification][sequence]") {
    // 1000 units, each "a" with probability 0.7: mean 700, variance 210.
    const Simulated line({.horizon = "1000 h", .replications = 400, .seed = 51}, R"(
        [item.a]
        [item.b]
        [plant.p.line.l]
        makes = { a = 0.7, b = 0.3 }
        sequence = "random"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h")");

    line.agrees("output.item.a", 700 * 8.76, 0.003);
    // The spread of 400 values is known to 1/sqrt(800) of itself: 3.6 of these are 13 %.
    const double sd = *line.estimate({"output.item.a"}).sd / 8.76;
    CHECK(std::abs(sd / std::sqrt(210.0) - 1) < 0.13);
}

TEST_CASE("campaigns take turns whatever the shares, which nominal capacity counts, and none is of a share of 0",
          "[verification][nominal]") {
    const std::string line =
        "[item.x]\n[item.y]\n[plant.p.line.l]\nroute = [\"s\"]\nstation.s = { time = \"1 h\", times = { y = \"3 h\" } }\n";
    // Three of each take 12 h: 4 380 a year of both together. By shares of 0.2 and 0.8 it would be 3 369.
    const Simulated turns({.horizon = "360 d"}, line + "makes = { x = 0.2, y = 0.8 }\nsequence = { campaign = 3 }\n");
    turns.equals("nominal.p.l", 4380);
    turns.equals("output.item.x", 2190);
    turns.equals("output.item.y", 2190);
    turns.equals("utilisation.p.l", 1);

    const Simulated gone({.horizon = "360 d"}, line + "makes = { x = 0, y = 1 }\nsequence = { campaign = 3 }\n");
    gone.equals("nominal.p.l", 2920);
    gone.equals("output.item.x", 0);
    gone.equals("output.item.y", 2920);
}

TEST_CASE("a matrix of set-ups costs what each change says", "[verification][setup]") {
    // Runs of two: aa bb cc; a to b 0.5 h, b to c 1 h, c to a 2 h; not said: nothing. A round is 6 h of work and 3.5 h of set-up. After n
    // rounds 9.5 n - 2 h (the last change not yet begun): 948 h after 100, then the change to a until 950 h.
    const Simulated line({.horizon = "950 h"}, R"(
        [item.a]
        [item.b]
        [item.c]
        [plant.p.line.l]
        makes = ["a", "b", "c"]
        sequence = { campaign = 2 }
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        setup = { default = "0 s", a = { b = "30 min", c = "5 h" }, b = { c = "1 h", a = "7 h" }, c = { a = "2 h" } })");

    line.equals("throughput.p.l", 600.0 / 950);
    line.equals("state.p.l.s.setup", 350.0 / 950);
    line.equals("state.p.l.s.working", 600.0 / 950);
}

TEST_CASE("a change that the matrix does not name costs its default", "[verification][setup]") {
    // a b a b …: only b to a takes an hour. A pair is 3 h; the first pair has no change before it.
    const Simulated line({.horizon = "299 h"}, R"(
        [item.a]
        [item.b]
        [plant.p.line.l]
        makes = ["a", "b"]
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        setup = { default = "0 s", b = { a = "1 h" } })");

    line.equals("throughput.p.l", 200.0 / 299);
    line.equals("state.p.l.s.setup", 99.0 / 299);
}

TEST_CASE("a unit goes to a free server that is set up for it", "[verification][setup]") {
    // a and b in turn on two servers: each server keeps to one item and is never set up again.
    const Simulated line({.horizon = "100 h"}, R"(
        [item.a]
        [item.b]
        [plant.p.line.l]
        makes = ["a", "b"]
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 2
        time = "1 h"
        setup = "1 h")");

    line.equals("state.p.l.s.setup", 0);
    line.equals("throughput.p.l", 2);
}

TEST_CASE("a unit goes to a free server that needs no set-up, not to the first", "[verification][setup]") {
    // An order every 10 h, so both servers are always free: a goes to the first, b to the second, which was never set up, and so on.
    const Simulated line({.horizon = "1000 h"}, R"(
        [item.a]
        [item.b]
        [plant.p.line.l]
        makes = ["a", "b"]
        release = { every = "10 h" }
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 2
        time = "1 h"
        setup = "1 h")");

    line.equals("state.p.l.s.setup", 0);
    line.equals("busy.p.l.s", 99.0 / 2000);
}

TEST_CASE("times by item go before the station's time", "[verification][sequence]") {
    // a takes 1 h, b 3 h, in turn: a pair in 4 h.
    const Simulated line({.horizon = "400 h"}, R"(
        [item.a]
        [item.b]
        [plant.p.line.l]
        makes = ["a", "b"]
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        times = { b = "3 h" })");

    line.equals("throughput.p.l", 0.5);
    line.equals("nominal.p.l", 0.5 * 8760);
}

TEST_CASE("set-ups hold the crew and stop at the end of the shift", "[verification][setup]") {
    // Open 08-16 each day: 8 h. a, b in turn, work 1 h, each change 2 h, a crew of one. In open time: 1 h, then 3 h for each further unit;
    // in 400 open hours 1 + floor(399/3) = 134 units. Changes: 133 whole ones.
    const Simulated line({.horizon = "50 d"}, R"(
        [item.a]
        [item.b]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.crew.man]
        [plant.p.line.l]
        makes = ["a", "b"]
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        setup = "2 h"
        crew = { man = 1 })");

    line.equals("throughput.p.l", 134.0 / 1200);
    line.equals("state.p.l.s.setup", 266.0 / 1200);
    line.equals("state.p.l.s.off-shift", 800.0 / 1200);
}

}  // namespace agrocap
