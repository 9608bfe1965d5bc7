#include "report/network_tables.hpp"

#include "report/money_unit.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

/// The estimate's mean, or an empty cell where the metric does not exist.
Cell mean_cell(const MetricLookup& metrics, const std::string& metric) { return metrics.has(metric) ? Cell(metrics.mean(metric)) : Cell(); }

/// Items that some bill of materials or station takes: an empty store of these stops work.
std::set<std::string> needed_items(const Scenario& scenario) {
    std::set<std::string> needed;
    for (const auto& [id, item] : scenario.item)
        for (const auto& [used, count] : item.uses) needed.insert(used);
    for (const auto& [plant_id, plant] : scenario.plant)
        for (const PlacedStation& placed : all_stations(plant, plant_id))
            for (const auto& [taken, count] : placed.spec.takes) needed.insert(taken);
    for (const auto& [market_id, market] : scenario.market)
        for (const auto& [item, demand] : market.demand) needed.insert(item);
    return needed;
}

/// Units that are few beside those sold: one decimal is enough, and less than that is nothing.
Cell units_cell(double units) { return units >= 0.05 ? Cell(units, 1) : Cell(0.0, 0); }

/// Keeps the first `count` rows and says in the title how many there were.
void keep_first(ReportTable& table, std::size_t count) {
    if (table.rows.size() <= count) return;
    table.title += fmt::format(" ({} of {})", count, table.rows.size());
    table.rows.resize(count);
}

/// Sum over the keys of a market's demand: "lost.north.tractor" and so on.
double sum_over_demand(const MetricLookup& metrics, MetricPattern pattern, const std::string& id, const MarketSpec& market) {
    double sum = 0;
    for (const auto& [key, demand] : market.demand) sum += metrics.mean_or_zero(metric_name(pattern, {id, key}));
    return sum;
}

bool is_abroad(const Scenario& scenario, const MarketSpec& market) {
    return !scenario.home.value.empty() && market.country.value != scenario.home.value;
}

/// Markets that somebody asks in, those at home first.
std::vector<std::string> markets_in_order(const Scenario& scenario, const MetricLookup& metrics) {
    std::vector<std::string> order;
    for (const auto& [id, market] : scenario.market)
        if (metrics.mean_or_zero(metric_name("demand.MARKET", {id})) > 0) order.push_back(id);
    std::stable_partition(order.begin(), order.end(), [&](const std::string& id) { return !is_abroad(scenario, scenario.market.at(id)); });
    return order;
}

double value_of(const Scenario& scenario, const std::string& item, double units) {
    const auto found = scenario.item.find(item);
    return found == scenario.item.end() ? 0 : units * found->second.price->on(*scenario.start);
}

/// The ± of a share, beside a column of per cents.
Cell per_cent(std::optional<double> share) { return {share ? std::optional(100 * *share) : share}; }

/// Hours in which lines stood still; empty where no line takes from the store.
Cell waited_cell(std::optional<double> hours) { return hours ? Cell(*hours, 0) : Cell(); }

}  // namespace

bool takes_anything(const LaneSpec& lane) {
    return lane.cost->largest() > 0 || lane.transit->kind != DistributionKind::constant || lane.transit->mean > 0;
}

