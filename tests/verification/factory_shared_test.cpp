// Stations of a plant that several lines pass, ways by item and to who is free: against closed forms, chains, and by hand.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

TEST_CASE("a station that two lines pass is one queue", "[verification][shared]") {
    // M/M/1 with 0.5 + 0.3 an hour and 1 h of work: L = 4, of them 3.2 waiting; both lines' units take 5 h.
    const Simulated plant({.horizon = "20000 h", .warmup = "1000 h", .replications = 20, .seed = 81}, R"(
        [item.x]
        [item.y]
        [plant.p.station.paint]
        time = { dist = "exponential", mean = "1 h" }
        [plant.p.line.a]
        makes = "x"
        route = ["paint"]
        release = { every = { dist = "exponential", mean = "2 h" } }
        [plant.p.line.b]
        makes = "y"
        route = ["paint"]
        release = { every = { dist = "exponential", mean = "200 min" } })");

    plant.agrees("busy.p.paint", 0.8, 0.01);
    plant.agrees("queue.p.paint", 3.2, 0.08);
    plant.agrees("wait.p.paint", 4.0, 0.08);
    plant.agrees("cycle.p.a", 5.0, 0.07);
    plant.agrees("cycle.p.b", 5.0, 0.07);
}

TEST_CASE("a unit that cannot leave a shared station holds up the other line", "[verification][shared]") {
    // prepare - paint - finish, all exponential, one place before paint for both lines and no other; who has waited longer for it goes
    // first. The Markov chain has 136 states; solved apart from its balance equations.
    const Simulated plant({.horizon = "10000 h", .warmup = "500 h", .replications = 20, .seed = 82}, R"(
        [item.x]
        [item.y]
        [plant.p.station.paint]
        time = { dist = "exponential", mean = "0.5 h" }
        buffer = 1
        [plant.p.line.a]
        makes = "x"
        route = ["prep", "paint", "finish"]
        [plant.p.line.a.station]
        prep.time = { dist = "exponential", mean = "1 h" }
        finish.time = { dist = "exponential", mean = "1.5 h" }
        [plant.p.line.b]
        makes = "y"
        route = ["prep", "paint", "finish"]
        [plant.p.line.b.station]
        prep.time = { dist = "exponential", mean = "1 h" }
        finish.time = { dist = "exponential", mean = "0.5 h" })");

    plant.agrees("throughput.p.a", 0.4935537543538668, 0.02);
    plant.agrees("throughput.p.b", 0.5026105600012196, 0.02);
    plant.agrees("state.p.paint.blocked", 0.45244205340645954, 0.03);
    plant.agrees("queue.p.paint", 0.8534017283454358, 0.03);
    plant.agrees("state.p.a.prep.blocked", 0.5064462456461336, 0.03);
}

TEST_CASE("a shared station is set up when the item differs, whichever line it is of", "[verification][shared][setup]") {
    // a brings x and y in turn on the hour, b brings x at half past; work 10 min. x (b), x or y (a): of the four of two hours, at :30 x, at
    // 1:00 y, at 1:30 x, at 2:00 x, … the item differs twice in two hours: 2 x 6 min of 120.
    const Simulated plant({.horizon = "1000 h", .warmup = "10 h"}, R"(
        [item.x]
        [item.y]
        [plant.p.station.paint]
        time = "10 min"
        setup = "6 min"
        [plant.p.line.a]
        makes = ["x", "y"]
        route = ["paint"]
        release = { every = "1 h" }
        [plant.p.line.b]
        makes = "x"
        route = ["idle", "paint"]
        release = { every = "1 h" }
        [plant.p.line.b.station.idle]
        time = "30 min")");

    plant.equals("state.p.paint.setup", 0.1);
    plant.equals("state.p.paint.working", 1.0 / 3);
}

TEST_CASE("lines that always have another unit take turns at a station where both begin", "[verification][shared]") {
    // The next unit of each came when its last one started: x and y in turn, 10 and 20 minutes, so each line makes one in half an hour.
    const Simulated plant({.horizon = "300 h", .warmup = "10 h"}, R"(
        [item.x]
        [item.y]
        [plant.p.station.saw]
        times = { x = "10 min", y = "20 min" }
        [plant.p.line.a]
        makes = "x"
        route = ["saw"]
        [plant.p.line.b]
        makes = "y"
        route = ["saw"])");

    plant.equals("throughput.p.a", 2.0);
    plant.equals("throughput.p.b", 2.0);
    plant.equals("busy.p.saw", 1.0);
}

