#include "report/network_tables.hpp"

#include "report/money_unit.hpp"
#include "report/run_tables.hpp"
#include "support/sample_run.hpp"

#include "report/table_text.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

using namespace agrocap;

namespace {

/// A works that sells to a market at home, one abroad, and has a way to one that asks for nothing.
SampleRun trading_run() {
    SampleRun run = sample_run();
    Scenario& scenario = run.scenario;
    scenario.home.value = "KZ";
    scenario.currency.value = "USD";
    scenario.item["tractor-82"].price.value = 20000;
    for (const auto& [id, country] : {std::pair("abroad", "UZ"), std::pair("silent", "TM"), std::pair("town", "KZ")}) {
        MarketSpec& market = scenario.market[id];
        market.country.value = country;
        market.demand["tractor-82"];
    }
    run.add("demand.abroad", "units/y", {500, 500, 500}, 3);
    run.add("demand.silent", "units/y", {0, 0, 0});
    run.add("demand.town", "units/y", {4000, 4000, 4000}, 20);
    run.add("sales.abroad", "units/y", {480, 480, 480}, 3);
    run.add("sales.town", "units/y", {3900, 3900, 3900}, 20);
    run.add("sales.semey.abroad", "units/y", {480, 480, 480}, 3);
    run.add("sales.semey.town", "units/y", {3900, 3900, 3900}, 20);
    run.add("lost.town.tractor-82", "units/y", {104.25, 104.25, 104.25}, 5);
    run.add("backlog.abroad.tractor-82", "units", {2.5, 2.5, 2.5}, 0.1);
    run.add("fill.abroad", "share", {0.5, 0.5, 0.5}, 0.01);
    run.add("fill.town", "share", {0.9, 0.9, 0.9}, 0.01);
    run.add("revenue.total", "money/y", {87.6e6, 87.6e6, 87.6e6}, 1e6);
    run.add("revenue.abroad", "money/y", {9.6e6, 9.6e6, 9.6e6}, 0.2e6);
    run.add("revenue.town", "money/y", {78e6, 78e6, 78e6}, 0.8e6);
    run.add("margin.abroad", "money/y", {1.24e6, 1.24e6, 1.24e6}, 0.11e6);
    run.add("margin.town", "money/y", {20.2e6, 20.2e6, 20.2e6}, 0.4e6);
    return run;
}

}  // namespace

TEST_CASE("money takes the unit that keeps it short", "[report][money_unit]") {
    CHECK(money_unit(99999, "USD").text == "USD/y");
    CHECK(money_unit(1e5, "USD").text == "thousand USD/y");
    CHECK(money_unit(9.9e6, "KZT").size == 1e3);
    CHECK(money_unit(-2e9, "USD").text == "million USD/y");
}

TEST_CASE("markets at home stand before those abroad, and one that asks for nothing is left out", "[report][network_tables]") {
    const SampleRun run = trading_run();

    CHECK(text_of(market_table(run.scenario, MetricLookup(run.result))) ==
          "Markets\n"
          "  market   demand    sales   ±     lost  waiting  served at once        revenue         margin    ±\n"
          "          units/y  units/y      units/y    units               %  million USD/y  million USD/y\n"
          "  town      4 000    3 900  20    104.2        0            90.0           78.0           20.2  0.4\n"
          "  abroad      500      480   3        0      2.5            50.0            9.6            1.2  0.1  export\n"
          "  waiting = ordered and not yet delivered, on average; served at once = from stock when the order came\n");
}

TEST_CASE("without a home no market is an export", "[report][network_tables]") {
    SampleRun run = trading_run();
    run.scenario.home.value.clear();

    CHECK(export_table(run.scenario, MetricLookup(run.result)).empty());
    CHECK(market_table(run.scenario, MetricLookup(run.result)).columns.back().title != "");
}

TEST_CASE("exports stand by plant and market, without what is sold at home", "[report][network_tables]") {
    const SampleRun run = trading_run();

    CHECK(text_of(export_table(run.scenario, MetricLookup(run.result))) ==
          "Exports by plant\n"
          "  plant   abroad\n"
          "         units/y\n"
          "  semey    480.0\n");
}

TEST_CASE("the stock of finished machines is told apart by who holds it, and what it is worth", "[report][network_tables]") {
    SampleRun run = trading_run();
    run.add("output.item.tractor-82", "units/y", {4400, 4400, 4400});
    run.add("store.semey.tractor-82.mean", "units", {120, 120, 120});
    run.add("store.town.tractor-82.mean", "units", {30, 30, 30});
    run.add("store.semey.kit.mean", "units", {500, 500, 500});  // no finished machine

    CHECK(text_of(stock_table(run.scenario, MetricLookup(run.result))) ==
          "Finished machines in stock, on average\n"
          "  item        at plants  at dealers         value\n"
          "                  units       units  thousand USD\n"
          "  tractor-82        120        30.0         3 000\n");
}

