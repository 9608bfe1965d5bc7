// Arrivals, networks of queues and lines with parallel servers, against closed forms and Markov chains.
//
// The chains were solved apart, from the balance equations of all states. A state of a line has for each station the units waiting or in
// service and the servers blocked; service rates are of one server.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

TEST_CASE("orders in batches queue as M[X]/M/1", "[verification][queueing]") {
    // L = lambda (E[X] + E[X^2]) / (2 (mu - lambda E[X])) = 0.2 (2.5 + 7.5) / (2 * 0.5) = 2 with X even on 1 … 4.
    // Source: Gross et al., Fundamentals of Queueing Theory, ch. 3.1.
    const Simulated queue({.horizon = "20000 h", .warmup = "500 h", .replications = 20, .seed = 21}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "5 h" }, batch = { dist = "uniform-int", min = 1, max = 4 } }
        [plant.p.line.l.station.s]
        time = { dist = "exponential", mean = "1 h" })");

    queue.agrees("wip.p.l", 2.0, 0.03);
    queue.agrees("cycle.p.l", 4.0, 0.03);
}

TEST_CASE("the hours of a thousand servers are more than 64 bits of nanoseconds hold", "[verification][queueing]") {
    const Simulated hall({.horizon = "1 y"}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 1000
        time = "1 h")");

    hall.equals("busy.p.l.s", 1);
    hall.equals("state.p.l.s.working", 1);
    hall.equals("output.total", 8'760'000);
}

TEST_CASE("a batch that finds too little room loses what does not fit", "[verification][queueing]") {
    // States 0 … 3 units; pairs come at 0.3 an hour and fill up to 3, service at 1 an hour. Balance gives p = (0.5271481286241434,
    // 0.158144438587243, 0.2055877701634159, 0.1091196626251977); lost an hour = 0.3 (p2 + 2 p3).
    const Simulated queue({.horizon = "20000 h", .warmup = "100 h", .replications = 20, .seed = 22}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "200 min" }, batch = 2 }
        [plant.p.line.l.station.s]
        time = { dist = "exponential", mean = "1 h" }
        buffer = 2)");

    queue.agrees("lost.p.l", 0.12714812862414335 * 8760, 0.02);
    queue.agrees("wip.p.l", 0.8966789667896677, 0.02);
    queue.agrees("throughput.p.l", 0.4728518713758566, 0.02);
}

TEST_CASE("orders at fixed intervals wait as D/M/1", "[verification][queueing]") {
    // sigma = exp(-1.25 (1 - sigma)) = 0.6286; wait sigma/(1 - sigma), time in the system 1/(1 - sigma). Source: Gross et al., ch. 5.3.
    const Simulated queue({.horizon = "20000 h", .warmup = "200 h", .replications = 20, .seed = 24}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = "75 min" }
        [plant.p.line.l.station.s]
        time = { dist = "exponential", mean = "1 h" })");

    queue.agrees("wait.p.l.s", 1.6927308399198953, 0.04);
    queue.agrees("cycle.p.l", 2.6927308399198955, 0.03);
    queue.agrees("busy.p.l.s", 0.8, 0.01);
}

TEST_CASE("an idle machine that is down keeps its place for a unit", "[verification][queueing]") {
    // Two machines that fail by the calendar, 0.1 and 0.25 an hour, no places in front; orders at 1.2 an hour, work at 1. A unit may wait
    // at a machine that went down while idle. Chain over machines working, down idle, down with a unit, and units waiting.
    const Simulated shop({.horizon = "20000 h", .warmup = "200 h", .replications = 20, .seed = 25}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "50 min" } }
        [plant.p.line.l.station.s]
        servers = 2
        buffer = 0
        time = { dist = "exponential", mean = "1 h" }
        failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "exponential", mean = "4 h" }, clock = "calendar" })");

    shop.agrees("lost.p.l", 0.4635486820360834 * 8760, 0.02);
    shop.agrees("busy.p.l.s", 0.36822565898195736, 0.02);
    shop.agrees("queue.p.l.s", 0.12218639056643885, 0.04);
    shop.agrees("state.p.l.s.down", 2.0 / 7, 0.02);
}

TEST_CASE("shares of the ways on make a Jackson network", "[verification][queueing]") {
    // a -> b 0.7, a -> c 0.3, c -> b; b sends 0.2 back to a. Rates: a = b = 0.5/0.8 = 0.625, c = 0.1875 an hour.
    // L = rho/(1 - rho): a 0.5 -> 1, b 0.625 -> 5/3, c 0.375 -> 3/5. Source: Jackson, Operations Research 5 (1957).
    const Simulated network({.horizon = "20000 h", .warmup = "500 h", .replications = 20, .seed = 23}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b"]
        buffer = "unlimited"
        release = { every = { dist = "exponential", mean = "2 h" } }
        [plant.p.line.l.station.a]
        time = { dist = "exponential", mean = "48 min" }
        next = [{ to = "b", share = 0.7 }, { to = "c", share = 0.3 }]
        [plant.p.line.l.station.b]
        time = { dist = "exponential", mean = "1 h" }
        rework = { share = 0.2, to = "a" }
        [plant.p.line.l.station.c]
        time = { dist = "exponential", mean = "2 h" }
        next = "b")");

    const double wip = 1.0 + 5.0 / 3 + 0.6;
    network.agrees("wip.p.l", wip, 0.03);
    network.agrees("cycle.p.l", wip / 0.5, 0.03);
    network.agrees("queue.p.l.a", 0.5, 0.05);
    network.agrees("queue.p.l.b", 5.0 / 3 - 0.625, 0.05);
    network.agrees("queue.p.l.c", 0.6 - 0.375, 0.06);
    network.agrees("busy.p.l.c", 0.375, 0.02);
}

