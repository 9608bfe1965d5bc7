// Values that change on dates, duties by origin, fees by name, costs of lines: by hand. One order a day at noon, from stock and without a
// way where nothing else is said; 2 July is the 183rd day.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace agrocap {
namespace {

std::string works(const std::string& id, const std::string& country = "KZ") {
    return "[plant." + id + "]\ncountry = \"" + country + "\"\nstore.tractor.supply = \"unlimited\"\n";
}

std::string lane(const std::string& id, const std::string& from, const std::string& rest) {
    return "[lane." + id + "]\nfrom = \"plant." + from + "\"\nto = \"market.m\"\n" + rest + "\n";
}

std::string item(const std::string& price = "1000", const std::string& rest = "") {
    return "[item.tractor]\nhs = \"8701.92\"\nprice = " + price + "\n" + rest + "\n";
}

std::string market(const std::string& rest, const std::string& demand = "per_year = 365") {
    return "[market.m]\ncountry = \"UZ\"\n" + rest + "\n[market.m.demand.tractor]\narrivals = \"even\"\n" + demand + "\n";
}

}  // namespace

TEST_CASE("a price holds from its date on, the first one before it, too", "[verification][dated]") {
    const Simulated changed({.horizon = "1 y"}, item("[[2023-01-01, 100], [2023-07-02, 150]]") + works("p") + market(""));
    changed.equals("revenue.total", 182 * 100 + 183 * 150);

    const Simulated before({.horizon = "1 y"}, item("[[2023-06-01, 100], [2023-07-02, 150]]") + works("p") + market(""));
    before.equals("revenue.total", 182 * 100 + 183 * 150);

    const Simulated own({.horizon = "1 y"},
                        item("7") + works("p") + market("", "per_year = 365\nprice = [[2023-01-01, 100], [2023-07-02, 150]]"));
    own.equals("revenue.total", 182 * 100 + 183 * 150);
}

TEST_CASE("yearly units change on a date, and growth multiplies them", "[verification][dated]") {
    const Simulated even({.horizon = "1 y"}, item() + works("p") + market("", "per_year = [[2023-01-01, 365], [2023-07-02, 730]]"));
    even.equals("demand.m.tractor", 182 + 2 * 183);

    // 365 in the first year; twice as many, doubled by growth, in the second.
    const Simulated grown({.horizon = "2 y"},
                          item() + works("p") + market("", "per_year = [[2023-01-01, 365], [2024-01-01, 730]]\ngrowth = 1"));
    grown.equals("demand.m.tractor", (365 + 1460) / 2.0);
}

TEST_CASE("yearly units that change within a month keep the season's shape", "[verification][dated]") {
    // Half of a year in January, half in July: 310 in January, ten a day until 10 July, twenty a day in the 21 days from then on.
    const Simulated net({.horizon = "1 y"}, "[season.two]\nmonthly = [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]\n" + item() + works("p") +
                                                market("", "per_year = [[2023-01-01, 620], [2023-07-11, 1240]]\nseason = \"two\""));
    net.equals("demand.m.tractor", 310 + 100 + 420);
}

TEST_CASE("a demand with a season grows a year after the start, in the midst of a month, too", "[verification][dated]") {
    // One a day, in July only: 17 in July 2023 from the 15th on; in July 2024 14 until then, and two a day in the 17 days after; in July
    // 2025 two a day in the 13 days before the end of the second year.
    const Scenario scenario =
        scenario_of("schema = 1\n[scenario]\nname = \"grown\"\nstart = 2023-07-15\nhorizon = \"2 y\"\n" +
                    std::string("[experiment]\nreplications = 1\n[season.july]\nmonthly = ") + "[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]\n" +
                    item() + works("p") + market("", "per_year = 31\ngrowth = 1\nseason = \"july\""));

    const ExperimentResult result = run_experiment(scenario);

    CHECK(result.values[0][static_cast<std::size_t>(result.find("demand.m.tractor"))] == (17 + 14 + 34 + 26) / 2.0);
}

TEST_CASE("a tariff by code changes on its dates", "[verification][dated]") {
    const Simulated net({.horizon = "1 y"},
                        item() + works("p") +
                            market(R"(tariff = { "8701" = [[2023-01-01, 0.1], [2023-04-01, 0.0], [2023-07-01, 0.2]], "8433" = 0.5 })") +
                            "[item.other]\nhs = \"8433\"\n[plant.p.store.other]\nsupply = \"unlimited\"\n");
    net.equals("cost.total", 90 * 100 + 91 * 0 + 184 * 200);
}