ReportTable market_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    const std::vector<std::string> markets = markets_in_order(scenario, metrics);
    if (markets.empty()) return table;
    const MoneyUnit money = money_unit(metrics.mean_or_zero(metric_name("revenue.total")), *scenario.currency);
    table.title = "Markets";
    table.columns = {{"market", "", Align::left},
                     {"demand", "units/y"},
                     {.title = "sales", .unit = "units/y", .stays = true},
                     {"±", "", Align::right, Digits::like_previous},
                     {"lost", "units/y"},
                     {"waiting", "units"},
                     {"served at once", "%", Align::right, Digits::percent},
                     {"revenue", money.text},
                     {"margin", money.text},
                     {"±", "", Align::right, Digits::like_previous},
                     {"", "", Align::left}};
    const auto in_unit = [&](std::optional<double> amount) { return amount ? Cell(*amount / money.size, money.size > 1 ? 1 : 0) : Cell(); };
    for (const std::string& id : markets) {
        const MarketSpec& market = scenario.market.at(id);
        table.add({Cell(id), Cell(metrics.mean(metric_name("demand.MARKET", {id}))), Cell(metrics.mean(metric_name("sales.MARKET", {id}))),
                   Cell(metrics.half_width(metric_name("sales.MARKET", {id}))),
                   units_cell(sum_over_demand(metrics, "lost.MARKET.DEMANDED", id, market)),
                   units_cell(sum_over_demand(metrics, "backlog.MARKET.DEMANDED", id, market)),
                   mean_cell(metrics, metric_name("fill.MARKET", {id})), in_unit(metrics.mean(metric_name("revenue.MARKET", {id}))),
                   in_unit(metrics.mean(metric_name("margin.MARKET", {id}))),
                   in_unit(metrics.half_width(metric_name("margin.MARKET", {id}))), Cell(is_abroad(scenario, market) ? "export" : "")});
    }
    table.drop_idle_columns();
    std::string note;
    for (const auto& [title, meaning] :
         {std::pair{"waiting", "ordered and not yet delivered, on average"}, std::pair{"served at once", "from stock when the order came"}})
        if (std::any_of(table.columns.begin(), table.columns.end(), [&title = title](const Column& one) { return one.title == title; }))
            note += fmt::format("{}{} = {}", note.empty() ? "" : "; ", title, meaning);
    if (!note.empty()) table.notes.push_back(std::move(note));
    return table;
}

ReportTable due_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    double largest = 0;
    for (const auto& [id, market] : scenario.market) largest = std::max(largest, metrics.mean_or_zero(metric_name("penalty.MARKET", {id})));
    const MoneyUnit money = money_unit(largest, *scenario.currency);
    table.title = "Orders with a due date";
    table.columns = {{"market", "", Align::left},
                     {"item, family", "", Align::left},
                     {"demand", "units/y"},
                     {"on time", "%", Align::right, Digits::percent},
                     {"±", "", Align::right, Digits::like_previous},
                     {"late by", "h"},
                     {"penalty", money.text}};
    for (const auto& [id, market] : scenario.market) {
        const auto has_due = [&metrics, &market_id = id](const auto& one) {
            return metrics.has(metric_name("ontime.MARKET.DEMANDED", {market_id, one.first}));
        };
        const auto promised = std::count_if(market.demand.begin(), market.demand.end(), has_due);
        const std::string penalty = metric_name("penalty.MARKET", {id});
        const Cell fined = metrics.has(penalty) ? Cell(metrics.mean_or_zero(penalty) / money.size) : Cell();
        if (promised > 1)
            table.add({Cell(id), Cell(), Cell(), mean_cell(metrics, metric_name("ontime.MARKET", {id})),
                       per_cent(metrics.half_width(metric_name("ontime.MARKET", {id}))), Cell(), fined});
        for (const auto& demand : market.demand) {
            if (!has_due(demand)) continue;
            const std::vector<std::string> ids{id, demand.first};
            table.add({Cell(id), Cell(demand.first), mean_cell(metrics, metric_name("demand.MARKET.DEMANDED", ids)),
                       mean_cell(metrics, metric_name("ontime.MARKET.DEMANDED", ids)),
                       per_cent(metrics.half_width(metric_name("ontime.MARKET.DEMANDED", ids))),
                       mean_cell(metrics, metric_name("late.MARKET.DEMANDED", ids)), promised > 1 ? Cell() : fined},
                      promised > 1 ? 1 : 0);
        }
    }
    if (table.empty()) return table;
    table.drop_idle_columns(2);
    table.notes = {"on time = delivered by the due moment; late by = mean of the units that are late"};
    return table;
}

