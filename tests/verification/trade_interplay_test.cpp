// Where two rules of the network meet at one instant, calculated by hand. Networks that are made up found these, see tests/reference.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

namespace agrocap {

TEST_CASE("even orders meet a delivery of their moment in every hour of a year", "[verification][ties][demand]") {
    // An order every 4 h; what it takes is replaced 4 h later, before the next order of that very instant.
    const Simulated dealers({.horizon = "1 y"}, R"(
        [item.x]
        price = 1
        [supplier.s.item.x]
        lead = "4 h"
        [market.m.demand.x]
        per_year = 2190
        arrivals = "even"
        unmet = "lost"
        [market.m.stock.x]
        initial = 1
        reorder = { policy = "base-stock", level = 1 })");

    dealers.equals("lost.m.x", 0);
    dealers.equals("fill.m.x", 1);
}

TEST_CASE("even orders keep their moments from one year to the next, and over a change of the rate", "[verification][ties][demand]") {
    // Three units every 18 h, replaced 18 h later: a year holds 486 2/3 such orders. From 1 March on every 9 h, so six are kept.
    const std::string rate = GENERATE("per_year = 1460", "per_year = [[2023-01-01, 1460], [2023-03-01, 2920]]");
    CAPTURE(rate);
    const Simulated dealers({.horizon = "3 y"}, R"(
        [item.x]
        price = 1
        [supplier.s.item.x]
        lead = "18 h"
        [market.m.demand.x]
        order = 3
        arrivals = "even"
        unmet = "lost"
        )" + rate + R"(
        [market.m.stock.x]
        initial = 6
        reorder = { policy = "base-stock", level = )" +
                                                    (rate.size() > 20 ? "6 }" : "3 }"));

    dealers.equals("lost.m.x", 0);
    dealers.equals("fill.m.x", 1);
}

TEST_CASE("a vehicle whose wait is over leaves before an order of that instant", "[verification][ties][lanes]") {
    // Orders at 12 h, 36 h, 60 h ... A vehicle for two leaves when the first unit has waited 24 h. By path lane goes before market: it
    // leaves with one unit, and each unit waits 24 h.
    const Simulated road({.horizon = "10 d"}, R"(
        [item.x]
        price = 1
        [plant.p.store.x]
        supply = "unlimited"
        [lane.road]
        from = "plant.p"
        to = "market.m"
        load = 2
        wait = "24 h"
        [market.m.demand.x]
        per_year = 365
        arrivals = "even")");

    road.equals("load.road", 0.5);
    road.equals("delivery.m.x", 24);
}

TEST_CASE("orders of one instant are served in the order of their paths, dealers' too", "[verification][ties][allocation]") {
    // On the second day u's customer takes the one unit of u's dealers, who order another, and v's customer orders. The line makes one in
    // 10 h: the first is for u's dealers, the second, after 20 h, for v.
    const Simulated country({.horizon = "3 d"}, R"(
        [item.x]
        price = 1
        [plant.p.store.x]
        initial = 0
        [plant.p.line.l]
        makes = "x"
        route = ["s"]
        release = "pull"
        [plant.p.line.l.station.s]
        time = "10 h"
        [market.u.demand.x]
        orders = [{ date = 2023-01-02, units = 1 }]
        [market.u.stock.x]
        initial = 1
        reorder = { policy = "base-stock", level = 1 }
        [market.v.demand.x]
        orders = [{ date = 2023-01-02, units = 1 }])");

    country.equals("delivery.v.x", 20);
    country.equals("store.u.x.empty", 10.0 / 72);
}

TEST_CASE("even orders keep their moments when the market is disrupted", "[verification][ties][demand][disruptions]") {
    // An order a day, three while the market is busy; what one takes is replaced 8 h later, before an order of that very instant.
    const Simulated dealers({.horizon = "1 y"}, R"(
        [item.x]
        price = 1
        [supplier.s.item.x]
        lead = "8 h"
        [market.m.demand.x]
        per_year = 365
        arrivals = "even"
        unmet = "lost"
        [market.m.stock.x]
        initial = 1
        reorder = { policy = "base-stock", level = 1 }
        [disruption.busy]
        what = "market.m"
        speed = 3
        starts = 2023-01-16
        lasts = "6 d"
        every = "8 d")");

    dealers.equals("lost.m.x", 0);
}

TEST_CASE("a lane that has been slow has its vehicles ready again", "[verification][lanes][disruptions][overflow]") {
    // An order a day at noon, by lorry: one always stands ready, so that nothing waits and nothing goes by rail.
    const Simulated roads({.horizon = "10 d"}, R"(
        [routing]
        overflow = "0 s"
        [item.x]
        price = 1
        [plant.p.store.x]
        supply = "unlimited"
        [lane.lorry]
        from = "plant.p"
        to = "market.m"
        fleet = 2
        return = "6 h"
        cost = 1
        [lane.rail]
        from = "plant.p"
        to = "market.m"
        cost = 2
        [market.m.demand.x]
        per_year = 365
        arrivals = "even"
        [disruption.thaw]
        what = "lane.lorry"
        speed = 0.5
        starts = 2023-01-03
        lasts = "6 h")");

    roads.equals("flow.lorry", 365);
    roads.equals("flow.rail", 0);
}

TEST_CASE("what is finished at the midnight of a new cost goes the way that is cheapest from then on", "[verification][ties][dated]") {
    // A unit each 12 h for dealers, who want all. Nineteen by road before the midnight of 11 January; that of the midnight goes by rail.
    const Simulated country({.horizon = "470 h"}, R"(
        [item.x]
        price = 100
        [plant.p.store.x]
        initial = 0
        target = 1
        [plant.p.line.l]
        makes = "x"
        route = ["s"]
        release = "pull"
        station.s.time = "12 h"
        [lane.rail]
        from = "plant.p"
        to = "market.m"
        cost = 20
        [lane.road]
        from = "plant.p"
        to = "market.m"
        cost = [[2023-01-01, 3], [2023-01-11, 30]]
        [market.m.stock.x]
        initial = 0
        reorder = { policy = "base-stock", level = 1000 })");

    country.equals("flow.road", 19 * 8760.0 / 470);
    country.equals("flow.rail", 20 * 8760.0 / 470);
}

TEST_CASE("an order due at the moment at which its market closes comes when that opens", "[verification][ties][demand][disruptions]") {
    // Orders after 1, 3, 5 ... days; the market rests for 12 h from the first, and all those after come as much later.
    const Simulated market({.horizon = "4 d"}, R"(
        [item.x]
        price = 1
        [plant.p.store.x]
        initial = 1
        [market.m.demand.x]
        per_year = 365
        arrivals = "even"
        order = 2
        [disruption.rest]
        what = "market.m"
        speed = 0
        starts = 2023-01-02
        lasts = "12 h")");

    market.equals("demand.m.x", 4 * 365.0 / 4);
    market.equals("backlog.m.x", (1 * 2.5 + 2 * 0.5) / 4);  // a unit from 1.5 d on, two from 3.5 d on
}

}  // namespace agrocap
