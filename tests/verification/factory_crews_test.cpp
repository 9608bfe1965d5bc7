// Crews: who serves, who repairs, and when they are there.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

TEST_CASE("one man for two lines is one server for both", "[verification][crews]") {
    // No work is given up and all is exponential with one mean: the units of both lines together are an M/M/1 of rho = 0.3 + 0.4, whatever
    // the order of service. Mean number rho/(1 - rho) = 7/3.
    const Simulated plant({.horizon = "20000 h", .warmup = "500 h", .replications = 20, .seed = 41}, R"(
        [item.part]
        [plant.p.crew.man]
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "200 min" } }
        [plant.p.line.a.station.s]
        time = { dist = "exponential", mean = "1 h" }
        crew = { man = 1 }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "150 min" } }
        [plant.p.line.b.station.s]
        time = { dist = "exponential", mean = "1 h" }
        crew = { man = 1 })");

    plant.sum_agrees({"wip.p.a", "wip.p.b"}, 7.0 / 3, 0.04);
    plant.sum_agrees({"busy.p.a.s", "busy.p.b.s"}, 0.7, 0.01);
}

TEST_CASE("a crew of three at ten work places is Erlang's delay system of three servers", "[verification][crews]") {
    // a = 2 erlang: C = (8/6 * 3)/(1 + 2 + 2 + 4) = 4/9; Lq = C rho/(1 - rho) = 8/9; wait = Lq/lambda = 4/9 h.
    const Simulated plant({.horizon = "10000 h", .warmup = "200 h", .replications = 20, .seed = 42}, R"(
        [item.part]
        [plant.p.crew.welder]
        size = 3
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "30 min" } }
        [plant.p.line.l.station.s]
        servers = 10
        time = { dist = "exponential", mean = "1 h" }
        crew = { welder = 1 })");

    plant.agrees("wait.p.l.s", 4.0 / 9, 0.05);
    plant.agrees("queue.p.l.s", 8.0 / 9, 0.05);
    plant.agrees("busy.p.l.s", 0.2, 0.01);
}

TEST_CASE("work for two of a crew of three is done one at a time", "[verification][crews]") {
    // M/M/1 with rho = 0.6: wait = rho/(mu - lambda) = 1.5 h.
    const Simulated plant({.horizon = "20000 h", .warmup = "500 h", .replications = 20, .seed = 43}, R"(
        [item.part]
        [plant.p.crew.welder]
        size = 3
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "100 min" } }
        [plant.p.line.l.station.s]
        servers = 4
        time = { dist = "exponential", mean = "1 h" }
        crew = { welder = 2 })");

    plant.agrees("wait.p.l.s", 1.5, 0.05);
    plant.agrees("busy.p.l.s", 0.15, 0.02);
}

TEST_CASE("nominal capacity is what crews allow, where they allow less than the stations", "[verification][crews]") {
    // Each unit costs an hour at each of two stations, 8760 a year by themselves; with one man for both it is two hours of his. At "b" a
    // second pair of hands is needed from three fitters: an hour for two of three.
    const Simulated plant({.horizon = "365 d"}, R"(
        [item.part]
        [plant.p.crew.man]
        [plant.p.crew.fitter]
        size = 3
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b"]
        [plant.p.line.l.station.a]
        time = "1 h"
        crew = { man = 1 }
        [plant.p.line.l.station.b]
        time = "1 h"
        crew = { man = 1, fitter = 2 }
        [plant.p.line.m]
        makes = "part"
        route = ["c"]
        [plant.p.line.m.station.c]
        servers = 4
        time = "1 h"
        crew = { fitter = 2 })");

    plant.equals("nominal.p.l", 4380);
    plant.equals("nominal.p.m", 8760 * 1.5);
}

TEST_CASE("work goes on only while all its crews are there", "[verification][crews]") {
    // Machine open day and night, one crew 06-14, another 10-18: four hours a day, 10-14. Units of 50 min: 4.8 a day, floor(240 * 100 /
    // 50).
    const Simulated plant({.horizon = "100 d"}, R"(
        [item.part]
        [calendar.early]
        shifts = [{ days = "mon-sun", from = "06:00", to = "14:00" }]
        [calendar.late]
        shifts = [{ days = "mon-sun", from = "10:00", to = "18:00" }]
        [plant.p.crew.early]
        calendar = "early"
        [plant.p.crew.late]
        calendar = "late"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "50 min"
        crew = { early = 1, late = 1 })");

    plant.equals("throughput.p.l", 480 / 2400.0);
    // The machine has no hours of its own: it is never off shift, it waits for its crews, unit in hand or not.
    plant.equals("state.p.l.s.waiting-crew", 20.0 / 24);
    plant.equals("state.p.l.s.off-shift", 0);
    plant.equals("state.p.l.s.working", 4.0 / 24);
}

