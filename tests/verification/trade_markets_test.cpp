// Demand over the year, and who gets what is short.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {
namespace {

const std::string always_there = R"(
    [item.tractor]
    [plant.p.store.tractor]
    supply = "unlimited"
    )";

/// One unit a day at midnight, from a line that is never without work.
const std::string one_a_day = R"(
    [item.tractor]
    price = 100
    [plant.p]
    country = "KZ"
    [plant.p.line.l]
    makes = "tractor"
    route = ["s"]
    station = { s = { time = "1 d" } }
    )";

std::string market(const std::string& id, const std::string& country, const std::string& per_year, const std::string& rest = "") {
    return "[market." + id + "]\ncountry = \"" + country + "\"\n" + rest + "\n[market." + id +
           ".demand.tractor]\narrivals = \"even\"\nper_year = " + per_year + "\n";
}

}  // namespace

TEST_CASE("a year's even demand is the stated figure", "[verification][demand]") {
    for (const std::string per_year : {"1", "7", "365", "1000", "34999"}) {
        const Simulated net({.horizon = "1 y"}, always_there + "[market.m.demand.tractor]\narrivals = \"even\"\nper_year = " + per_year);
        net.equals("demand.total", std::stod(per_year));
        net.equals("sales.total", std::stod(per_year));
    }
}

TEST_CASE("growth steps once a year", "[verification][demand]") {
    const std::string body = always_there + "[market.m.demand.tractor]\narrivals = \"even\"\nper_year = 1000\ngrowth = 0.05";
    const Simulated first({.horizon = "365 d"}, body);
    first.equals("demand.m.tractor", 1000);
    const Simulated second({.horizon = "365 d", .warmup = "365 d"}, body);
    second.equals("demand.m.tractor", 1050);
    const Simulated third({.horizon = "365 d", .warmup = "730 d"}, body);
    // 1102.5 in the third year; the orders stand at half orders, 3152.5 is the end of the year: 1102 or 1103 by rounding.
    CHECK(std::abs(third.value("demand.m.tractor") - 1102.5) <= 0.5);
}

TEST_CASE("a season gives each month its weight, and the year its figure", "[verification][demand]") {
    // 1320 a year by weights 0 … 11, together 66: 20 times its weight in each month.
    const std::string body = always_there + R"(
        [season.rising]
        monthly = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        [market.m.demand.tractor]
        arrivals = "even"
        season = "rising"
        per_year = 1320)";
    const Simulated year({.horizon = "365 d"}, body);
    year.equals("demand.m.tractor", 1320);
    const Simulated january({.horizon = "31 d"}, body);
    january.equals("demand.m.tractor", 0);
    const Simulated march({.horizon = "31 d", .warmup = "59 d"}, body);
    march.equals("demand.m.tractor", 40 * 365.0 / 31);
    const Simulated december({.horizon = "31 d", .warmup = "334 d"}, body);
    december.equals("demand.m.tractor", 220 * 365.0 / 31);
}

TEST_CASE("growth under a season steps after twelve months, in all of which it stands still", "[verification][demand]") {
    // 20 times its weight in each month, as above, and half as much again from the second January on, which has none.
    const std::string body = always_there + R"(
        [season.rising]
        monthly = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        [market.m.demand.tractor]
        arrivals = "even"
        season = "rising"
        per_year = 1320
        growth = 0.5)";
    const Simulated february({.horizon = "28 d", .warmup = "31 d"}, body);
    february.equals("demand.m.tractor", 20 * 365.0 / 28);
    const Simulated december({.horizon = "31 d", .warmup = "334 d"}, body);
    december.equals("demand.m.tractor", 220 * 365.0 / 31);
    const Simulated next_february({.horizon = "29 d", .warmup = "396 d"}, body);  // of 2024
    next_february.equals("demand.m.tractor", 30 * 365.0 / 29);
    const Simulated next_december({.horizon = "31 d", .warmup = "700 d"}, body);
    next_december.equals("demand.m.tractor", 330 * 365.0 / 31);
}

