// Stores, bills of materials, feeder lines and pull, counted by hand or against closed forms.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {

TEST_CASE("bills of materials take whole quantities, at the start and along the line", "[verification][materials]") {
    // 101 kits, two a unit: "cut" makes 50 units by 50 h and waits with one kit left. 30 tyres, four a unit: "fit" makes seven, 1 h each
    // after "cut", the last from 7 to 8 h, and waits with two tyres. The bill's tyres are not taken at the start as well.
    const Simulated line({.horizon = "100 h"}, R"(
        [item.machine]
        uses = { kit = 2, tyre = 9 }
        [item.kit]
        [item.tyre]
        [plant.p.store.kit]
        initial = 101
        [plant.p.store.tyre]
        initial = 30
        [plant.p.line.l]
        makes = "machine"
        route = ["cut", "fit"]
        buffer = "unlimited"
        [plant.p.line.l.station.cut]
        time = "1 h"
        [plant.p.line.l.station.fit]
        time = "1 h"
        takes = { tyre = 4 })");

    line.equals("output.total", 7 * 87.6);
    line.equals("store.p.kit.min", 1);
    line.equals("store.p.tyre.min", 2);
    line.equals("state.p.l.cut.working", 0.5);
    line.equals("state.p.l.cut.waiting-material", 0.5);
    line.equals("state.p.l.fit.working", 0.07);
    line.equals("state.p.l.fit.starved", 0.01);
    line.equals("state.p.l.fit.waiting-material", 0.92);
    // Tyres: 30 until 1 h, then four fewer at 1 … 7 h.
    line.equals("store.p.tyre.mean", (30 + 26 + 22 + 18 + 14 + 10 + 6 + 2 * 93) / 100.0);
}

TEST_CASE("a feeder line paces final assembly once the initial stock is used up", "[verification][materials]") {
    // A kit every 3 h, two a machine, four at first. Machines begin at 0 and 1 h, then as the second kit comes, at 6, 12, 18 … h; done an
    // hour later. In 61 h: 1, 2, 7, 13 … 61: 12 machines.
    const Simulated plant({.horizon = "61 h"}, R"(
        [item.machine]
        uses = { kit = 2 }
        [item.kit]
        [plant.p.store.kit]
        initial = 4
        capacity = 4
        [plant.p.line.feeder]
        makes = "kit"
        route = ["weld"]
        [plant.p.line.feeder.station.weld]
        time = "3 h"
        [plant.p.line.final]
        makes = "machine"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = "1 h")");

    plant.equals("throughput.p.final", 12.0 / 61);
    plant.equals("output.total", 12 * 8760.0 / 61);
    plant.equals("state.p.final.join.working", 12.0 / 61);
    plant.equals("state.p.final.join.waiting-material", 49.0 / 61);
    plant.equals("state.p.feeder.weld.blocked", 0);
}

TEST_CASE("a full store blocks its feeder, and the place is free at the instant of a start", "[verification][materials]") {
    // A kit every 1 h into a store of two; a machine takes one every 3 h. Kits at 1 (taken at once), 2, 3 (store full at 3, 3 taken 4:
    // machine 1-4); the kit of 4 h finds a place, as completions and starts of that instant go together. From 4 h on: a period of 3 h with
    // a kit done an hour after it was begun and blocked for two.
    const Simulated plant({.horizon = "300 h", .warmup = "100 h"}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        capacity = 2
        [plant.p.line.feeder]
        makes = "kit"
        route = ["weld"]
        [plant.p.line.feeder.station.weld]
        time = "1 h"
        [plant.p.line.final]
        makes = "machine"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = "3 h")");

    plant.equals("throughput.p.final", 1.0 / 3);
    plant.equals("state.p.feeder.weld.blocked", 2.0 / 3);
    plant.equals("store.p.kit.mean", 2);
}

TEST_CASE("pull keeps a store at its target as a queue of bounded length", "[verification][pull]") {
    // The feeder works (rate 1) while fewer than three kits are in store, assembly (rate 1.25) takes one a unit: kits in store and assembly
    // together are an M/M/1 with at most four, rho = 0.8. p(n) = 0.8^n/3.3616.
    const Simulated plant({.horizon = "10000 h", .warmup = "100 h", .replications = 20, .seed = 61}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        target = 3
        [plant.p.line.feeder]
        makes = "kit"
        release = "pull"
        route = ["weld"]
        [plant.p.line.feeder.station.weld]
        time = { dist = "exponential", mean = "1 h" }
        [plant.p.line.final]
        makes = "machine"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = { dist = "exponential", mean = "48 min" })");

    constexpr double sum = 1 + 0.8 + 0.64 + 0.512 + 0.4096;
    plant.agrees("throughput.p.final", 1.25 * (1 - 1 / sum), 0.01);
    plant.agrees("store.p.kit.mean", (0.64 + 2 * 0.512 + 3 * 0.4096) / sum, 0.03);
    plant.agrees("state.p.final.join.waiting-material", 1 / sum, 0.03);
    plant.agrees("state.p.feeder.weld.starved", 0.4096 / sum, 0.05);
}