TEST_CASE("a line without material lets others have the station where both begin", "[verification][shared][material]") {
    // Line a has 3 kits and then none: from then on b has the saw to itself, 100 - 3 units of 1 h.
    const Simulated plant({.horizon = "100 h"}, R"(
        [item.kit]
        [item.x]
        uses = { kit = 1 }
        [item.y]
        [plant.p.store.kit]
        initial = 3
        [plant.p.station.saw]
        time = "1 h"
        [plant.p.line.a]
        makes = "x"
        route = ["saw"]
        [plant.p.line.b]
        makes = "y"
        route = ["saw"])");

    plant.equals("throughput.p.a", 0.03);
    plant.equals("throughput.p.b", 0.97);
    plant.equals("state.p.saw.waiting-material", 0.0);
}

TEST_CASE("rework in a shared station goes back within the unit's own line", "[verification][shared][rework]") {
    // Half of a's units go back from the plant's test to the repair of their line: each passes test twice on average and repair once.
    const Simulated plant({.horizon = "20000 h", .warmup = "100 h", .replications = 20, .seed = 83}, R"(
        [item.x]
        [item.y]
        [plant.p.station.test]
        time = "6 min"
        buffer = "unlimited"
        rework = { share = { x = 0.5 }, to = "repair" }
        [plant.p.line.a]
        makes = "x"
        route = ["test"]
        release = { every = "1 h" }
        [plant.p.line.a.station.repair]
        time = "30 min"
        buffer = "unlimited"
        next = "test"
        [plant.p.line.b]
        makes = "y"
        route = ["test"]
        release = { every = "1 h" }
        [plant.p.line.b.station.repair]
        time = "30 min"
        buffer = "unlimited"
        next = "test")");

    plant.agrees("busy.p.test", 0.3, 0.01);
    plant.agrees("busy.p.a.repair", 0.5, 0.01);
    plant.equals("busy.p.b.repair", 0.0);
    plant.equals("throughput.p.b", 1.0);
}

TEST_CASE("lines that share a station are slowed until its hours suffice", "[verification][shared][nominal]") {
    // Alone 2 and 1 an hour; paint would need 2 x 20 + 30 = 70 min an hour, so all is slowed by 60/70. The third line does not pass it.
    const Simulated plant({.horizon = "365 d"}, R"(
        [item.x]
        [item.y]
        [item.z]
        [plant.p.station.paint]
        times = { x = "20 min", y = "30 min" }
        [plant.p.line.a]
        makes = "x"
        route = ["weld", "paint"]
        [plant.p.line.a.station.weld]
        time = "30 min"
        [plant.p.line.b]
        makes = "y"
        route = ["weld", "paint"]
        [plant.p.line.b.station.weld]
        time = "1 h"
        [plant.p.line.c]
        makes = "z"
        route = ["weld"]
        [plant.p.line.c.station.weld]
        time = "1 h")");

    plant.equals("nominal.p.a", 2 * 8760 * 6.0 / 7);
    plant.equals("nominal.p.b", 8760 * 6.0 / 7);
    plant.equals("nominal.p.c", 8760.0);
}

TEST_CASE("items go their own ways, also the other way round", "[verification][routes]") {
    // x goes saw - drill, y drill - saw, and they are started in turn, each where its way begins. x: 1 h at the saw, 2 h at the drill; y: 1
    // h at the drill, 2 h at the saw. Each pair is started when the one before has been, and both stations need 3 h a pair.
    const Simulated plant({.horizon = "3000 h", .warmup = "300 h"}, R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = ["x", "y"]
        route = ["saw", "drill"]
        routes = { y = ["drill", "saw"] }
        release = { wip = 20 }
        [plant.p.line.l.station]
        saw.times = { x = "1 h", y = "2 h" }
        drill.times = { x = "2 h", y = "1 h" })");

    plant.equals("nominal.p.l", 8760 * 2.0 / 3);
    plant.equals("busy.p.l.saw", 1.0);
    plant.equals("busy.p.l.drill", 1.0);
}