TEST_CASE("a seasonal Poisson demand has the expected count in each month", "[verification][demand]") {
    const std::string body = always_there + R"(
        [season.two]
        monthly = [3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        [market.m.demand.tractor]
        season = "two"
        per_year = 4000)";
    const Simulated january({.horizon = "31 d", .replications = 20, .seed = 31}, body);
    january.agrees("demand.m.tractor", 3000 * 365.0 / 31, 0.02);
    const Simulated february({.horizon = "28 d", .warmup = "31 d", .replications = 3, .seed = 32}, body);
    CHECK(*february.estimate({"demand.m.tractor"}).max == 0);
    const Simulated march({.horizon = "31 d", .warmup = "59 d", .replications = 20, .seed = 33}, body);
    march.agrees("demand.m.tractor", 1000 * 365.0 / 31, 0.03);
}

TEST_CASE("orders of random size ask for the stated units a year", "[verification][demand]") {
    const Simulated net({.horizon = "10 y", .replications = 20, .seed = 34}, always_there + R"(
        [market.m.demand.tractor]
        per_year = 1000
        order = { dist = "empirical", values = [1, 5, 20], weights = [5, 3, 2] })");
    net.agrees("demand.m.tractor", 1000, 0.03);
}

TEST_CASE("a disruption of a market changes its demand for a time", "[verification][demand]") {
    // One a day: half of it for 100 days, none for 65, four times as much for 10 of the 200 that are left.
    const Simulated net({.horizon = "365 d"}, always_there + R"(
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 365
        [disruption.a]
        what = "market.m"
        speed = 0.5
        starts = 2023-01-01
        lasts = "100 d"
        [disruption.b]
        what = "market.m"
        starts = 2023-04-11
        lasts = "65 d"
        [disruption.c]
        what = "market.m"
        speed = 4
        starts = 2023-12-01
        lasts = "10 d")");
    net.equals("demand.m", 50 + 190 + 40);
}

TEST_CASE("first come, first served across markets", "[verification][allocation]") {
    // One a day is made, two a day are asked for, one from each market: in the order of asking each gets half.
    const Simulated net({.horizon = "100 d", .warmup = "20 d", .home = "KZ"},
                        one_a_day + market("a", "UZ", "365") + market("b", "KZ", "365"));
    net.equals("sales.a", 0.5 * 365);
    net.equals("sales.b", 0.5 * 365);
    net.equals("sales.export", 0.5 * 365);
}

TEST_CASE("the home market first", "[verification][allocation]") {
    // Home asks for half of what is made: it gets all of that, the export the other half.
    const Simulated net({.horizon = "100 d", .warmup = "20 d", .home = "KZ"},
                        one_a_day + market("a", "UZ", "365") + market("b", "KZ", "182.5") + "[allocation]\npolicy = \"domestic-first\"");
    net.equals("sales.b", 0.5 * 365);
    net.equals("sales.a", 0.5 * 365);
    net.equals("sales.domestic", 0.5 * 365);

    const Simulated all_home({.horizon = "100 d", .warmup = "20 d", .home = "KZ"},
                             one_a_day + market("a", "UZ", "365") + market("b", "KZ", "730") + "[allocation]\npolicy = \"domestic-first\"");
    all_home.equals("sales.b", 365);
    all_home.equals("sales.a", 0);
}

TEST_CASE("the highest landed margin first", "[verification][allocation]") {
    // Market a pays the same price, but 10 % tariff: b first, whatever the order of asking. With a price of its own a comes first.
    const std::string policy = "[allocation]\npolicy = \"margin\"";
    const Simulated tariff({.horizon = "100 d", .warmup = "20 d", .home = "KZ"},
                           one_a_day + market("a", "UZ", "730", "tariff = 0.1") + market("b", "KG", "730") + policy);
    tariff.equals("sales.a", 0);
    tariff.equals("sales.b", 365);

    const Simulated price({.horizon = "100 d", .warmup = "20 d", .home = "KZ"},
                          one_a_day + market("a", "UZ", "730", "tariff = 0.1") + "price = 120\n" + market("b", "KG", "730") + policy);
    price.equals("sales.a", 365);
    price.equals("sales.b", 0);
}

