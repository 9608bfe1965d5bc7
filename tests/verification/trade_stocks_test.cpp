// Stores, reorder policies and suppliers, counted by hand or against closed forms.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <vector>

namespace agrocap {
namespace {

/// A machine an hour, which needs `count` kits: an even demand of kits, the first at time 0.
std::string hourly_use(const std::string& count = "1", const std::string& price = "0") {
    return R"(
        [item.machine]
        uses = { kit = )" +
           count + R"( }
        [item.kit]
        price = )" +
           price + R"(
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        )";
}

}  // namespace

TEST_CASE("s,S orders up to S when the position is at or below s", "[verification][reorder]") {
    // S = 5, s = 2, lead 90 min, one kit taken at 0, 1, 2 … h. On hand after the takes: 4 3 2 (order of 3 at 2 h, here at 3.5 h) 1, +3,
    // then 3 2 (order at 5 h, here at 6.5 h) 1 … : from 2 h on every 3 h the same, and one order of 3 in each.
    const Simulated plant({.horizon = "300 h", .warmup = "30 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 5
        reorder = { policy = "s,S", s = 2, S = 5 }
        [supplier.x.item.kit]
        lead = "90 min")");

    plant.equals("throughput.p.l", 1);
    plant.equals("orders.p.kit", 100 * 8760.0 / 300);
    plant.equals("supply.x.kit", 300 * 8760.0 / 300);
    // Level from an order on: 2 for 1 h, 1 for half an hour, 4 for half an hour, 3 for 1 h.
    plant.equals("store.p.kit.mean", (2 + 0.5 + 2 + 3) / 3);
    plant.equals("store.p.kit.min", 1);
}

TEST_CASE("a periodic review orders at its own times only", "[verification][reorder]") {
    // Looks at 0, 4, 8 … h, after the hour's completions and before its start; base stock 10, lead 1 h. At 0: position 10, no order.
    // At 4 h: 4 taken (0 … 3 h), order 4, here at 5 h. So each 4 h one order of 4; levels after starts at 4 h: 5, 5 h: 9 - 1 = 8, 7, 6.
    const Simulated plant({.horizon = "400 h", .warmup = "40 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 10
        review = "4 h"
        reorder = { policy = "base-stock", level = 10 }
        [supplier.x.item.kit]
        lead = "1 h")");

    plant.equals("orders.p.kit", 100 * 8760.0 / 400);
    plant.equals("supply.x.kit", 8760);
    plant.equals("store.p.kit.mean", (5 + 8 + 7 + 6) / 4.0);
}

TEST_CASE("a review may come at random intervals", "[verification][reorder]") {
    // Each look finds something missing, since there is a demand every hour: one order a look, one look in 4 h.
    const Simulated plant({.horizon = "4000 h", .warmup = "40 h", .replications = 20, .seed = 41}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 20
        review = { dist = "uniform", min = "90 min", max = "390 min" }
        reorder = { policy = "base-stock", level = 20 }
        [supplier.x.item.kit]
        lead = "1 h")");

    plant.agrees("orders.p.kit", 8760.0 / 4, 0.01);
}

TEST_CASE("r,Q orders as many lots as a large demand needs", "[verification][reorder]") {
    // 7 kits a start, r = 6, Q = 5, from 12, lead 30 min. Position after the takes and after the orders of that instant: 5 -> 10, 3 -> 8,
    // 1 -> 11 (two lots), 4 -> 9, 2 -> 7, 0 -> 10 (two lots), and on from 10: 7 lots in 5 starts.
    const Simulated plant({.horizon = "500 h", .warmup = "50 h"}, hourly_use("7") + R"(
        [plant.p.store.kit]
        initial = 12
        reorder = { policy = "r,Q", r = 6, Q = 5 }
        [supplier.x.item.kit]
        lead = "30 min")");

    plant.equals("throughput.p.l", 1);
    plant.equals("orders.p.kit", 1.4 * 8760);
    plant.equals("supply.x.kit", 7 * 8760.0);
}

TEST_CASE("orders are rounded up to whole lots", "[verification][supply]") {
    // Base stock 5, one kit an hour, lots of 4, lead 30 min: the first take orders a lot (position 4 -> 8), the next at 8 - 4 = 4 left.
    const Simulated plant({.horizon = "400 h", .warmup = "40 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 5
        reorder = { policy = "base-stock", level = 5 }
        [supplier.x.item.kit]
        lot = 4
        lead = "30 min")");

    plant.equals("orders.p.kit", 100 * 8760.0 / 400);
    plant.equals("supply.x.kit", 8760);
    // After the ordering take 4 for half an hour, then 8, 8 - 1, 6, 5 for an hour each (the last until the next ordering take).
    plant.equals("store.p.kit.mean", (0.5 * 4 + 0.5 * 8 + 7 + 6 + 5) / 4);
}

TEST_CASE("of what a supplier ships only the yield is usable, and what is not is ordered again", "[verification][supply]") {
    // The line takes 8760 kits a year; shipped = used / yield in the long run. Shipped in n uses: sum of geometric numbers with mean
    // 1/0.8 and variance 0.2/0.64.
    const Simulated plant({.horizon = "1 y", .warmup = "10 d", .replications = 20, .seed = 11}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 40
        reorder = { policy = "base-stock", level = 40 }
        [supplier.x.item.kit]
        yield = 0.8
        lead = "3 h")");

    plant.agrees("supply.x.kit", 8760 / 0.8, 0.01);
    CHECK(plant.values({"throughput.p.l"}) == std::vector<double>(20, 1.0));
}

TEST_CASE("a supplier's capacity bounds what it ships in the long run", "[verification][supply]") {
    // Half a kit an hour: 4380 a year. The line works half of the time.
    const Simulated plant({.horizon = "1000 h", .warmup = "1000 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 5
        reorder = { policy = "base-stock", level = 5 }
        [supplier.x.item.kit]
        per_year = 4380
        lead = "1 h")");

    plant.equals("throughput.p.l", 0.5);
    plant.equals("supply.x.kit", 4380);
}

TEST_CASE("a supplier with room to spare adds the making of a unit to the lead time", "[verification][supply]") {
    // One kit an hour, capacity two an hour: each is made in half an hour, then comes the lead time of 3 h: 3.5 are on order on
    // average, and the rest of ten on hand.
    const Simulated plant({.horizon = "100 h", .warmup = "10 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 10
        reorder = { policy = "base-stock", level = 10 }
        [supplier.x.item.kit]
        per_year = 17520
        lead = "3 h")");

    plant.equals("store.p.kit.mean", 6.5);
}

TEST_CASE("several sources share what is ordered", "[verification][supply]") {
    const Simulated plant({.horizon = "1000 h", .warmup = "100 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 50
        reorder = { policy = "base-stock", level = 50 }
        source = { minsk = 0.7, harbin = 0.3 }
        [supplier.minsk.item.kit]
        [supplier.harbin.item.kit])");

    plant.equals("supply.minsk.kit", 0.7 * 8760);
    plant.equals("supply.harbin.kit", 0.3 * 8760);
}

TEST_CASE("shares are of the units that come, whatever the lots", "[verification][supply]") {
    // Wanted is one at a time; "harbin" ships 25 at once and is then passed over until "minsk" has shipped as many.
    const Simulated plant({.horizon = "1000 h", .warmup = "100 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 50
        reorder = { policy = "base-stock", level = 50 }
        source = { minsk = 0.5, harbin = 0.5 }
        [supplier.minsk.item.kit]
        [supplier.harbin.item.kit]
        lot = 25)");

    plant.equals("supply.minsk.kit", 0.5 * 8760);
    plant.equals("supply.harbin.kit", 0.5 * 8760);
}

TEST_CASE("without named sources the cheapest landed supplier delivers", "[verification][supply]") {
    // 90 + 20 for the way against 100 + 5.
    const Simulated plant({.horizon = "100 h", .warmup = "10 h"}, hourly_use() + R"(
        [plant.p.store.kit]
        initial = 5
        reorder = { policy = "base-stock", level = 5 }
        [supplier.near.item.kit]
        price = 100
        [supplier.far.item.kit]
        price = 90
        [lane.short]
        from = "supplier.near"
        to = "plant.p"
        cost = 5
        [lane.long]
        from = "supplier.far"
        to = "plant.p"
        cost = 20)");

    plant.equals("supply.near.kit", 8760);
    plant.equals("supply.far.kit", 0);
}

TEST_CASE("a plant that makes the item competes with suppliers on landed cost", "[verification][supply]") {
    for (const bool plant_is_cheaper : {true, false}) {
        const Simulated plants({.horizon = "100 h"}, hourly_use("1", plant_is_cheaper ? "80" : "120") + R"(
            [plant.p.store.kit]
            initial = 5
            reorder = { policy = "base-stock", level = 5 }
            [supplier.x.item.kit]
            price = 100
            [plant.q.line.k]
            makes = "kit"
            route = ["s"]
            station = { s = { time = "15 min" } }
            [lane.road]
            from = "plant.q"
            to = "plant.p"
            cost = 10)");

        CHECK((plants.value("flow.road") > 0) == plant_is_cheaper);
        CHECK((plants.value("supply.x.kit") > 0) == !plant_is_cheaper);
    }
}

TEST_CASE("plants supply plants", "[verification][supply]") {
    // Plant one makes a kit every 30 min and keeps 4; plant two takes one an hour, 5 h away, base stock 8. The way is never short: two's
    // store holds 8 - 5 = 3 after each start (the kit that arrives at that instant is in).
    const Simulated plants({.horizon = "200 h", .warmup = "100 h"}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.one.store.kit]
        target = 4
        [plant.one.line.k]
        makes = "kit"
        release = "pull"
        route = ["s"]
        station = { s = { time = "30 min" } }
        [plant.two.store.kit]
        initial = 8
        reorder = { policy = "base-stock", level = 8 }
        source = { one = 1 }
        [plant.two.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [lane.road]
        from = "plant.one"
        to = "plant.two"
        transit = "5 h")");

    plants.equals("throughput.two.l", 1);
    plants.equals("throughput.one.k", 1);
    plants.equals("flow.road", 8760);
    plants.equals("store.two.kit.mean", 3);
    plants.equals("fill.one.kit", 1);
    plants.equals("backlog.one.kit", 0);
}

TEST_CASE("a plant in arrears owes what it cannot ship", "[verification][supply]") {
    // Plant one makes a kit every 2 h, plant two takes one an hour with base stock 5 and no way between: in the long run two waits for
    // one, which owes all five; two has none on hand.
    const Simulated plants({.horizon = "200 h", .warmup = "100 h"}, R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.one.line.k]
        makes = "kit"
        route = ["s"]
        station = { s = { time = "2 h" } }
        [plant.two.store.kit]
        initial = 5
        reorder = { policy = "base-stock", level = 5 }
        source = { one = 1 }
        [plant.two.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } })");

    plants.equals("throughput.two.l", 0.5);
    plants.equals("backlog.one.kit", 5);
    plants.equals("fill.one.kit", 0);
    plants.equals("store.two.kit.mean", 0);
}

TEST_CASE("two echelons with Poisson demand: what dealers see is the lead time and the plant's delay", "[verification][echelons]") {
    // Dealers' base stock 8 (6 d from the plant), plant's base stock 4 (supplier 4 d), demand 1 a day. On order at the plant: Poisson(4),
    // so its backlog is B = E(X - 4)+ = sum over k > 4 of (k - 4) e^-4 4^k/k!. The dealers' orders under way number 6 + B in the mean.
    // Source: Sherbrooke, METRIC: a multi-echelon technique for recoverable item control, Oper. Res. 16 (1968).
    double backlog = 0;
    double p = std::exp(-4.0);
    for (int k = 1; k < 60; ++k) {
        p *= 4.0 / k;
        if (k > 4) backlog += (k - 4) * p;
    }
    const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 21}, R"(
        [item.tractor]
        [supplier.x.item.tractor]
        lead = "4 d"
        [plant.p.store.tractor]
        initial = 4
        reorder = { policy = "base-stock", level = 4 }
        source = { x = 1 }
        [lane.road]
        from = "plant.p"
        to = "market.m"
        transit = "6 d"
        [market.m.demand.tractor]
        per_year = 365
        [market.m.stock.tractor]
        initial = 8
        reorder = { policy = "base-stock", level = 8 })");

    net.agrees("backlog.p.tractor", backlog, 0.05);
    // Dealers: on hand - backlog = 8 - outstanding, in the mean.
    const auto on_hand = net.values({"store.m.tractor.mean"});
    const auto owed = net.values({"backlog.m.tractor"});
    double net_stock = 0;
    for (std::size_t r = 0; r < on_hand.size(); ++r) net_stock += (on_hand[r] - owed[r]) / static_cast<double>(on_hand.size());
    CHECK(std::abs(net_stock - (8 - 6 - backlog)) < 0.15);
    net.agrees("orders.m.tractor", 365, 0.01);
}

TEST_CASE("a supplier's goods leave in the hours of its calendar", "[verification][supply]") {
    // Each hour's order is ready at once and leaves at the next opening: those of 14:00 … 10:00 wait for 10:00, others leave at once.
    const Simulated plant({.horizon = "70 d", .warmup = "7 d"}, hourly_use() + R"(
        [calendar.day]
        shifts = [ { days = "mon-sun", from = "10:00", to = "14:00" } ]
        [plant.p.store.kit]
        initial = 30
        reorder = { policy = "base-stock", level = 30 }
        [supplier.x]
        calendar = "day"
        [supplier.x.item.kit])");

    // On hand after the start of the hour: 30 from 10:00 to 14:00, at 14:00 29, then one fewer each hour to 10 at 09:00.
    plant.equals("store.p.kit.mean", (30 * 4 + (29 + 10) * 20 / 2) / 24.0);
    plant.equals("store.p.kit.min", 10);
}

}  // namespace agrocap