ReportTable export_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    std::vector<std::string> abroad;
    for (const auto& [id, market] : scenario.market)
        if (is_abroad(scenario, market) && metrics.mean_or_zero(metric_name("sales.MARKET", {id})) > 0) abroad.push_back(id);
    if (abroad.empty()) return table;
    std::stable_sort(abroad.begin(), abroad.end(), [&](const std::string& a, const std::string& b) {
        return metrics.mean_or_zero(metric_name("sales.MARKET", {a})) > metrics.mean_or_zero(metric_name("sales.MARKET", {b}));
    });
    table.title = "Exports by plant";
    if (abroad.size() > count) {
        table.title += fmt::format(" ({} of {} markets)", count, abroad.size());
        abroad.resize(count);
    }
    table.columns = {{"plant", "", Align::left}};
    for (const std::string& id : abroad) table.columns.push_back({id, "units/y"});
    for (const auto& [plant_id, plant] : scenario.plant) {
        std::vector<Cell> cells{Cell(plant_id)};
        double sum = 0;
        for (const std::string& id : abroad) {
            const double units = metrics.mean_or_zero(metric_name("sales.PLANT.MARKET", {plant_id, id}));
            cells.push_back(units > 0 ? Cell(units, 1) : Cell());
            sum += units;
        }
        if (sum > 0) table.add(std::move(cells));
    }
    return table;
}

ReportTable stock_table(const Scenario& scenario, const MetricLookup& metrics) {
    struct Held {
        std::string item;
        double at_plants = 0, at_dealers = 0;
    };
    std::vector<Held> held;
    double largest = 0;
    for (const auto& [item, spec] : scenario.item) {
        const bool demanded = metrics.has(metric_name("output.item.ITEM", {item}));
        Held row{item};
        for (const auto& [plant_id, plant] : scenario.plant)
            row.at_plants += metrics.mean_or_zero(metric_name("store.PLANT.STORED.mean", {plant_id, item}));
        for (const auto& [market_id, market] : scenario.market)
            row.at_dealers += metrics.mean_or_zero(metric_name("store.MARKET.HELD.mean", {market_id, item}));
        if (!demanded || row.at_plants + row.at_dealers <= 0) continue;
        largest = std::max(largest, value_of(scenario, item, row.at_plants + row.at_dealers));
        held.push_back(row);
    }
    ReportTable table;
    if (scenario.market.empty() || held.empty()) return table;
    MoneyUnit money = money_unit(largest, *scenario.currency);
    money.text.resize(money.text.size() - std::string("/y").size());
    table.title = "Finished machines in stock, on average";
    table.columns = {{"item", "", Align::left}, {"at plants", "units"}, {"at dealers", "units"}, {"value", money.text}};
    for (const Held& row : held)
        table.add({Cell(row.item), Cell(row.at_plants), Cell(row.at_dealers),
                   Cell(value_of(scenario, row.item, row.at_plants + row.at_dealers) / money.size)});
    table.drop_idle_columns();
    return table;
}

ReportTable store_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    table.title = "Stores that run empty";
    table.columns = {{"store", "", Align::left}, {"empty", "%", Align::right, Digits::percent},          {"mean", "units"},
                     {"lowest", "units"},        {"served at once", "%", Align::right, Digits::percent}, {"orders", "1/y"},
                     {"line waited", "h/y"}};
    constexpr double worth_naming = 0.0005;
    const std::set<std::string> needed = needed_items(scenario);
    using PlantItem = std::vector<std::string>;
    std::vector<std::pair<double, PlantItem>> stores;
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const std::string& item : needed) {  // a store that only a line needs has no table in the scenario
            const double empty = metrics.mean_or_zero(metric_name("store.PLANT.STORED.empty", {plant_id, item}));
            if (empty >= worth_naming) stores.push_back({empty, {plant_id, item}});
        }
    }
    std::stable_sort(stores.begin(), stores.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [empty, store] : stores)
        table.add({Cell(store[0] + "." + store[1]), Cell(empty), mean_cell(metrics, metric_name("store.PLANT.STORED.mean", store)),
                   mean_cell(metrics, metric_name("store.PLANT.STORED.min", store)),
                   mean_cell(metrics, metric_name("fill.PLANT.STORED", store)),
                   mean_cell(metrics, metric_name("orders.PLANT.STORED", store)),
                   waited_cell(metrics.mean(metric_name("waited.PLANT.STORED", store)))});
    keep_first(table, count);
    if (table.empty()) return table;
    table.drop_idle_columns();
    if (table.columns.back().title == "line waited")
        table.notes = {"line waited = hours that stations which take the item stood without material, added up"};
    return table;
}

