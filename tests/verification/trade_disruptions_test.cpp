// Closures and slow-downs of every kind of object, by date and at random.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {
namespace {

const std::string hourly_line = R"(
    [item.machine]
    [plant.p.line.l]
    makes = "machine"
    route = ["s"]
    station = { s = { time = "1 h" } }
    )";

std::string disruption(const std::string& id, const std::string& what, const std::string& rest) {
    return "\n[disruption." + id + "]\nwhat = \"" + what + "\"\n" + rest;
}

}  // namespace

TEST_CASE("a closed plant, line or station is down and goes on where it stopped", "[verification][disruption]") {
    for (const std::string what : {"plant.p", "plant.p.line.l", "plant.p.line.l.station.s"}) {
        // Closed from day 1 on for 2.5 d of 10.
        const Simulated plant({.horizon = "10 d"}, hourly_line + disruption("d", what, "starts = 2023-01-02\nlasts = \"60 h\""));
        plant.equals("state.p.l.s.down", 0.25);
        plant.equals("throughput.p.l", 0.75);
    }
}

TEST_CASE("a slow station takes longer, and slow-downs multiply", "[verification][disruption]") {
    // Half speed for days 2 … 6, and again half for days 4 … 6: 2 + 2/2 + 2/4 + 4 days of work.
    const Simulated plant({.horizon = "10 d"}, hourly_line +
                                                   disruption("a", "plant.p", "speed = 0.5\nstarts = 2023-01-03\nlasts = \"4 d\"") +
                                                   disruption("b", "plant.p.line.l", "speed = 0.5\nstarts = 2023-01-05\nlasts = \"2 d\""));
    plant.equals("throughput.p.l", 7.5 * 24 / 240);
    plant.equals("state.p.l.s.down", 0);
}

TEST_CASE("overlapping closures end with the last of them", "[verification][disruption]") {
    const Simulated plant({.horizon = "10 d"}, hourly_line + disruption("a", "plant.p", "starts = 2023-01-03\nlasts = \"3 d\"") +
                                                   disruption("b", "plant.p.line.l", "starts = 2023-01-04\nlasts = \"4 d\""));
    plant.equals("state.p.l.s.down", 0.5);
}

TEST_CASE("a disruption from before the start lasts what is left of it", "[verification][disruption]") {
    const Simulated plant({.horizon = "10 d"}, hourly_line + disruption("a", "plant.p", "starts = 2022-12-30\nlasts = \"5 d\"") +
                                                   disruption("b", "plant.p", "starts = 2022-12-01\nlasts = \"5 d\""));
    plant.equals("state.p.l.s.down", 0.3);
}

TEST_CASE("a disruption that is on at the end of the warm-up is measured from there", "[verification][disruption]") {
    const Simulated plant({.horizon = "10 d", .warmup = "10 d"},
                          hourly_line + disruption("a", "plant.p", "starts = 2023-01-06\nlasts = \"9 d\""));
    plant.equals("state.p.l.s.down", 0.4);
}

TEST_CASE("disruptions at random take their share of the time", "[verification][disruption]") {
    // 90 d between the end of one and the start of the next, 10 d each: a tenth of the time in the long run.
    const Simulated plant(
        {.horizon = "50 y", .warmup = "1 y", .replications = 20, .seed = 41},
        R"(
        [item.machine]
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "10 h" } })" +
            disruption("d", "plant.p",
                       "every = { dist = \"exponential\", mean = \"90 d\" }\nlasts = { dist = \"exponential\", mean = \"10 d\" }"));
    plant.agrees("state.p.l.s.down", 0.1, 0.1);
}

TEST_CASE("a supplier that closes makes up for nothing: all it has in hand comes later", "[verification][disruption]") {
    // A kit an hour, base stock 30, lead 10 h behind an hour of making: 19 on hand after each start. Closed from 48 to 72 h: the kits due
    // from 49 h on come 24 h later, the first at 73 h. The 19 on hand are started by 67 h: the line waits from 68 to 73 h, and no longer.
    const Simulated plant({.horizon = "200 h"}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [plant.p.store.kit]
        initial = 30
        reorder = { policy = "base-stock", level = 30 }
        [supplier.x.item.kit]
        lead = "10 h"
        per_year = 8760)" + disruption("d", "supplier.x", "starts = 2023-01-03\nlasts = \"24 h\""));
    plant.equals("state.p.l.s.waiting-material", 5.0 / 200);
    plant.equals("throughput.p.l", 195.0 / 200);
}

