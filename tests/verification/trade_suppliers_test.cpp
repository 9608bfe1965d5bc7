// What suppliers can ship, when, and what slows them: by hand.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace agrocap {
namespace {

/// A plant that orders `units` kits at the start, from a supplier whose item has these keys; nothing uses up what comes.
std::string order_of(int units, const std::string& offer) {
    return R"(
        [item.kit]
        [item.tractor]
        uses = { kit = 1 }
        [plant.p.store.kit]
        reorder = { policy = "s,S", s = 0, S = )" +
           std::to_string(units) + R"( }
        [plant.p.line.l]
        makes = "tractor"
        route = ["s"]
        station.s.time = "10 y"
        [supplier.s.item.kit]
        )" +
           offer + "\n";
}

}  // namespace

TEST_CASE("a supplier ships no more than it can make, however large the order", "[verification][supply]") {
    const Simulated units({.horizon = "1 y"}, order_of(1000, "per_year = 365"));
    units.equals("supply.s.kit", 365);

    // Whole lots leave when their last unit is made: after 100, 200 and 300 days, and 10 days of lead time.
    const Simulated lots({.horizon = "1 y"}, order_of(1000, "per_year = 365\nlot = 100\nlead = \"10 d\""));
    lots.equals("supply.s.kit", 300);
    const Simulated third({.horizon = "309 d"}, order_of(1000, "per_year = 365\nlot = 100\nlead = \"10 d\""));
    third.equals("supply.s.kit", 200 * 365 / 309.0);

    const Simulated whole({.horizon = "1 y"}, order_of(1000, "lead = \"10 d\""));
    whole.equals("supply.s.kit", 1000);
}

TEST_CASE("a supplier's capacity changes on a date, from nothing, too", "[verification][supply]") {
    const Simulated doubled({.horizon = "1 y"}, order_of(1000, "per_year = [[2023-01-01, 365], [2023-01-11, 730]]"));
    doubled.equals("supply.s.kit", 10 + 2 * 355);

    const Simulated begun({.horizon = "1 y"}, order_of(1000, "per_year = [[2023-01-01, 0], [2023-01-11, 365]]"));
    begun.equals("supply.s.kit", 355);
}

TEST_CASE("two stores of one supplier's item get it in turn", "[verification][supply]") {
    const Simulated net({.horizon = "150 d"}, order_of(100, "per_year = 365") + R"(
        [plant.q.store.kit]
        reorder = { policy = "s,S", s = 0, S = 100 }
        [plant.q.line.l]
        makes = "tractor"
        route = ["s"]
        station.s.time = "10 y")");
    // The first gets one a day for 100 days and uses one: its level is 99 at last. The second follows with 50 in the days after.
    net.equals("store.p.kit.empty", 1 / 150.0 + 1 / 150.0);
    net.equals("supply.s.kit", 150 * 365 / 150.0);
    net.equals("store.q.kit.empty", 102 / 150.0);
}

TEST_CASE("a closed supplier makes nothing, a slow one little: what remains is kept", "[verification][supply]") {
    const std::string disruption = "[disruption.d]\nwhat = \"supplier.s\"\nstarts = 2023-01-11\nlasts = \"20 d\"\n";
    const Simulated closed({.horizon = "1 y"}, order_of(1000, "per_year = 365") + disruption);
    closed.equals("supply.s.kit", 345);
    const Simulated half({.horizon = "1 y"}, order_of(1000, "per_year = 365") + disruption + "speed = 0.5");
    half.equals("supply.s.kit", 355);

    // A lead of 60 days, of which 0.02 are done in the 20 days at a thousandth of normal speed: 79.98 days until the line can start.
    for (const std::string speed : {"0.001", "1e-9"}) {
        const Simulated slow({.horizon = "80 d"}, order_of(1, "lead = \"60 d\"") + disruption + "speed = " + speed);
        slow.equals("state.p.l.s.waiting-material", (speed == "0.001" ? 79.98 : 80 - 20e-9) / 80);
    }
}

TEST_CASE("a lane's capacity changes on a date", "[verification][lanes]") {
    // One a day from the start on until 2 July, day 182, then two a day until the end, both moments included.
    const Simulated net({.horizon = "1 y"}, R"(
        [item.tractor]
        [plant.p.store.tractor]
        supply = "unlimited"
        [lane.road]
        from = "plant.p"
        to = "market.m"
        per_year = [[2023-01-01, 365], [2023-07-02, 730]]
        [market.m.demand.tractor]
        orders = [{ date = 2023-01-01, units = 10000 }])");
    net.equals("flow.road", 182 + 367);
}

}  // namespace agrocap