TEST_CASE("a fee goes by item, then family, then the longest code, and may change on a date", "[verification][dated]") {
    const std::string plant = works("p");
    const auto costs = [&](const std::string& fee, double money) {
        const Simulated net({.horizon = "1 y"}, item("1000", "family = \"wheeled\"") + plant + market("fee = " + fee));
        net.equals("cost.total", money);
    };

    costs("{ tractor = 3, wheeled = 5, \"8701\" = 7 }", 365 * 3);
    costs("{ wheeled = 5, \"8701.92\" = 7 }", 365 * 5);
    costs("{ \"87\" = 9, \"8701\" = 7 }", 365 * 7);
    costs("{ wheeled = [[2023-01-01, 10], [2023-07-02, 20]] }", 182 * 10 + 183 * 20);
}

TEST_CASE("duty goes by the country that goods come from, then as any other, then as the tariff", "[verification][dated]") {
    const auto costs = [&](const std::string& country, const std::string& tariffs, double money) {
        const Simulated net({.horizon = "1 y", .home = "KZ"}, item() + works("p", country) + market(tariffs));
        net.equals("cost.total", money);
    };

    const std::string tariffs = "tariff = 0.3\ntariff_from = { KZ = 0, CN = { \"8433\" = 0.5 }, \"*\" = { \"8701\" = 0.1 } }";
    costs("KZ", tariffs, 0);
    costs("DE", tariffs, 365 * 100);  // as any other
    costs("CN", tariffs, 365 * 100);  // its own table has no such code
    costs("UZ", tariffs, 0);          // within a country
    costs("DE", "tariff = 0.3\ntariff_from = { KZ = 0 }", 365 * 300);
    costs("DE", "tariff = 0.3\ntariff_from = { DE = [[2023-01-01, 0.1], [2023-07-02, 0.2]] }", 182 * 100 + 183 * 200);
}

TEST_CASE("goods with too little content of their country pay as any other", "[verification][dated]") {
    // A kit of 700 from abroad in a tractor of 1000: 30 % are made in the plant's country.
    const auto costs = [&](const std::string& supplier, const std::string& origin, double duty) {
        const Simulated net({.horizon = "1 y", .home = "KZ"}, item("1000", "uses = { kit = 1 }") + R"(
            [item.kit]
            [supplier.s]
            country = ")" + supplier + R"("
            item.kit.price = 700
            [plant.p]
            country = "KZ"
            store.kit = { initial = 20, reorder = { policy = "base-stock", level = 20 } }
            [plant.p.line.main]
            makes = "tractor"
            release = "pull"
            route = ["assembly"]
            station.assembly.time = "1 h"
            )" + market("tariff_from = { KZ = 0, \"*\" = 0.1 }\norigin = " + origin));
        net.equals("cost.total", 365 * (700 + duty));
    };

    costs("RU", "0.5", 100);
    costs("RU", "0.3", 0);
    costs("KZ", "0.5", 0);
}

TEST_CASE("a line's cost counts in landed cost, cost and margin, that of its parts, too", "[verification][dated]") {
    const Simulated net({.horizon = "1 y"}, item("1000", "uses = { kit = 2 }") + R"(
        [item.kit]
        [plant.p.store.kit]
        capacity = 10
        [plant.p.line.kits]
        makes = "kit"
        route = ["press"]
        cost = 15
        station.press.time = "1 h"
        [plant.p.line.main]
        makes = "tractor"
        release = "pull"
        route = ["assembly"]
        cost = { tractor = [[2023-01-01, 100], [2023-07-02, 200]] }
        station.assembly.time = "1 h"
        )" + market(""));
    net.equals("cost.total", 182 * (100 + 30) + 183 * (200 + 30));
    net.equals("margin.total", 365 * 1000 - 182 * 130 - 183 * 230);
}

TEST_CASE("orders go where it is cheapest on their day, and pay as it is on the day of delivery", "[verification][dated]") {
    const std::string works_and_market = item() + works("a") + works("b") + market("");
    const Simulated at_once({.horizon = "1 y"}, works_and_market + lane("a-m", "a", "cost = [[2023-01-01, 10], [2023-07-02, 100]]") +
                                                    lane("b-m", "b", "cost = 50"));
    at_once.equals("sales.a.m", 182);
    at_once.equals("sales.b.m", 183);
    at_once.equals("cost.total", 182 * 10 + 183 * 50);

    // Two days on the road: two of those that were sent for 10 arrive when it costs 100; the last two of the year do not arrive.
    const Simulated later({.horizon = "1 y"}, works_and_market +
                                                  lane("a-m", "a", "transit = \"2 d\"\ncost = [[2023-01-01, 10], [2023-07-02, 100]]") +
                                                  lane("b-m", "b", "transit = \"2 d\"\ncost = 50"));
    later.equals("sales.a.m", 182);
    later.equals("cost.total", 180 * 10 + 2 * 100 + 181 * 50);
}

