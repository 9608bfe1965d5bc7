// Stations that work on several units at once: against theory, and by hand.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

TEST_CASE("an oven that waits for four behaves as E4/M/1", "[verification][batch]") {
    // Groups of four come as an Erlang-4 process: with sigma the root of sigma = (4 / (4 + mu (1 - sigma) / lambda))^4, lambda = 1/4 and
    // mu = 1/3 an hour, a group waits sigma / (mu (1 - sigma)); a unit besides 1.5 h for its group.
    const Simulated oven({.horizon = "40000 h", .warmup = "2000 h", .replications = 20, .seed = 91}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        release = { every = { dist = "exponential", mean = "1 h" } }
        [plant.p.line.l.station.oven]
        batch = { size = 4 }
        time = { dist = "exponential", mean = "3 h" })");

    oven.agrees("wait.p.l.oven", 6.442917431969878, 0.05);
    oven.agrees("queue.p.l.oven", 6.442917431969878, 0.05);
    oven.agrees("cycle.p.l", 9.442917431969878, 0.04);
    oven.agrees("busy.p.l.oven", 0.75, 0.02);
}

TEST_CASE("of batches whose first units came at one instant that of the unit in front goes first", "[verification][batch][ties]") {
    // Each day come z, x, z, z at midnight. After 3 h both batches go: the three z, an hour, then x, another.
    const Simulated oven({.horizon = "10 d"}, R"(
        [item.x]
        [item.z]
        [plant.p.line.l]
        makes = { x = 0.25, z = 0.75 }
        route = ["oven"]
        release = { every = "1 d", batch = 4 }
        [plant.p.line.l.station.oven]
        batch = { size = 4, wait = "3 h", by = "item" }
        time = "1 h")");

    oven.equals("cycle.p.l", (3 * 4.0 + 5.0) / 4);
}

TEST_CASE("of batches that are ready that goes first whose first unit came first", "[verification][batch]") {
    // Each day two c at midnight, for 5 h; meanwhile two a come at 1 and two b at 2. The a go at 5, an hour, the b at 6.
    const Simulated oven({.horizon = "10 d"}, R"(
        [item.a]
        [item.b]
        [item.c]
        [plant.p.station.oven]
        batch = { size = 2, by = "item" }
        time = "1 h"
        times = { c = "5 h" }
        [plant.p.line.a]
        makes = "a"
        route = ["prepare", "oven"]
        release = { every = "1 d", batch = 2 }
        [plant.p.line.a.station.prepare]
        time = "1 h"
        servers = 2
        [plant.p.line.b]
        makes = "b"
        route = ["prepare", "oven"]
        release = { every = "1 d", batch = 2 }
        [plant.p.line.b.station.prepare]
        time = "2 h"
        servers = 2
        [plant.p.line.c]
        makes = "c"
        route = ["oven"]
        release = { every = "1 d", batch = 2 })");

    oven.equals("cycle.p.c", 5);
    oven.equals("cycle.p.a", 6);
    oven.equals("cycle.p.b", 7);
}

TEST_CASE("a batch is started when its first unit has waited long enough", "[verification][batch]") {
    // Units come every 50 min: the third after 100 min, the fourth would come after 150, the wait is over after 120. Three every 150 min.
    const Simulated oven({.horizon = "2500 h", .warmup = "250 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        release = { every = "50 min" }
        [plant.p.line.l.station.oven]
        batch = { size = 4, wait = "2 h" }
        time = "30 min")");

    oven.equals("busy.p.l.oven", 0.2);
    oven.equals("queue.p.l.oven", (120.0 + 70 + 20) / 150);
}

TEST_CASE("batches by item gather each item by itself", "[verification][batch]") {
    // x and y in turn, one an hour: of each two that make a batch the first waits 2 h. (Any two would wait half an hour on average.)
    const std::string line = R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = ["x", "y"]
        route = ["oven"]
        release = { every = "1 h" }
        [plant.p.line.l.station.oven]
        time = "30 min"
        )";
    const Simulated by_item({.horizon = "4000 h", .warmup = "400 h"}, line + "batch = { size = 2, by = \"item\" }");
    const Simulated any({.horizon = "4000 h", .warmup = "400 h"}, line + "batch = { size = 2 }");

    by_item.equals("queue.p.l.oven", 1.0);
    by_item.equals("busy.p.l.oven", 0.25);
    any.equals("queue.p.l.oven", 0.5);
    any.equals("busy.p.l.oven", 0.25);
}

