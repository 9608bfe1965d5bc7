#include "report/run_tables.hpp"

#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace agrocap {

namespace {

/// A row of the headline in the digits that its half-width earns.
void add_headline(ReportTable& table, const MetricLookup& metrics, const std::string& title, MetricPattern pattern) {
    const std::string metric = metric_name(pattern);
    const Estimate& estimate = metrics.estimate(metric);
    if (!estimate.mean) return;
    const bool share = metrics.unit(metric) == "share";
    const double scale = share ? 100 : 1;
    const double half_width = estimate.half_width.value_or(0.0) * scale;
    // Without an interval one decimal of a share, and of a number no more than it needs for three digits.
    const int decimals = half_width > 0 ? std::min(decimals_for_half_width(half_width), 2)
                         : share        ? 1
                                        : std::min(decimals_for_magnitude(*estimate.mean), 1);
    const auto cell = [&](std::optional<double> value) { return value ? Cell(*value * scale, decimals) : Cell(); };
    const bool varies = estimate.n > 1 && estimate.sd.value_or(0.0) > 0;
    table.add({Cell(title), cell(estimate.mean), varies ? cell(estimate.half_width) : Cell(), varies ? cell(estimate.min) : Cell(),
               varies ? cell(estimate.max) : Cell(), Cell(share ? "%" : metrics.unit(metric))});
}

/// Revenue, cost and margin in the unit of the largest.
void add_money_headlines(ReportTable& table, const Scenario& scenario, const MetricLookup& metrics) {
    const MoneyUnit money = money_unit(metrics.mean_or_zero(metric_name("revenue.total")), *scenario.currency);
    const auto add = [&](const char* title, MetricPattern pattern) {
        const Estimate& estimate = metrics.estimate(metric_name(pattern));
        if (!estimate.mean) return;
        const double half_width = estimate.half_width.value_or(0.0) / money.size;
        const int decimals = half_width > 0 ? std::min(decimals_for_half_width(half_width), 2) : money.size > 1 ? 1 : 0;
        const auto cell = [&](std::optional<double> value) { return value ? Cell(*value / money.size, decimals) : Cell(); };
        const bool varies = estimate.n > 1 && estimate.sd.value_or(0.0) > 0;
        table.add({Cell(title), cell(estimate.mean), varies ? cell(estimate.half_width) : Cell(), varies ? cell(estimate.min) : Cell(),
                   varies ? cell(estimate.max) : Cell(), Cell(money.text)});
    };
    add("revenue", "revenue.total");
    add("cost", "cost.total");
    add("margin", "margin.total");
}

/// What a row of the capacity table is about.
struct Place {
    std::string title;             // "semey"
    std::string name;              // "Semey works"; may be empty
    std::vector<std::string> ids;  // of the plant, and of the line if it is one
    bool has_money = false;        // the plant's stands in the row

    [[nodiscard]] bool is_line() const { return ids.size() > 1; }
    /// The metric of the line, or that of the plant.
    [[nodiscard]] std::string metric(MetricPattern of_line, MetricPattern of_plant) const {
        return metric_name(is_line() ? of_line : of_plant, ids);
    }
    [[nodiscard]] std::string plant_metric(MetricPattern pattern) const { return metric_name(pattern, {ids.front()}); }
};

/// A line that feeds others makes no finished goods: its row says what leaves it, in a column of its own.
bool feeds_others(const MetricLookup& metrics, const Place& place) {
    return place.is_line() && metrics.mean_or_zero(metric_name("output.line.PLANT.LINE", place.ids)) == 0 &&
           metrics.mean_or_zero(metric_name("throughput.PLANT.LINE", place.ids)) > 0;
}

std::vector<Cell> capacity_cells(const MetricLookup& metrics, const Place& place, const MoneyUnit& money) {
    constexpr double hours_per_year = 8760;  // of 365 days
    const std::string output = place.metric("output.line.PLANT.LINE", "output.plant.PLANT");
    const bool feeder = feeds_others(metrics, place);
    const auto cell = [&](const std::string& metric) { return metrics.has(metric) ? Cell(metrics.mean(metric)) : Cell(); };
    const auto line_cell = [&](MetricPattern pattern) { return place.is_line() ? cell(metric_name(pattern, place.ids)) : Cell(); };
    const bool earns = place.has_money && metrics.mean_or_zero(place.plant_metric("revenue.PLANT")) > 0;
    return {Cell(place.title),
            Cell(place.name),
            feeder ? Cell() : cell(output),
            feeder ? Cell() : Cell(metrics.half_width(output)),
            feeder ? Cell(metrics.mean_or_zero(metric_name("throughput.PLANT.LINE", place.ids)) * hours_per_year) : Cell(),
            cell(place.metric("nominal.PLANT.LINE", "nominal.PLANT")),
            cell(place.metric("utilisation.PLANT.LINE", "utilisation.PLANT")),
            line_cell("wip.PLANT.LINE"),
            line_cell("cycle.PLANT.LINE"),
            line_cell("scrap.PLANT.LINE"),
            line_cell("lost.PLANT.LINE"),
            earns ? Cell(metrics.mean_or_zero(place.plant_metric("margin.PLANT")) / money.size) : Cell()};
}

/// The name that a planner gave, unless it only repeats the id.
std::string name_beside(const std::string& id, const Name& name) { return name.value == id ? std::string() : name.value; }

}  // namespace