ReportTable supply_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    struct Shipped {
        std::string supplier, item;
        double value = 0;
    };
    std::vector<Shipped> rows;
    double largest = 0;
    for (const auto& [id, supplier] : scenario.supplier)
        for (const auto& [item, offer] : supplier.item) {
            const double units = metrics.mean_or_zero(metric_name("supply.SUPPLIER.SUPPLIED", {id, item}));
            if (units <= 0) continue;
            rows.push_back({id, item, units * (offer.price ? *offer.price : scenario.item.at(item).price)->on(*scenario.start)});
            largest = std::max(largest, rows.back().value);
        }
    std::stable_sort(rows.begin(), rows.end(), [](const Shipped& a, const Shipped& b) { return a.value > b.value; });
    const MoneyUnit money = money_unit(largest, *scenario.currency);
    ReportTable table;
    table.title = "Suppliers, the dearest first";
    table.columns = {{"supplier", "", Align::left},
                     {"item", "", Align::left},
                     {"shipped", "units/y"},
                     {"±", "", Align::right, Digits::like_previous},
                     {"value", money.text}};
    for (const Shipped& row : rows) {
        const std::string metric = metric_name("supply.SUPPLIER.SUPPLIED", {row.supplier, row.item});
        table.add({Cell(row.supplier), Cell(row.item), Cell(metrics.mean(metric)), Cell(metrics.half_width(metric)),
                   Cell(row.value / money.size)});
    }
    keep_first(table, count);
    if (!table.empty()) table.drop_idle_columns(3);
    return table;
}

ReportTable lane_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    table.title = "Lanes, the busiest first";
    table.columns = {{"lane", "", Align::left},
                     {"from", "", Align::left},
                     {"to", "", Align::left},
                     {"flow", "units/y"},
                     {"±", "", Align::right, Digits::like_previous},
                     {"loaded", "%", Align::right, Digits::percent}};
    std::vector<std::pair<double, std::string>> lanes;
    for (const auto& [id, lane] : scenario.lane)
        if (metrics.mean_or_zero(metric_name("flow.LANE", {id})) > 0 && takes_anything(lane))
            lanes.emplace_back(metrics.mean_or_zero(metric_name("flow.LANE", {id})), id);
    std::stable_sort(lanes.begin(), lanes.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [flow, id] : lanes) {
        const LaneSpec& lane = scenario.lane.at(id);
        table.add({Cell(id), Cell(*lane.from), Cell(*lane.to), Cell(flow), Cell(metrics.half_width(metric_name("flow.LANE", {id}))),
                   mean_cell(metrics, metric_name("load.LANE", {id}))});
    }
    keep_first(table, count);
    return table;
}

ReportTable place_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.title = "Border crossings, ports and hubs";
    table.columns = {{"place", "", Align::left},
                     {"passing", "units/y"},
                     {"wait", "h"},
                     {"±", "", Align::right, Digits::like_previous},
                     {"queue", "shipments"}};
    for (const auto& [id, place] : scenario.place) {
        if (!metrics.mean(metric_name("wait.PLACE", {id}))) continue;  // takes no time, or nothing came
        double passing = 0;
        for (const auto& [lane_id, lane] : scenario.lane)
            if (*lane.to == "place." + id) passing += metrics.mean_or_zero(metric_name("flow.LANE", {lane_id}));
        table.add({Cell(id), Cell(passing), Cell(metrics.mean(metric_name("wait.PLACE", {id}))),
                   Cell(metrics.half_width(metric_name("wait.PLACE", {id}))), mean_cell(metrics, metric_name("queue.PLACE", {id}))});
    }
    return table;
}

}  // namespace agrocap