TEST_CASE("suppliers are sorted by the value of what they ship", "[report][network_tables]") {
    SampleRun run = trading_run();
    run.scenario.supplier["minsk"].item["kit"].price = DatedAmount{10000.0};
    run.scenario.supplier["minsk"].item["bolt"].price = DatedAmount{1.0};
    run.scenario.supplier["idle"].item["kit"].price = DatedAmount{9000.0};
    run.add("supply.idle.kit", "units/y", {0, 0, 0});
    run.add("supply.minsk.bolt", "units/y", {5000, 5000, 5000}, 50);
    run.add("supply.minsk.kit", "units/y", {4400, 4400, 4400}, 40);

    CHECK(text_of(supply_table(run.scenario, MetricLookup(run.result), 1)) ==
          "Suppliers, the dearest first (1 of 2)\n"
          "  supplier  item  shipped   ±          value\n"
          "                  units/y      million USD/y\n"
          "  minsk     kit     4 400  40           44.0\n");
}

TEST_CASE("a place that takes no time has no row, and a lane that takes nothing none either", "[report][network_tables]") {
    SampleRun run = trading_run();
    run.scenario.place["border"];
    run.scenario.place["hub"];
    LaneSpec& join = run.scenario.lane["join"];
    join.from.value = "plant.semey";
    join.to.value = "place.hub";
    LaneSpec& road = run.scenario.lane["road"];
    road.from.value = "place.hub";
    road.to.value = "place.border";
    road.cost.value = 10;
    run.add("flow.join", "units/y", {480, 480, 480}, 3);
    run.add("flow.road", "units/y", {480, 480, 480}, 3);
    run.add("load.road", "share", {0.75, 0.75, 0.75});
    run.add("wait.border", "h", {4, 4, 4}, 0.5);
    run.add("queue.border", "shipments", {0.25, 0.25, 0.25});
    run.add("wait.hub", "h", {NAN, NAN, NAN});

    CHECK(text_of(lane_table(run.scenario, MetricLookup(run.result))) ==
          "Lanes, the busiest first\n"
          "  lane  from       to               flow  ±  loaded\n"
          "                                 units/y          %\n"
          "  road  place.hub  place.border      480  3    75.0\n");
    CHECK(text_of(place_table(run.scenario, MetricLookup(run.result))) ==
          "Border crossings, ports and hubs\n"
          "  place   passing  wait     ±      queue\n"
          "          units/y     h        shipments\n"
          "  border      480  4.00  0.50      0.250\n");
}

TEST_CASE("the headline gives money in a short unit, and a plant its margin", "[report][run_tables]") {
    SampleRun run = trading_run();
    run.add("margin.total", "money/y", {20e6, 21.44e6, 23e6}, 0.45e6);
    run.add("revenue.semey", "money/y", {87.6e6, 87.6e6, 87.6e6}, 1e6);
    run.add("margin.semey", "money/y", {21.4e6, 21.4e6, 21.4e6}, 0.4e6);
    const MetricLookup metrics(run.result);

    CHECK(text_of(headline_table(run.scenario, metrics)).find("margin             21.48  0.45   20.00    23.00  million USD/y\n") !=
          std::string::npos);
    const ReportTable capacity = capacity_table(run.scenario, metrics);
    CHECK(capacity.columns.back().unit == "million USD/y");
    CHECK(std::get<double>(capacity.rows[0].cells.back().value) == 21.4);
}

TEST_CASE("promises kept and broken stand by market and item, with the penalty", "[report][network_tables]") {
    SampleRun run = trading_run();
    run.add("demand.town.tractor-82", "units/y", {4000, 4000, 4000}, 20);
    run.add("ontime.town", "share", {0.75, 0.75, 0.75}, 0.01);
    run.add("ontime.town.tractor-82", "share", {0.75, 0.75, 0.75}, 0.01);
    run.add("late.town.tractor-82", "h", {36, 36, 36}, 1);
    run.add("penalty.town", "money/y", {250e3, 250e3, 250e3}, 1e3);

    CHECK(text_of(due_table(run.scenario, MetricLookup(run.result))) ==
          "Orders with a due date\n"
          "  market  item, family   demand  on time    ±  late by         penalty\n"
          "                        units/y        %             h  thousand USD/y\n"
          "  town    tractor-82      4 000     75.0  1.0     36.0             250\n"
          "  on time = delivered by the due moment; late by = mean of the units that are late\n");
}
