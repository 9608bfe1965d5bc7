// Prices, duties, costs and origins, by hand.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {
namespace {

const std::string tractor = R"(
    [item.tractor]
    price = 1000
    hs = "8701.92"
    uses = { kit = 1, tyre = 4 }
    [item.kit]
    price = 600
    [item.tyre]
    price = 20
    [supplier.minsk]
    country = "BY"
    [supplier.minsk.item.kit]
    price = 500
    [lane.rail]
    from = "supplier.minsk"
    to = "plant.p"
    cost = 30
    [plant.p]
    country = "KZ"
    [plant.p.store.tyre]
    supply = "unlimited"
    [plant.p.store.kit]
    initial = 10
    reorder = { policy = "base-stock", level = 10 }
    [plant.p.line.l]
    makes = "tractor"
    release = "pull"
    route = ["s"]
    station = { s = { time = "1 h" } }
    [place.gate]
    fee = 7
    [lane.in]
    from = "plant.p"
    to = "place.gate"
    cost = 40
    [lane.out]
    from = "place.gate"
    to = "market.m"
    cost = 50
    transit = "1 d"
    )";

}  // namespace

TEST_CASE("cost is material, transport, fees and tariff of what was delivered", "[verification][money]") {
    // Material 500 + 30 + 4 * 20 = 610; way 40 + 7 + 50 = 97; tariff 5 % of 1000 (the longest code) and 9 a unit.
    const Simulated net({.horizon = "100 d", .warmup = "10 d", .home = "KZ"}, tractor + R"(
        [market.m]
        country = "UZ"
        tariff = { "87" = 0.5, "8701" = 0.05, "8433" = 0.9 }
        fee = 9
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 365)");
    net.equals("sales.m", 365);
    net.equals("revenue.m", 365000);
    net.equals("cost.m", 365 * (610 + 97 + 50 + 9));
    net.equals("margin.total", 365 * (1000 - 766));
    net.equals("margin.p", 365 * (1000 - 766));
    net.equals("revenue.p", 365000);
}

TEST_CASE("no tariff within a country", "[verification][money]") {
    const Simulated net({.horizon = "100 d", .warmup = "10 d", .home = "KZ"}, tractor + R"(
        [market.m]
        country = "KZ"
        tariff = 0.5
        [market.m.demand.tractor]
        arrivals = "even"
        price = 1100
        per_year = 365)");
    net.equals("cost.m", 365 * (610 + 97));
    net.equals("revenue.m", 365 * 1100);
    net.equals("sales.domestic", 365);
}

TEST_CASE("dealers' sales carry the cost of the units that they hand over", "[verification][money]") {
    // Ten were there before the start and cost what a unit costs then; all later ones come over the lanes.
    const Simulated net({.horizon = "100 d", .home = "KZ"}, tractor + R"(
        [market.m]
        country = "UZ"
        tariff = 0.1
        [market.m.demand.tractor]
        arrivals = "even"
        price = 1200
        per_year = 365
        [market.m.stock.tractor]
        initial = 10
        reorder = { policy = "base-stock", level = 10 })");
    net.equals("revenue.m", 365 * 1200);
    net.equals("cost.m", 365 * (610 + 97 + 120));
    net.equals("revenue.p", 3.65 * 90 * 1200);
}

TEST_CASE("a part from another plant costs what that plant has spent and the way", "[verification][money]") {
    const Simulated net({.horizon = "100 d", .warmup = "10 d"}, R"(
        [item.tractor]
        price = 1000
        uses = { axle = 2 }
        [item.axle]
        price = 300
        uses = { steel = 3 }
        [item.steel]
        [supplier.x.item.steel]
        price = 10
        [plant.q.store.steel]
        initial = 50
        reorder = { policy = "base-stock", level = 50 }
        [plant.q.store.axle]
        target = 10
        [plant.q.line.a]
        makes = "axle"
        release = "pull"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [plant.p.store.axle]
        reorder = { policy = "base-stock", level = 20 }
        source = { q = 1 }
        [plant.p.line.l]
        makes = "tractor"
        release = "pull"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [lane.road]
        from = "plant.q"
        to = "plant.p"
        cost = 8
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 365)");
    net.equals("cost.m", 365 * 2 * (3 * 10 + 8));
}