TEST_CASE("all lanes and fees of a way are paid as they are on the day of delivery", "[verification][dated]") {
    // An order a day at noon, and its unit reaches the hub a day later, the market another day later. The one that has passed the first
    // lane and the hub before the 5th pays the second as on the 5th, and so the first and the hub. Delivered on the 3rd, 4th; 5th … 10th.
    const Simulated net({.horizon = "10 d"}, item() + works("a") + market("") + R"(
        [place.hub]
        kind = "hub"
        fee = [[2023-01-01, 1], [2023-01-05, 2]]
        [lane.first]
        from = "plant.a"
        to = "place.hub"
        transit = "1 d"
        cost = [[2023-01-01, 10], [2023-01-05, 30]]
        [lane.second]
        from = "place.hub"
        to = "market.m"
        transit = "1 d"
        cost = 7)");
    net.equals("cost.total", 365.0 / 10 * (2 * (10 + 1 + 7) + 6 * (30 + 2 + 7)));
}

TEST_CASE("a duty from a date turns the market to another source", "[verification][dated]") {
    const Simulated net({.horizon = "1 y", .home = "KZ"}, item() + works("a", "KZ") + works("b", "UZ") +
                                                              market("tariff = [[2023-01-01, 0], [2023-07-02, 0.1]]") +
                                                              lane("a-m", "a", "cost = 10") + lane("b-m", "b", "cost = 50"));
    net.equals("sales.a.m", 182);
    net.equals("sales.b.m", 183);
    net.equals("cost.total", 182 * 10 + 183 * 50);
}

TEST_CASE("margins of the day decide who is served first", "[verification][dated]") {
    // Two markets ask for a unit each day, one is made: the dearer one gets it, which changes in the middle of the year.
    const Simulated net({.horizon = "364 d"}, R"(
        [allocation]
        policy = "margin"
        [item.tractor]
        [plant.p.line.l]
        makes = "tractor"
        release = "pull"
        route = ["s"]
        station.s.time = "1 d"
        [market.a.demand.tractor]
        orders = [{ date = 2023-01-01, units = 400 }]
        price = [[2023-01-01, 100], [2023-07-02, 50]]
        [market.b.demand.tractor]
        orders = [{ date = 2023-01-01, units = 400 }]
        price = 70)");
    net.equals("sales.a", 181 * 365 / 364.0);  // those finished before 2 July
    net.equals("sales.b", 183 * 365 / 364.0);
}

TEST_CASE("dealers' first stock costs what a unit costs at the start", "[verification][dated]") {
    const std::string rest = item() + works("p") + lane("road", "p", "transit = \"2 d\"\ncost = 50") + market("tariff = 0.1\nfee = 5");
    const Simulated ordered({.horizon = "1 y"},
                            rest + "[market.m.stock.tractor]\ninitial = 10\nreorder = { policy = \"base-stock\", level = 10 }");
    ordered.equals("cost.total", 365 * 155);

    const Simulated for_the_year({.horizon = "1 y"}, rest + "[market.m.stock.tractor]\ninitial = 400");
    for_the_year.equals("cost.total", 365 * 155);
}

TEST_CASE("what is made at home of parts that are made at home is all local", "[verification][dated]") {
    const auto local = [&](const std::string& maker) {
        const Simulated net({.horizon = "30 d", .home = "KZ"}, item("1000", "uses = { kit = 1 }") + R"(
            [item.kit]
            price = 400
            [plant.a]
            country = ")" + maker + R"("
            [plant.a.store.kit]
            capacity = 10
            [plant.a.line.kits]
            makes = "kit"
            route = ["press"]
            station.press.time = "1 h"
            [plant.p]
            country = "KZ"
            store.kit = { initial = 5, reorder = { policy = "base-stock", level = 5 } }
            [plant.p.line.main]
            makes = "tractor"
            release = "pull"
            route = ["assembly"]
            station.assembly.time = "1 h"
            )" + market(""));
        return net.value("local.tractor");
    };

    CHECK(local("KZ") == 1);
    CHECK(local("CN") == 0.6);
}

}  // namespace agrocap