ReportTable headline_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.columns = {{"", "", Align::left},    {"mean"}, {"±", "", Align::right, Digits::like_previous}, {"lowest"}, {"highest"},
                     {"unit", "", Align::left}};
    add_headline(table, metrics, "output", "output.total");
    add_headline(table, metrics, "nominal capacity", "nominal.total");
    add_headline(table, metrics, "utilisation", "utilisation.total");
    add_headline(table, metrics, "demand", "demand.total");
    add_headline(table, metrics, "sales", "sales.total");
    if (!scenario.home.value.empty()) {
        add_headline(table, metrics, "sales at home", "sales.domestic");
        add_headline(table, metrics, "exports", "sales.export");
    }
    add_money_headlines(table, scenario, metrics);
    table.drop_idle_columns();  // one replication has no spread
    return table;
}

ReportTable capacity_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    const MoneyUnit money = money_unit(metrics.mean_or_zero(metric_name("revenue.total")), *scenario.currency);
    table.title = "Output against nominal capacity";
    table.columns = {{"plant, line", "", Align::left},
                     {"name", "", Align::left},
                     {.title = "output", .unit = "units/y", .stays = true},
                     {"±", "", Align::right, Digits::like_previous},
                     {"parts made", "units/y"},
                     {.title = "nominal", .unit = "units/y", .stays = true},
                     {"utilised", "%", Align::right, Digits::percent},
                     {"in the line", "units"},
                     {"time through", "h"},
                     {"scrapped", "units/y"},
                     {"lost", "units/y"},
                     {"margin", money.text}};
    for (const auto& [plant_id, plant] : scenario.plant) {
        if (plant.line.empty()) continue;
        const std::string name = name_beside(plant_id, plant.name);
        if (plant.line.size() == 1) {  // one row says it all
            const std::string& line_id = plant.line.begin()->first;
            table.add(capacity_cells(metrics, {plant_id + "." + line_id, name, {plant_id, line_id}, true}, money));
            continue;
        }
        table.add(capacity_cells(metrics, {plant_id, name, {plant_id}, true}, money));
        for (const auto& [line_id, line] : plant.line)
            table.add(capacity_cells(metrics, {line_id, "", {plant_id, line_id}, false}, money), 1);
    }
    table.drop_idle_columns();
    return table;
}

ReportTable item_table(const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable table;
    table.title = "Output by family and item";
    table.columns = {{"family, item", "", Align::left},
                     {"name", "", Align::left},
                     {"output", "units/y"},
                     {"±", "", Align::right, Digits::like_previous},
                     {"of all", "%", Align::right, Digits::percent}};
    const double total = metrics.mean_or_zero(metric_name("output.total"));
    const auto add = [&](const std::string& title, const std::string& name, const std::string& metric, int level) {
        const Cell share = total > 0 ? Cell(metrics.mean_or_zero(metric) / total) : Cell();
        table.add({Cell(title), Cell(name), metrics.mean(metric), metrics.half_width(metric), share}, level);
    };

    Keyed<std::vector<std::string>> members;  // finished goods by family; "" = none
    std::size_t item_count = 0;
    for (const auto& [id, item] : scenario.item) {
        if (!metrics.has(metric_name("output.item.ITEM", {id}))) continue;
        members[item.family.value].push_back(id);
        ++item_count;
    }
    if (item_count < 2) return table;
    for (const auto& [family, items] : members) {
        const bool has_head = !family.empty() && !(items.size() == 1 && items.front() == family);
        if (has_head) add(family, "", metric_name("output.family.FAMILY", {family}), 0);
        for (const std::string& id : items)
            add(id, name_beside(id, scenario.item.at(id).name), metric_name("output.item.ITEM", {id}), has_head ? 1 : 0);
    }
    table.drop_idle_columns();
    return table;
}

std::string threshold_text(double value) {
    const double whole = static_cast<double>(static_cast<std::int64_t>(value));
    return whole == value ? grouped(value, 0) : exact_number(value);
}

std::string threshold_of(const TargetSpec& spec) {
    std::string text;
    switch (spec.sense) {
        case TargetSense::at_least: text = "at least " + threshold_text(*spec.low); break;
        case TargetSense::at_most: text = "at most " + threshold_text(*spec.high); break;
        case TargetSense::between: text = "from " + threshold_text(*spec.low) + " to " + threshold_text(*spec.high); break;
    }
    if (spec.probability) text += fmt::format(", in {} % of years", exact_number(**spec.probability * 100));
    return text;
}

Cell verdict_cell(Verdict verdict) {
    const Tone tone = verdict == Verdict::pass ? Tone::good : verdict == Verdict::undecided ? Tone::doubtful : Tone::bad;
    return {std::string(verdict_word(verdict)), tone};
}

ReportTable target_table(const ExperimentResult& result) {
    ReportTable table;
    table.title = "Targets";
    table.columns = {{"target", "", Align::left}, {"metric", "", Align::left}, {"asked", "", Align::left}, {"estimate"}, {"±"},
                     {"verdict", "", Align::left}};
    for (const TargetResult& target : result.targets) {
        const double half_width = target.estimate.half_width.value_or(0.0);
        const double mean = target.estimate.mean.value_or(0.0);
        const int decimals = half_width > 0 ? decimals_for_half_width(half_width) : decimals_for_magnitude(mean);
        Cell estimate(target.estimate.mean);
        Cell width(target.estimate.half_width);
        estimate.decimals = width.decimals = decimals;
        table.add(
            {Cell(target.name), Cell(*target.spec.metric), Cell(threshold_of(target.spec)), estimate, width, verdict_cell(target.verdict)});
    }
    return table;
}

}  // namespace agrocap