TEST_CASE("local content is the price less the parts that come from abroad", "[verification][money]") {
    const std::string rest = R"(
        [market.m]
        country = "KZ"
        [market.m.demand.tractor]
        per_year = 365)";
    const Simulated net({.horizon = "10 d", .home = "KZ"}, tractor + rest);
    net.equals("local.tractor", 0.5);  // 1 - 500/1000; the tyres' origin is not told and counts as home

    // The cheapest of two suppliers delivers: a local one.
    const Simulated local({.horizon = "10 d", .home = "KZ"},
                          tractor + rest + "\n[supplier.here]\ncountry = \"KZ\"\n[supplier.here.item.kit]\nprice = 400");
    local.equals("local.tractor", 1);

    const Simulated unknown({.horizon = "10 d", .home = "KZ"},
                            "[item.a]\nprice = 5\n[plant.p.store.a]\nsupply = \"unlimited\"\n[market.m.demand.a]\nper_year = 10");
    CHECK(std::isnan(unknown.value("local.a")));

    // It is a figure of the bill of materials: no market is needed, and parts that a plant makes have their own.
    const Simulated no_market({.horizon = "10 h", .home = "KZ"}, R"(
        [item.tractor]
        price = 1000
        uses = { axle = 2 }
        [item.axle]
        price = 100
        uses = { steel = 1 }
        [item.steel]
        price = 40
        [supplier.x]
        country = "RU"
        [supplier.x.item.steel]
        [plant.p]
        country = "KZ"
        [plant.p.store.steel]
        initial = 10
        reorder = { policy = "base-stock", level = 10 }
        [plant.p.line.axles]
        makes = "axle"
        route = ["s"]
        station = { s = { time = "1 h" } }
        [plant.p.line.tractors]
        makes = "tractor"
        route = ["s"]
        station = { s = { time = "1 h" } })");
    no_market.equals("local.axle", 0.6);  // steel at the item's price, as the supplier has none of his own
    no_market.equals("local.tractor", 1 - 80 / 1000.0);
}

TEST_CASE("a tariff is charged unless plant and market are known to be in one country", "[verification][money]") {
    const std::string body = R"(
        [item.tractor]
        price = 100
        [plant.p]
        supply-line
        [plant.p.store.tractor]
        supply = "unlimited"
        [market.m]
        tariff = 0.1
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 100)";
    const auto with = [&](const std::string& plant, const std::string& market) {
        std::string text = body;
        text.replace(text.find("supply-line"), 11, plant.empty() ? "" : "country = \"" + plant + "\"");
        return text.insert(text.find("tariff"), market.empty() ? "" : "country = \"" + market + "\"\n        ");
    };
    Simulated({.horizon = "1 y"}, with("", "")).equals("cost.m", 1000);
    Simulated({.horizon = "1 y"}, with("KZ", "")).equals("cost.m", 1000);
    Simulated({.horizon = "1 y"}, with("KZ", "UZ")).equals("cost.m", 1000);
    Simulated({.horizon = "1 y"}, with("KZ", "KZ")).equals("cost.m", 0);
}

TEST_CASE("home is where the scenario says, else where plants stand", "[verification][markets]") {
    const std::string body = R"(
        [item.tractor]
        [plant.p]
        country = "KZ"
        [plant.p.store.tractor]
        supply = "unlimited"
        [market.a]
        country = "KZ"
        [market.a.demand.tractor]
        arrivals = "even"
        per_year = 300
        [market.b]
        country = "UZ"
        [market.b.demand.tractor]
        arrivals = "even"
        per_year = 100)";
    for (const std::string home : {"", "KZ"}) {
        const Simulated net({.horizon = "1 y", .home = home}, body);
        net.equals("sales.domestic", 300);
        net.equals("sales.export", 100);
    }
    const Simulated from_abroad({.horizon = "1 y", .home = "UZ"}, body);
    from_abroad.equals("sales.domestic", 100);
    from_abroad.equals("sales.export", 300);
}

}  // namespace agrocap