TEST_CASE("a supplier at half speed has twice the lead time", "[verification][disruption]") {
    // Base stock 40, lead 10 h, so 30 on hand; 20 with twice the lead time.
    const Simulated plant({.horizon = "100 h", .warmup = "100 h"}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [plant.p.store.kit]
        initial = 40
        reorder = { policy = "base-stock", level = 40 }
        [supplier.x.item.kit]
        lead = "10 h")" + disruption("d", "supplier.x", "speed = 0.5\nstarts = 2023-01-01\nlasts = \"1 y\""));
    plant.equals("store.p.kit.mean", 20);
}

TEST_CASE("a closed lane holds its vehicles back", "[verification][disruption]") {
    // Closed from day 10 to 20: the orders of these ten noons leave together when it opens.
    const Simulated net({.horizon = "100 d"}, R"(
        [item.tractor]
        [plant.p.store.tractor]
        supply = "unlimited"
        [lane.road]
        from = "plant.p"
        to = "market.m"
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 365)" + disruption("d", "lane.road", "starts = 2023-01-11\nlasts = \"10 d\""));
    net.equals("flow.road", 365);
    net.equals("delivery.m.tractor", (0.5 + 9.5) * 10 / 2 * 24 / 100);
    net.equals("backlog.m.tractor", 50 / 100.0);
}

TEST_CASE("a disruption that leaves the speed as it is changes nothing", "[verification][disruption][overflow]") {
    // A dear lane of no bound, a cheap one for 365 a year, 730 asked for. Goods that wait for the cheap one are sent anew whenever a lane
    // changes its speed: here none does.
    const std::string body = R"(
        [routing]
        overflow = "3 d"
        [item.tractor]
        [plant.p.line.l]
        makes = "tractor"
        release = "pull"
        route = ["s"]
        station = { s = { time = "11 h" } }
        [lane.cheap]
        from = "plant.p"
        to = "market.m"
        per_year = 365
        [lane.dear]
        from = "plant.p"
        to = "market.m"
        cost = 5
        [market.m.demand.tractor]
        arrivals = "even"
        order = 4
        per_year = 730)";
    const Span span{.horizon = "200 d"};
    const Simulated alone(span, body);
    const Simulated same(span, body + disruption("d", "lane.dear", "speed = 1\nstarts = 2023-01-02\nevery = \"31 h\"\nlasts = \"7 h\""));
    const Simulated plant(span, body + disruption("d", "plant.p", "speed = 1\nevery = \"31 h\"\nlasts = \"7 h\""));
    for (const char* metric : {"flow.cheap", "flow.dear", "delivery.m.tractor", "backlog.m.tractor", "cost.total"}) {
        CHECK(alone.values({metric}) == same.values({metric}));
        CHECK(alone.values({metric}) == plant.values({metric}));
    }
}

TEST_CASE("closing one crossing leaves every figure of an unconnected plant as it was", "[verification][common-random-numbers]") {
    const std::string body = R"(
        [item.a]
        [item.b]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.line.l]
        makes = "a"
        route = ["s"]
        station = { s = { time = { dist = "exponential", mean = "1 h" } } }
        [place.gate]
        servers = 2
        time = { dist = "exponential", mean = "90 min" }
        [lane.in]
        from = "plant.p"
        to = "place.gate"
        transit = "5 h"
        [lane.out]
        from = "place.gate"
        to = "market.m"
        transit = "5 h"
        [market.m.demand.a]
        per_year = 8000
        patience = "30 d"
        [plant.q.line.l]
        makes = "b"
        release = "pull"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [plant.q.store.kit]
        reorder = { policy = "base-stock", level = 50 }
        [supplier.x.item.kit]
        lead = "2 d"
        yield = 0.9
        [place.other]
        servers = 1
        time = { dist = "exponential", mean = "90 min" }
        [lane.q-in]
        from = "plant.q"
        to = "place.other"
        transit = "5 h"
        [lane.q-out]
        from = "place.other"
        to = "market.n"
        transit = "5 h"
        [market.n.demand.b]
        per_year = 4000
        order = { dist = "uniform-int", min = 1, max = 4 }
        patience = "3 d")";
    const Span span{.horizon = "300 d", .warmup = "10 d", .replications = 2, .seed = 51};
    const Simulated open(span, body);
    const Simulated closed(span,
                           body + disruption("d", "place.gate", "every = { dist = \"exponential\", mean = \"20 d\" }\nlasts = \"5 d\""));
    CHECK(open.values({"sales.m"}) != closed.values({"sales.m"}));
    for (const char* metric :
         {"throughput.q.l", "cycle.q.l", "sales.n", "lost.n.b", "delivery.n.b", "backlog.n.b", "wait.other", "queue.other", "flow.q-out",
          "supply.x.kit", "store.q.kit.mean", "orders.q.kit", "state.q.l.s.working", "state.q.l.s.waiting-material"}) {
        CHECK(open.values({metric}) == closed.values({metric}));
    }
}

}  // namespace agrocap