TEST_CASE("two servers feed one over a buffer of one as their Markov chain", "[verification][blocking]") {
    // Rates 1 and 1.5; 5 states.
    const Simulated line({.horizon = "10000 h", .warmup = "100 h", .replications = 20, .seed = 24}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["one", "two"]
        [plant.p.line.l.station.one]
        servers = 2
        time = { dist = "exponential", mean = "1 h" }
        [plant.p.line.l.station.two]
        time = { dist = "exponential", mean = "40 min" }
        buffer = 1)");

    line.agrees("throughput.p.l", 1.3139356814701377, 0.005);
    line.agrees("state.p.l.one.blocked", 0.3430321592649312, 0.01);
    line.agrees("state.p.l.two.starved", 1 - 0.8759571209800918, 0.03);
    line.agrees("queue.p.l.two", 0.7105666156202144, 0.01);
    line.agrees("wip.p.l", 3.586523736600306, 0.01);
}

TEST_CASE("three servers in the middle of a line without room block as their Markov chain", "[verification][blocking]") {
    // One server of rate 1, three of 0.4, one of 1.2 behind a buffer of one; 24 states. The names are not in the order of the route.
    const Simulated line({.horizon = "10000 h", .warmup = "100 h", .replications = 20, .seed = 25}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["z", "m", "a"]
        [plant.p.line.l.station.z]
        time = { dist = "exponential", mean = "1 h" }
        [plant.p.line.l.station.m]
        servers = 3
        time = { dist = "exponential", mean = "150 min" }
        [plant.p.line.l.station.a]
        time = { dist = "exponential", mean = "50 min" }
        buffer = 1)");

    line.agrees("throughput.p.l", 0.7646546675576951, 0.01);
    line.agrees("state.p.l.z.blocked", 0.23534533244230432, 0.02);
    line.agrees("state.p.l.m.working", 0.6372122229647463, 0.01);
    line.agrees("state.p.l.m.blocked", 0.09340329092710926, 0.04);
    line.agrees("queue.p.l.a", 0.3720457606713438, 0.02);
    line.agrees("wip.p.l", 4.2011045253116555, 0.01);
}

TEST_CASE("a bounded number of units circulates through finite buffers as its Markov chain", "[verification][conwip]") {
    // Four units, rates 1, 1.25 and 0.8, one place in front of each station, the first included; 13 states. A unit is released when the
    // line holds fewer than four and the first station has a place.
    const Simulated line({.horizon = "10000 h", .warmup = "100 h", .replications = 20, .seed = 26}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b", "c"]
        release = { wip = 4 }
        buffer = 1
        [plant.p.line.l.station.a]
        time = { dist = "exponential", mean = "1 h" }
        buffer = 1
        [plant.p.line.l.station.b]
        time = { dist = "exponential", mean = "48 min" }
        [plant.p.line.l.station.c]
        time = { dist = "exponential", mean = "75 min" })");

    line.agrees("throughput.p.l", 0.6303958933387994, 0.01);
    line.agrees("wip.p.l", 3.761507679709405, 0.005);
    line.agrees("queue.p.l.a", 0.43796862124382785, 0.02);
    line.agrees("state.p.l.a.blocked", 0.08946915317657234, 0.06);
    line.agrees("state.p.l.b.blocked", 0.2829951460655128, 0.03);
    line.agrees("queue.p.l.c", 0.5469267364082377, 0.02);
}

TEST_CASE("a lost share after service frees the server and leaves the rest", "[verification][scrap]") {
    // Saturated a (mean 1 h, scrap 0.1) -> b (M/M/1-like only in the mean): flow conservation alone. b gets 0.9 units an hour and is busy
    // 0.9 * 0.5 of the time; it sends 0.25 back to itself, so 0.9/0.75 services an hour and 0.6 busy.
    const Simulated line({.horizon = "10000 h", .warmup = "100 h", .replications = 20, .seed = 27}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b"]
        [plant.p.line.l.station.a]
        time = { dist = "exponential", mean = "1 h" }
        scrap = 0.1
        [plant.p.line.l.station.b]
        time = { dist = "exponential", mean = "30 min" }
        rework = { share = 0.25, to = "b" }
        buffer = "unlimited")");

    line.agrees("scrap.p.l", 0.1 * 8760, 0.02);
    line.agrees("busy.p.l.b", 0.6, 0.01);
    line.agrees("throughput.p.l", 0.9, 0.01);
}

}  // namespace agrocap
