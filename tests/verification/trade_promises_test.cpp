// Dated orders, due moments and penalties: by hand. A line makes one unit a day, to order.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>

namespace agrocap {
namespace {

std::string made_daily(const std::string& demand) {
    return R"(
        [item.tractor]
        price = 1000
        [plant.p.line.main]
        makes = "tractor"
        release = "pull"
        route = ["assembly"]
        station.assembly.time = "1 d"
        [market.m.demand.tractor]
        )" +
           demand;
}

/// From a store that is never empty, at noon; and what else is ordered.
std::string one_a_day_and(const std::string& orders) {
    return R"(
        [item.tractor]
        [plant.p.store.tractor]
        supply = "unlimited"
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 365
        )" +
           orders;
}

}  // namespace

TEST_CASE("units of a tender that come after its due moment are late", "[verification][promises]") {
    // Unit k comes k days after 1 March. Ten by the due moment, that very moment counts; the other ten 1 to 10 days late.
    const Simulated net({.horizon = "1 y"}, made_daily("orders = [{ date = 2023-03-01, units = 20, due = \"10 d\" }]\npenalty = 40"));
    net.equals("demand.m.tractor", 20);
    net.equals("sales.m.tractor", 20);
    net.equals("ontime.m.tractor", 0.5);
    net.equals("ontime.m", 0.5);
    net.equals("late.m.tractor", 5.5 * 24);
    net.equals("penalty.m", 55 * 40);
    net.equals("penalty.total", 55 * 40);
    net.equals("cost.total", 55 * 40);
    net.equals("margin.p", 20 * 1000 - 55 * 40);
}

TEST_CASE("what is lost is late, until then", "[verification][promises]") {
    // Due after 4 days, lost after 6: four in time, one a day late, one two days, four lost two days late.
    const Simulated net({.horizon = "1 y"},
                        made_daily("orders = [{ date = 2023-03-01, units = 10 }]\ndue = \"4 d\"\npatience = \"6 d\"\npenalty = 10"));
    net.equals("lost.m.tractor", 4);
    net.equals("ontime.m.tractor", 0.4);
    net.equals("late.m.tractor", (1 + 2 + 4 * 2) * 24 / 6.0);
    net.equals("penalty.total", (1 + 2 + 4 * 2) * 10);

    // Lost before it was due: not in time, but never late.
    const Simulated early({.horizon = "1 y"},
                          made_daily("orders = [{ date = 2023-03-01, units = 10, due = \"9 d\" }]\nunmet = \"lost\"\npenalty = 10"));
    early.equals("ontime.m.tractor", 0);
    early.equals("penalty.total", 0);
    CHECK(std::isnan(early.value("late.m.tractor")));
}

TEST_CASE("units that are never delivered are late until the end", "[verification][promises]") {
    // 22 December is day 355; due on day 360, the end is day 365: five in time, five 1 to 5 days late, ten open and 5 days late.
    const Simulated net({.horizon = "1 y"}, made_daily("orders = [{ date = 2023-12-22, units = 20, due = \"5 d\" }]\npenalty = 2"));
    net.equals("ontime.m.tractor", 0.25);
    net.equals("late.m.tractor", (15 + 50) * 24 / 15.0);
    net.equals("penalty.m", (15 + 50) * 2);
    net.equals("cost.m", (15 + 50) * 2);
}

TEST_CASE("promises count where their due moment lies, penalties for the days in the measured time", "[verification][promises]") {
    // Measured from day 60 on. The first tender (day 50, due on day 55) comes on days 51 to 70: not asked for, but ten units are 1 to 10
    // days late in the measured time. The second (day 57, due on day 61) follows from day 71 on: all late, by 10 to 14 days.
    const Simulated net(
        {.horizon = "305 d", .warmup = "60 d"},
        made_daily(
            "orders = [{ date = 2023-02-20, units = 20, due = \"5 d\" }, { date = 2023-02-27, units = 5, due = \"4 d\" }]\npenalty = 2"));
    net.equals("ontime.m.tractor", 0);
    net.equals("late.m.tractor", 12 * 24);
    net.equals("penalty.total", (55 + 60) * 2 * 365 / 305.0);

    // Delivered before the measured time, due in it: on time.
    const Simulated early({.horizon = "305 d", .warmup = "60 d"},
                          made_daily("orders = [{ date = 2023-02-20, units = 5, due = \"30 d\" }]"));
    early.equals("ontime.m.tractor", 1);
}

TEST_CASE("a penalty is that of the day on which the unit comes", "[verification][promises]") {
    // Due on 3 March; units 3 and 4 come a day and two late, on 4 and 5 March.
    const Simulated net(
        {.horizon = "1 y"},
        made_daily("orders = [{ date = 2023-03-01, units = 4, due = \"2 d\" }]\npenalty = [[2023-01-01, 10], [2023-03-05, 100]]"));
    net.equals("penalty.total", 1 * 10 + 2 * 100);
}