TEST_CASE("a machine whose crew has gone home waits for it, and is off shift only outside its own hours", "[verification][crews]") {
    // Machine 08-16, crew 12-20, every day: 8 h on shift, 4 of them with the crew. Units of 90 min: the third lies over night, since 4 h
    // is 2 2/3 units; floor(2400 min / 90 min) in ten days.
    const Simulated plant({.horizon = "10 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [calendar.late]
        shifts = [{ days = "mon-sun", from = "12:00", to = "20:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.crew.welder]
        calendar = "late"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "90 min"
        crew = { welder = 1 })");

    plant.equals("throughput.p.l", 26 / 240.0);
    plant.equals("state.p.l.s.working", 4.0 / 24);
    plant.equals("state.p.l.s.waiting-crew", 4.0 / 24);
    plant.equals("state.p.l.s.off-shift", 16.0 / 24);
}

TEST_CASE("machines queue for one fitter as in the machine-repair model", "[verification][crews]") {
    // Four machines, uptime 10 h, repair 2 h, one fitter: p(n) ~ 4!/(4 - n)! 0.2^n = 1, 0.8, 0.48, 0.192, 0.0384.
    // Down on average (0.8 + 0.96 + 0.576 + 0.1536)/2.5104 = 0.991714 of 4. Source: Gross et al., ch. 2 (finite source).
    const Simulated plant({.horizon = "20000 h", .warmup = "200 h", .replications = 20, .seed = 44}, R"(
        [item.part]
        [plant.p.crew.fitter]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 4
        time = "1 h"
        failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "exponential", mean = "2 h" }, crew = "fitter" })");

    plant.agrees("state.p.l.s.down", 2.4896 / 2.5104 / 4, 0.02);
    plant.agrees("throughput.p.l", 4 - 2.4896 / 2.5104, 0.01);
}

TEST_CASE("two fitters look after machines of several lines as in the machine-repair model", "[verification][crews]") {
    // Five machines, two of them on another line, two fitters: p(n) ~ 1, 1, 0.4, 0.12, 0.024, 0.0024; mean 2.268/2.5464 of 5.
    const Simulated plant({.horizon = "20000 h", .warmup = "200 h", .replications = 20, .seed = 45}, R"(
        [item.part]
        [plant.p.crew.fitter]
        size = 2
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s]
        servers = 3
        time = "1 h"
        failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "exponential", mean = "2 h" }, crew = "fitter" }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s]
        servers = 2
        time = "1 h"
        failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "exponential", mean = "2 h" }, crew = "fitter" })");

    constexpr double down = 2.268 / 2.5464 / 5;
    plant.agrees("state.p.a.s.down", down, 0.03);
    plant.agrees("state.p.b.s.down", down, 0.03);
}

TEST_CASE("those who serve may repair, and hold their unit meanwhile", "[verification][crews]") {
    // One operator serves a and b in turn: a takes 1 h (1 + 0.2 * 0.5), b takes 0.8 h. Each makes a unit in 1.9 h.
    const Simulated plant({.horizon = "20000 h", .warmup = "100 h", .replications = 20, .seed = 46}, R"(
        [item.part]
        [plant.p.crew.operator]
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s]
        time = "1 h"
        crew = { operator = 1 }
        failures = { uptime = { dist = "exponential", mean = "5 h" }, repair = { dist = "exponential", mean = "30 min" }, crew = "operator" }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "48 min"
        crew = { operator = 1 })");

    plant.agrees("throughput.p.a", 1 / 1.9, 0.005);
    plant.agrees("throughput.p.b", 1 / 1.9, 0.005);
    plant.agrees("state.p.a.s.down", 0.1 / 1.9, 0.03);
    plant.agrees("state.p.a.s.waiting-crew", 0.8 / 1.9, 0.005);
}

TEST_CASE("a station that always wants the crew does not keep another from it", "[verification][crews]") {
    // Three places want the one man all the time, two of them at a. The next unit of a line came when its last one started: he goes from
    // one line to the other, whatever the number of their places.
    const Simulated plant({.horizon = "1000 h", .warmup = "10 h"}, R"(
        [item.part]
        [plant.p.crew.man]
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s]
        servers = 2
        time = "1 h"
        crew = { man = 1 }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "1 h"
        crew = { man = 1 })");

    plant.equals("throughput.p.a", 1.0 / 2);
    plant.equals("throughput.p.b", 1.0 / 2);
    plant.equals("state.p.a.s.waiting-crew", 3.0 / 4);
    plant.equals("state.p.b.s.waiting-crew", 1.0 / 2);
}

TEST_CASE("repairs go before starts when a crew is short", "[verification][crews]") {
    // One man serves b (1 h a unit) and repairs a, which fails after every 2 h of its own work for 30 min. From 0: b 0-1, 1-2; at 2 a is
    // down and b's man is free: repair 2.0-2.5. b 2.5-3.5, 3.5-4.5; a works 2.5-4.5: a period of 2.5 h from the start with two units of b,
    // 2 h of work and 0.5 h of repair at a. In 1000 h a works 800 h on units of 7001 s, so that no unit is done at the instant of a
    // failure: floor(800 * 3600/7001) = 411.
    const Simulated plant({.horizon = "1000 h"}, R"(
        [item.part]
        [plant.p.crew.man]
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s]
        time = "7001 s"
        failures = { uptime = "2 h", repair = "30 min", crew = "man" }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "1 h"
        crew = { man = 1 })");

    plant.equals("state.p.a.s.down", 0.2);
    plant.equals("throughput.p.b", 0.8);
    plant.equals("throughput.p.a", 0.411);
}

}  // namespace agrocap