TEST_CASE("an item that skips a station does not wait for it", "[verification][routes]") {
    // x and y in turn, 1 h each at the weld; y goes on to the test, 1.5 h of every 2 h. x takes 1 h, y 2.5 h.
    const Simulated plant({.horizon = "1000 h", .warmup = "100 h"}, R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = ["x", "y"]
        route = ["weld"]
        routes = { y = ["weld", "test"] }
        [plant.p.line.l.station.weld]
        time = "1 h"
        [plant.p.line.l.station.test]
        times = { y = "1.5 h" })");

    plant.equals("busy.p.l.test", 0.75);
    plant.equals("busy.p.l.weld", 1.0);
}

TEST_CASE("units go to the first that is free, else to the shorter queue", "[verification][first-free]") {
    // Poisson, one an hour, to mills of 1 h and 2 h; the Markov chain on the numbers at both was solved apart.
    const Simulated plant({.horizon = "20000 h", .warmup = "1000 h", .replications = 20, .seed = 84}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["gate", "new", "old"]
        release = { every = { dist = "exponential", mean = "1 h" } }
        buffer = "unlimited"
        [plant.p.line.l.station.gate]
        time = "0 s"
        next = { first-free = ["new", "old"] }
        [plant.p.line.l.station.new]
        time = { dist = "exponential", mean = "1 h" }
        next = "pack"
        [plant.p.line.l.station.old]
        time = { dist = "exponential", mean = "2 h" }
        next = "pack"
        [plant.p.line.l.station.pack]
        time = "1 min")");

    plant.agrees("busy.p.l.new", 0.6742250288353356, 0.02);
    plant.agrees("busy.p.l.old", 0.6515499423293215, 0.02);
    plant.agrees("queue.p.l.new", 0.638365717293324, 0.06);
    plant.agrees("queue.p.l.old", 0.6046897129990346, 0.06);
}

TEST_CASE("a unit that finds all of its choices full goes where a place is free first", "[verification][first-free]") {
    // From the fourth hour on, time and again: at 4 h both mills come free and the saw's unit goes to the quick one (its path is first);
    // the next is sawn at 5 h and goes to the slow one until 8 h, the one after at 6 h to the quick one, which has just come free, and the
    // next waits from 7 h on until both are free at 8 h. Three in 4 h. If it waited for one of them, it would be the slow one, as it is
    // named first.
    const Simulated plant({.horizon = "600 h", .warmup = "60 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["saw", "quick", "slow"]
        [plant.p.line.l.station.saw]
        time = "1 h"
        next = { first-free = ["slow", "quick"] }
        [plant.p.line.l.station.quick]
        time = "2 h"
        next = "pack"
        [plant.p.line.l.station.slow]
        time = "3 h"
        next = "pack"
        [plant.p.line.l.station.pack]
        time = "0 s")");

    plant.equals("busy.p.l.quick", 1.0);
    plant.equals("busy.p.l.slow", 0.75);
    plant.equals("throughput.p.l", 0.75);
    plant.equals("nominal.p.l", 8760 * 5.0 / 6);
}

TEST_CASE("a machine that is down is not free", "[verification][first-free][failures]") {
    // The first mill fails after an hour of work and is down for 9 h, time and again: whoever comes meanwhile goes to the second, as it is
    // free. One an hour comes, of ten the first takes one.
    const Simulated plant({.horizon = "1000 h", .warmup = "100 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["gate", "one", "two"]
        release = { every = "1 h" }
        buffer = "unlimited"
        [plant.p.line.l.station.gate]
        time = "0 s"
        next = { first-free = ["one", "two"] }
        [plant.p.line.l.station.one]
        time = "30 min"
        failures = { uptime = "30 min", repair = "9.25 h" }
        next = "pack"
        [plant.p.line.l.station.two]
        time = "30 min"
        next = "pack"
        [plant.p.line.l.station.pack]
        time = "0 s")");

    plant.equals("throughput.p.l", 1.0);
    plant.equals("busy.p.l.one", 0.05);
    plant.equals("busy.p.l.two", 0.45);
    plant.equals("queue.p.l.one", 0.0);
}

TEST_CASE("scrap and rework by item leave those that are not named alone", "[verification][scrap]") {
    // x and y in turn, 1 h each; 30 % of y are scrapped.
    const Simulated plant({.horizon = "1 y", .replications = 20, .seed = 85}, R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = ["x", "y"]
        route = ["weld"]
        [plant.p.line.l.station.weld]
        time = "1 h"
        scrap = { y = 0.3 })");

    plant.equals("output.item.x", 4380.0);
    plant.agrees("output.item.y", 4380 * 0.7, 0.01);
}

}  // namespace agrocap