TEST_CASE("who was promised it soonest is served first, also within a market", "[verification][promises]") {
    // Ten for m, due in 40 days; a day later ten for z, due in 11: the unit in hand goes to m, then all to z in time, then to m.
    const std::string body = R"(
        [item.tractor]
        [plant.p.line.main]
        makes = "tractor"
        release = "pull"
        route = ["assembly"]
        station.assembly.time = "23 h"
        )";
    const std::string wanted = R"(
        [market.m.demand.tractor]
        orders = [{ date = 2023-01-01, units = 10, due = "40 d" }]
        [market.z.demand.tractor]
        orders = [{ date = 2023-01-02, units = 10, due = "11 d" }]
        )";
    const Simulated soonest({.horizon = "1 y"}, body + "[allocation]\npolicy = \"earliest-due\"\n" + wanted);
    soonest.equals("ontime.z", 1);
    soonest.equals("ontime.m", 1);
    soonest.equals("delivery.z.tractor", 23 * 6.5 - 24);              // units 2 to 11
    soonest.equals("delivery.m.tractor", (23 + 23 * 9 * 16) / 10.0);  // units 1 and 12 to 20
    const Simulated in_turn({.horizon = "1 y"}, body + wanted);
    in_turn.equals("delivery.m.tractor", 23 * 5.5);

    const Simulated within({.horizon = "1 y"}, body + "[allocation]\npolicy = \"earliest-due\"\n" + R"(
        [market.m.demand.tractor]
        orders = [{ date = 2023-01-01, units = 10, due = "40 d" }, { date = 2023-01-02, units = 10, due = "11 d" }])");
    within.equals("ontime.m", 1);
}

TEST_CASE("a tender comes besides the yearly demand", "[verification][promises]") {
    const Simulated net({.horizon = "1 y"}, one_a_day_and(R"(orders = [
        { date = 2023-05-01, units = 10 }, { date = 2023-01-01, units = 20 }, { date = 2022-12-31, units = 40 },
        { date = 2024-01-01, units = 80 }])"));
    net.equals("demand.m.tractor", 365 + 30);
}

TEST_CASE("dealers keep promises from their stock", "[verification][promises]") {
    // Ten on hand, due at once; ten more come after five days.
    const Simulated net({.horizon = "1 y"}, R"(
        [item.tractor]
        [plant.p.store.tractor]
        supply = "unlimited"
        [lane.road]
        from = "plant.p"
        to = "market.m"
        transit = "5 d"
        [market.m.stock.tractor]
        initial = 10
        reorder = { policy = "base-stock", level = 10 }
        [market.m.demand.tractor]
        orders = [{ date = 2023-03-01, units = 20 }]
        due = "0 s"
        penalty = 3)");
    net.equals("ontime.m.tractor", 0.5);
    net.equals("late.m.tractor", 5 * 24);
    net.equals("penalty.total", 10 * 5 * 3);
}

TEST_CASE("the measured time begins with the orders of its first date, and ends before those of the next", "[verification][promises]") {
    // Noon's order of each day, and tenders on the midnights that end the 30 days of warm-up and the 10 that are measured.
    const Simulated net({.horizon = "10 d", .warmup = "30 d"}, one_a_day_and(R"(orders = [
        { date = 2023-01-30, units = 1000 }, { date = 2023-01-31, units = 500 }, { date = 2023-02-10, units = 20000 }])"));
    net.equals("demand.m.tractor", 510 * 36.5);
    net.equals("sales.m.tractor", 510 * 36.5);
}

TEST_CASE("what is finished at the midnight of a dated order belongs to the time before it", "[verification][promises]") {
    // A tractor at the end of each day, to stock. That of the midnight that ends the warm-up is there when the tender takes what there
    // is; what is made in the ten days that are measured follows.
    const Simulated net({.horizon = "10 d", .warmup = "5 d"}, R"(
        [item.tractor]
        [plant.p]
        store.tractor.capacity = 100
        [plant.p.line.main]
        makes = "tractor"
        route = ["assembly"]
        station.assembly.time = "1 d"
        [market.m.demand.tractor]
        orders = [{ date = 2023-01-06, units = 12 }])");
    net.equals("output.total", 10 * 36.5);
    net.equals("sales.m.tractor", 12 * 36.5);
    net.equals("delivery.m.tractor", (0 * 5 + 24 * (1 + 2 + 3 + 4 + 5 + 6 + 7)) / 12.0);
}

}  // namespace agrocap
