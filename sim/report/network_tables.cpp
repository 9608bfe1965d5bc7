#include "report/network_tables.hpp"

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
        for (const auto& [line_id, line] : plant.line)
            for (const auto& [station_id, station] : line.station)
                for (const auto& [taken, count] : station.takes) needed.insert(taken);
    for (const auto& [market_id, market] : scenario.market)
        for (const auto& [item, demand] : market.demand) needed.insert(item);
    return needed;
}

/// Keeps the first `count` rows and says in the title how many there were.
void keep_first(ReportTable& table, std::size_t count) {
    if (table.rows.size() <= count) return;
    table.title += fmt::format(" ({} of {})", count, table.rows.size());
    table.rows.resize(count);
}

}  // namespace

ReportTable market_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.title = "Markets";
    table.columns = {{"market", "", Align::left},
                     {"demand", "units/y"},
                     {"sales", "units/y"},
                     {"±", "", Align::right, Digits::like_previous},
                     {"served at once", "%", Align::right, Digits::percent},
                     {"", "", Align::left}};
    for (const auto& [id, market] : scenario.market) {
        if (!metrics.has("sales." + id)) continue;
        const bool abroad = !scenario.home.value.empty() && market.country.value != scenario.home.value;
        table.add({Cell(id), mean_cell(metrics, "demand." + id), Cell(metrics.mean("sales." + id)), Cell(metrics.half_width("sales." + id)),
                   mean_cell(metrics, "fill." + id), Cell(abroad ? "export" : "")});
    }
    if (!table.empty()) table.drop_idle_columns();
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
        if (metrics.mean_or_zero("flow." + id) > 0) lanes.emplace_back(metrics.mean_or_zero("flow." + id), id);
    std::stable_sort(lanes.begin(), lanes.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [flow, id] : lanes) {
        const LaneSpec& lane = scenario.lane.at(id);
        table.add({Cell(id), Cell(*lane.from), Cell(*lane.to), Cell(flow), Cell(metrics.half_width("flow." + id)),
                   mean_cell(metrics, "load." + id)});
    }
    keep_first(table, count);
    return table;
}

ReportTable place_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.title = "Border crossings, ports and hubs";
    table.columns = {{"place", "", Align::left}, {"wait", "h"}, {"±", "", Align::right, Digits::like_previous}, {"queue", "shipments"}};
    for (const auto& [id, place] : scenario.place)
        if (metrics.has("wait." + id))
            table.add(
                {Cell(id), Cell(metrics.mean("wait." + id)), Cell(metrics.half_width("wait." + id)), mean_cell(metrics, "queue." + id)});
    return table;
}

ReportTable store_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    table.title = "Stores that run empty";
    table.columns = {{"store", "", Align::left}, {"empty", "%", Align::right, Digits::percent},          {"mean", "units"},
                     {"lowest", "units"},        {"served at once", "%", Align::right, Digits::percent}, {"orders", "1/y"}};
    constexpr double worth_naming = 0.0005;
    const std::set<std::string> needed = needed_items(scenario);
    std::vector<std::pair<double, std::string>> stores;
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const std::string& item : needed) {  // a store that only a line needs has no table in the scenario
            const std::string path = plant_id + "." + item;
            const double empty = metrics.mean_or_zero("store." + path + ".empty");
            if (empty >= worth_naming) stores.emplace_back(empty, path);
        }
    }
    std::stable_sort(stores.begin(), stores.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [empty, path] : stores)
        table.add({Cell(path), Cell(empty), mean_cell(metrics, "store." + path + ".mean"), mean_cell(metrics, "store." + path + ".min"),
                   mean_cell(metrics, "fill." + path), mean_cell(metrics, "orders." + path)});
    keep_first(table, count);
    if (!table.empty()) table.drop_idle_columns();
    return table;
}

ReportTable supply_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.title = "Suppliers";
    table.columns = {
        {"supplier", "", Align::left}, {"item", "", Align::left}, {"shipped", "units/y"}, {"±", "", Align::right, Digits::like_previous}};
    for (const auto& [id, supplier] : scenario.supplier)
        for (const auto& [item, offer] : supplier.item) {
            const std::string metric = "supply." + id + "." + item;
            if (metrics.has(metric)) table.add({Cell(id), Cell(item), Cell(metrics.mean(metric)), Cell(metrics.half_width(metric))});
        }
    return table;
}

ReportTable money_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.title = "Money";
    const std::string unit = *scenario.currency + "/y";
    table.columns = {
        {"of", "", Align::left}, {"revenue", unit}, {"cost", unit}, {"margin", unit}, {"±", "", Align::right, Digits::like_previous}};
    const auto add = [&](const std::string& kind, const std::string& id) {
        if (!metrics.has("margin." + id)) return;
        table.add({Cell(kind + id), mean_cell(metrics, "revenue." + id), mean_cell(metrics, "cost." + id),
                   mean_cell(metrics, "margin." + id), Cell(metrics.half_width("margin." + id))});
    };
    for (const auto& [id, market] : scenario.market) add("market ", id);
    for (const auto& [id, plant] : scenario.plant) add("plant ", id);
    return table;
}

}  // namespace agrocap