TEST_CASE("by shares, dealers' stocks too", "[verification][allocation]") {
    const Simulated net({.horizon = "100 d", .warmup = "20 d"}, one_a_day + market("a", "UZ", "730") + market("b", "KG", "730") + R"(
        [market.b.stock.tractor]
        reorder = { policy = "base-stock", level = 2 }
        [allocation]
        policy = "shares"
        shares = { a = 0.8, b = 0.2 })");
    net.equals("sales.a", 0.8 * 365);
    net.equals("sales.b", 0.2 * 365);

    // Without shares: by the stated demand.
    const Simulated by_demand({.horizon = "120 d", .warmup = "20 d"},
                              one_a_day + market("a", "UZ", "1095") + market("b", "KG", "365") + "[allocation]\npolicy = \"shares\"");
    by_demand.equals("sales.a", 0.75 * 365);
    by_demand.equals("sales.b", 0.25 * 365);
}

TEST_CASE("a pulled line makes what is owed and no more", "[verification][pull]") {
    // Made to order: an order of 3 each 10 d, a unit takes a day: three days of work, deliveries after 1, 2, 3 d.
    const Simulated net({.horizon = "100 d", .warmup = "10 d"}, R"(
        [item.tractor]
        [plant.p.line.l]
        makes = "tractor"
        release = "pull"
        route = ["s"]
        station = { s = { time = "1 d" } }
        [market.m.demand.tractor]
        arrivals = "even"
        order = 3
        per_year = 109.5)");
    net.equals("throughput.p.l", 30 / 2400.0);
    net.equals("delivery.m.tractor", 48);
    net.equals("state.p.l.s.working", 0.3);
    net.equals("store.p.tractor.mean", 0);
}

TEST_CASE("a full store gives at once what its blocked line brings up", "[verification][markets]") {
    // A store of 2 and two blocked servers: an order of 4 takes two at once and the two that were held at the same instant.
    const Simulated net({.horizon = "100 d", .warmup = "10 d"}, R"(
        [item.tractor]
        [plant.p.store.tractor]
        capacity = 2
        [plant.p.line.l]
        makes = "tractor"
        route = ["s"]
        station = { s = { time = "1 d", servers = 2 } }
        [market.m.demand.tractor]
        arrivals = "even"
        order = 4
        per_year = 146)");
    net.equals("fill.m.tractor", 0.5);
    net.equals("delivery.m.tractor", 0);
    net.equals("backlog.m.tractor", 0);
}

TEST_CASE("any item of a family serves its demand", "[verification][markets]") {
    // Ten of a are there; afterwards only b, one every two days, while one a day is asked for.
    const Simulated net({.horizon = "50 d"}, R"(
        [item.a]
        family = "tractor"
        price = 10
        [item.b]
        family = "tractor"
        price = 20
        [plant.p.store.a]
        initial = 10
        [plant.p.line.l]
        makes = "b"
        route = ["s"]
        station = { s = { time = "2 d" } }
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 365)");
    net.equals("demand.m.tractor", 365);
    // Until day 9.5 a serves and four b are in stock at 2 … 8 d; b at 10 … 50 d: all 25 sold by day 50, with ten of a.
    net.equals("sales.m.tractor", 35 * 7.3);
    net.equals("sales.m.a", 10 * 7.3);
    net.equals("sales.m.b", 25 * 7.3);
    net.equals("revenue.m", (10 * 10 + 25 * 20) * 7.3);
}

}  // namespace agrocap
