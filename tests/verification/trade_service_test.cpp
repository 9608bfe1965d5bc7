// Customers at dealers and plants: backorders, lost sales, patience.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <vector>

namespace agrocap {
namespace {

/// Customers of dealers: one unit every day at noon, from a plant that always has some, six days away.
std::string daily_demand(const std::string& stock, const std::string& demand = "per_year = 365") {
    return R"(
        [item.tractor]
        [plant.p.store.tractor]
        supply = "unlimited"
        [lane.road]
        from = "plant.p"
        to = "market.m"
        transit = "6 d"
        [market.m.demand.tractor]
        arrivals = "even"
        )" +
           demand + "\n[market.m.stock.tractor]\n" + stock;
}

}  // namespace

TEST_CASE("dealers' backorders wait in order, lost sales are lost at once", "[verification][markets]") {
    // A unit a day at noon, base stock 3, 6 d on the way. With backorders each unit that arrives was ordered six days ago by the demand
    // of that day and serves the customer of three days ago: none is served at once, three wait.
    const Simulated patient({.horizon = "365 d", .warmup = "60 d"},
                            daily_demand("initial = 3\nreorder = { policy = \"base-stock\", level = 3 }"));

    patient.equals("fill.m.tractor", 0);
    patient.equals("backlog.m.tractor", 3);
    patient.equals("delivery.m.tractor", 72);
    patient.equals("store.m.tractor.mean", 0);

    // Lost: three are served on three days, then none for three; what they ordered is back six days after, just before that day's demand.
    const Simulated lost({.horizon = "360 d", .warmup = "60 d"},
                         daily_demand("initial = 3\nreorder = { policy = \"base-stock\", level = 3 }", "per_year = 365\nunmet = \"lost\""));

    lost.equals("fill.m.tractor", 0.5);
    lost.equals("lost.m.tractor", 180 * 365.0 / 360);
    lost.equals("sales.m.tractor", 180 * 365.0 / 360);
    lost.equals("delivery.m.tractor", 0);
}

TEST_CASE("an order that nobody fills in time is lost when its patience ends", "[verification][markets]") {
    // Nothing in stock, nothing made: of 365 customers each waits 30 d and goes; 30 are waiting at any time.
    const Simulated net({.horizon = "365 d", .warmup = "60 d"}, R"(
        [item.tractor]
        [plant.p.line.l]
        makes = "tractor"
        route = ["s"]
        opens = 2026-01-01
        station = { s = { time = "1 h" } }
        [market.m.demand.tractor]
        per_year = 365
        arrivals = "even"
        patience = "30 d")");

    net.equals("lost.m.tractor", 365);
    net.equals("backlog.m.tractor", 30);
    net.equals("backlog.p.tractor", 30);
    net.equals("fill.m.tractor", 0);
    net.equals("sales.m", 0);
}

TEST_CASE("patience ends for the rest of an order that is served in part", "[verification][markets]") {
    // An order of 5 every 10 d meets 2 units made 1 and 2 days later (pull, 1 d each, patience 2.5 d): three are lost of each. The line
    // goes on to finish the unit it has begun, which the next order gets at once: 1 at once, then 2 more made; 2 lost.
    const Simulated net({.horizon = "100 d", .warmup = "100 d"}, R"(
        [item.tractor]
        [plant.p.line.l]
        makes = "tractor"
        release = "pull"
        route = ["s"]
        station = { s = { time = "1 d" } }
        [market.m.demand.tractor]
        per_year = 182.5
        arrivals = "even"
        order = 5
        patience = "60 h")");

    net.equals("demand.m.tractor", 182.5);
    net.equals("lost.m.tractor", 10 * 2 * 3.65);
    net.equals("sales.m.tractor", 10 * 3 * 3.65);
    net.equals("fill.m.tractor", 0.2);
    // Open: 4 for a day, 3 for a day, 2 for half a day.
    net.equals("backlog.m.tractor", (4 + 3 + 1) / 10.0);
    net.equals("delivery.m.tractor", (0 + 24 + 48) / 3.0);
}

TEST_CASE("an order that is served at the instant of its own reordering has no patience left to end", "[verification][markets]") {
    // Plant p keeps nothing and orders each unit from q, no ways between. While q has some, the customer's order is queued, p orders, the
    // unit comes and is handed over, all at one noon. After ten of them each order waits its full 36 h, whoever came before it: those of
    // days 10 … 18 are lost by the end of day 19, the last is open for half a day.
    const Simulated net({.horizon = "20 d"}, R"(
        [item.tractor]
        [plant.q.store.tractor]
        initial = 10
        [plant.p.store.tractor]
        reorder = { policy = "base-stock", level = 0 }
        source = { q = 1 }
        [market.m.demand.tractor]
        per_year = 365
        arrivals = "even"
        patience = "36 h")");

    net.equals("sales.m", 10 * 365.0 / 20);
    net.equals("lost.m.tractor", 9 * 365.0 / 20);
    net.equals("backlog.m.tractor", (9 * 1.5 + 0.5) / 20);
}

}  // namespace agrocap