TEST_CASE("units of a batch leave one by one, and the oven is empty only when the last has left", "[verification][batch][blocking]") {
    // Three in 1 h; the test behind takes 15 min each and has no place to wait: the last is out after 1.5 h, then the next three go in.
    const Simulated line({.horizon = "1500 h", .warmup = "150 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven", "test"]
        [plant.p.line.l.station.oven]
        batch = { size = 3 }
        time = "1 h"
        [plant.p.line.l.station.test]
        time = "15 min")");

    line.equals("throughput.p.l", 2.0);
    line.equals("busy.p.l.oven", 2.0 / 3);
    line.equals("state.p.l.oven.blocked", 1.0 / 3);
    line.equals("busy.p.l.test", 0.5);
}

TEST_CASE("the longest time of a mixed batch counts", "[verification][batch]") {
    // x and y in turn make every batch of two: 40 min, the longer of 10 and 40.
    const Simulated oven({.horizon = "1000 h"}, R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = ["x", "y"]
        route = ["oven"]
        [plant.p.line.l.station.oven]
        batch = { size = 2 }
        times = { x = "10 min", y = "40 min" })");

    oven.equals("throughput.p.l", 3.0);
}

TEST_CASE("a batch takes material for each of its units and its crew once", "[verification][batch][material][crew]") {
    // 30 kits make three batches of eight; the six that are left are too few.
    const Simulated oven({.horizon = "100 h"}, R"(
        [item.kit]
        [item.x]
        [plant.p.crew.cook]
        size = 1
        [plant.p.store.kit]
        initial = 30
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        [plant.p.line.l.station.oven]
        batch = { size = 8 }
        time = "1 h"
        takes = { kit = 1 }
        crew = { cook = 1 })");

    oven.equals("throughput.p.l", 0.24);
    oven.equals("store.p.kit.min", 6.0);
    oven.equals("busy.p.l.oven", 0.03);
}

TEST_CASE("a shared oven gathers an item from all lines, whichever brings it", "[verification][batch][shared]") {
    // a brings x on the hour, b brings x half an hour later: two of them make a batch, so the first waits half an hour.
    const Simulated plant({.horizon = "1000 h", .warmup = "100 h"}, R"(
        [item.x]
        [plant.p.station.oven]
        batch = { size = 2, by = "item" }
        time = "15 min"
        buffer = "unlimited"
        [plant.p.line.a]
        makes = "x"
        route = ["oven"]
        release = { every = "1 h" }
        [plant.p.line.b]
        makes = "x"
        route = ["idle", "oven"]
        release = { every = "1 h" }
        [plant.p.line.b.station.idle]
        time = "30 min")");

    plant.equals("queue.p.oven", 0.5);
    plant.equals("busy.p.oven", 0.25);
}

TEST_CASE("scrap is drawn for each unit of a batch", "[verification][batch][scrap]") {
    const Simulated oven({.horizon = "2000 h", .replications = 20, .seed = 92}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        [plant.p.line.l.station.oven]
        batch = { size = 4 }
        time = "1 h"
        scrap = 0.25)");

    oven.agrees("throughput.p.l", 3.0, 0.01);
}

TEST_CASE("a failure scraps all that is in the oven", "[verification][batch][failures]") {
    // 2.5 h of work until each failure, batches of 1 h: two come out, the third is lost half done; the repair takes half an hour. Three
    // hours for two batches of four, and four units lost.
    const Simulated oven({.horizon = "3000 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        [plant.p.line.l.station.oven]
        batch = { size = 4 }
        time = "1 h"
        failures = { uptime = "2.5 h", repair = "30 min", on_failure = "scrap" })");

    oven.equals("throughput.p.l", 8.0 / 3);
    oven.equals("scrap.p.l", 4.0 / 3 * 8760);
}

}  // namespace agrocap