TEST_CASE("a pulled line makes what is furthest below its target", "[verification][pull]") {
    // Targets a 5, b 3. From empty: a a (3 left wanted, as b) then in turn a b a b a b; all full after eight units of 1 h, and nothing
    // more.
    const Simulated plant({.horizon = "20 h"}, R"(
        [item.a]
        [item.b]
        [plant.p.store.a]
        target = 5
        [plant.p.store.b]
        target = 3
        [plant.p.line.l]
        makes = ["a", "b"]
        release = "pull"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h")");

    plant.equals("throughput.p.l", 8.0 / 20);
    plant.equals("state.p.l.s.starved", 12.0 / 20);
    // Levels: a rises at 1, 2, 3, 5, 7 h and b at 4, 6, 8 h.
    plant.equals("store.p.a.mean", (19 + 18 + 17 + 15 + 13) / 20.0);
    plant.equals("store.p.b.mean", (16 + 14 + 12) / 20.0);
}

TEST_CASE("two lines that pull for one store share its target", "[verification][pull]") {
    const Simulated plant({.horizon = "10 h"}, R"(
        [item.a]
        [plant.p.store.a]
        target = 4
        [plant.p.line.one]
        makes = "a"
        release = "pull"
        route = ["s"]
        [plant.p.line.one.station.s]
        time = "1 h"
        [plant.p.line.two]
        makes = "a"
        release = "pull"
        route = ["s"]
        [plant.p.line.two.station.s]
        servers = 3
        time = "90 min")");

    plant.equals("throughput.p.one", 0.1);
    plant.equals("throughput.p.two", 0.3);
}

TEST_CASE("scrapped units of a pulled line are made again", "[verification][pull]") {
    // Everything wanted comes in the end: each good unit takes 1/(1 - 0.5) tries on average, 100 wanted within 1000 h: the store is full.
    const Simulated plant({.horizon = "1000 h", .seed = 62}, R"(
        [item.a]
        [plant.p.store.a]
        target = 100
        [plant.p.line.l]
        makes = "a"
        release = "pull"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        scrap = 0.5)");

    plant.equals("throughput.p.l", 100 / 1000.0);
}

TEST_CASE("rework does not take the bill of materials twice", "[verification][materials]") {
    // 300 kits and half of the services repeated: still 300 machines, after some 600 h of work (sd sqrt(300 * 2) = 24 h).
    const Simulated plant({.horizon = "1000 h", .seed = 63}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        initial = 300
        [plant.p.line.l]
        makes = "machine"
        route = ["s", "t"]
        buffer = "unlimited"
        [plant.p.line.l.station.s]
        time = "1 h"
        [plant.p.line.l.station.t]
        time = "1 min"
        rework = { share = 0.5, to = "s" })");

    plant.equals("throughput.p.l", 0.3);
    plant.equals("store.p.kit.min", 0);
    CHECK(plant.value("busy.p.l.s") > 0.5);
}

TEST_CASE("completions go before arrivals and starts of the same instant", "[verification][ties]") {
    // A unit every hour, an hour of work, no place to wait: the server is free at the very instant at which the next comes.
    const Simulated queue({.horizon = "1000 h"}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = "1 h" }
        [plant.p.line.l.station.s]
        time = "1 h"
        buffer = 0)");

    queue.equals("lost.p.l", 0);
    queue.equals("throughput.p.l", 0.999);
}

TEST_CASE("stations of one pace never block, whatever their names", "[verification][ties]") {
    for (const std::string route : {R"(["a", "b", "c"])", R"(["c", "b", "a"])", R"(["b", "c", "a"])"}) {
        CAPTURE(route);
        const Simulated line({.horizon = "1000 h"}, R"(
            [item.part]
            [plant.p.line.l]
            makes = "part"
            route = )" + route + R"(
            station = { a = { time = "1 h" }, b = { time = "1 h" }, c = { time = "1 h" } })");

        line.equals("state.p.l.a.blocked", 0);
        line.equals("state.p.l.b.blocked", 0);
        line.equals("state.p.l.c.blocked", 0);
        line.equals("throughput.p.l", 0.998);
    }
}

TEST_CASE("the warm-up is left out of every count and mean", "[verification][warm-up]") {
    // Units of 3 h, done in (10 h, 110 h]: floor(110/3) - floor(10/3) = 33. Kits: 100 at first, 4 begun by 10 h, 33 more up to 108 h; the
    // level falls at 12, 15 … 108 h from 96.
    const Simulated line({.horizon = "100 h", .warmup = "10 h"}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        initial = 100
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "3 h")");

    line.equals("throughput.p.l", 0.33);
    line.equals("output.total", 33 * 87.6);
    line.equals("cycle.p.l", 3);
    line.equals("wip.p.l", 1);
    line.equals("state.p.l.s.working", 1);
    line.equals("store.p.kit.min", 63);
    // 96 less the time since each of the 33 falls: sum over k = 0 … 32 of 110 - (12 + 3k) = 33 * 98 - 3 * 528.
    line.equals("store.p.kit.mean", 96 - (33 * 98 - 3 * 528) / 100.0);
}

}  // namespace agrocap
