#include "workbook/result_workbooks.hpp"

#include "report/check_report.hpp"
#include "report/money_unit.hpp"
#include "report/results_csv.hpp"
#include "report/series_tables.hpp"
#include "workbook/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>

namespace agrocap {

namespace {

constexpr const char* headline_metrics[] = {"output.total",   "nominal.total", "utilisation.total", "demand.total", "sales.total",
                                            "sales.domestic", "sales.export",  "revenue.total",     "cost.total",   "margin.total"};
constexpr std::size_t states_charted = 40;

/// "KZT/y" for "money/y", where the currency is known.
std::string unit_told(const std::string& unit, const std::string& currency) { return currency.empty() ? unit : plain_unit(unit, currency); }

void add_figures(Workbook& workbook, const ExperimentResult& result, const std::vector<std::string>& focus, const std::string& currency) {
    std::vector<std::string> names(std::begin(headline_metrics), std::end(headline_metrics));
    names.insert(names.end(), focus.begin(), focus.end());
    for (const TargetResult& target : result.targets) names.push_back(*target.spec.metric);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::int64_t found = result.find(names[i]);
        if (found < 0 || std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
                             names.begin() + static_cast<std::ptrdiff_t>(i))
            continue;
        const auto metric = static_cast<std::size_t>(found);
        const Estimate& estimate = result.estimates[metric];
        workbook.figures.push_back({names[i], estimate.mean, estimate.half_width, unit_told(result.metrics[metric].unit, currency)});
    }
}

/// Estimates beside what is asked, as numbers that a chart can draw.
void add_targets(Workbook& workbook, const ExperimentResult& result) {
    if (result.targets.empty()) return;
    Sheet sheet{"Targets", exactly(targets_table(result)), {}};
    const auto column_of = [&sheet](const std::string& title) {
        const auto found = std::find_if(sheet.table.columns.begin(), sheet.table.columns.end(),
                                        [&title](const Column& column) { return column.title == title; });
        return static_cast<std::size_t>(found - sheet.table.columns.begin());
    };
    // Of metrics in several units the small ones would not be seen.
    std::set<std::string> units;
    for (const TargetResult& target : result.targets)
        if (const std::int64_t metric = result.find(*target.spec.metric); metric >= 0)
            units.insert(target.spec.probability ? "share" : result.metrics[static_cast<std::size_t>(metric)].unit);
    if (units.size() == 1)
        sheet.charts.push_back({.title = "Targets: what is asked, and what comes",
                                .axis = "",
                                .parts = {column_of("at_least"), column_of("at_most"), column_of("estimate")}});
    workbook.sheets.push_back(std::move(sheet));
}

/// The headline figures by period, in full precision, with a chart each.
Sheet calendar_sheet(const Series& series, const std::vector<std::string>& metrics, const std::string& currency) {
    Sheet sheet{"By " + every_word(series.every), {}, {}};
    ReportTable& table = sheet.table;
    table.columns = {{every_word(series.every), "", Align::left}, {"days", "", Align::right, Digits::exact}};
    std::vector<const SeriesRow*> rows;
    for (const std::string& name : metrics) {
        const SeriesRow* row = series.find(name);
        if (row == nullptr || std::find(rows.begin(), rows.end(), row) != rows.end()) continue;
        rows.push_back(row);
        const std::string unit = unit_told(row->metric.unit, currency);
        sheet.charts.push_back(
            {.title = fmt::format("{} by {}", name, every_word(series.every)), .axis = unit, .parts = {table.columns.size()}});
        table.columns.push_back({name, unit});
        table.columns.push_back({"± " + name, "", Align::right, Digits::like_previous});
    }
    for (std::size_t p = 0; p < series.periods.size(); ++p) {
        std::vector<Cell> cells{Cell(period_text(series.periods[p], series.every)), Cell(series.periods[p].days)};
        for (const SeriesRow* row : rows) {
            cells.emplace_back(row->points[p].mean);
            cells.emplace_back(row->points[p].half_width);
        }
        table.add(std::move(cells));
    }
    return sheet;
}

/// All metrics in full.
Sheet metrics_sheet(const std::string& name, const ExperimentResult& result, const std::string& currency) {
    constexpr std::size_t unit = 1;  // its column
    Sheet sheet{name, exactly(metrics_table(result)), {}};
    for (std::size_t m = 0; m < sheet.table.rows.size(); ++m)
        sheet.table.rows[m].cells[unit] = Cell(unit_told(result.metrics[m].unit, currency));
    return sheet;
}

/// A row a metric, a column a period.
Sheet series_sheet(const Series& series, const std::string& name, const std::string& currency, std::optional<double> SeriesPoint::*figure) {
    Sheet sheet{name, {}, {}};
    sheet.table.columns = {{"metric", "", Align::left}, {"unit", "", Align::left}};
    for (const SeriesPeriod& period : series.periods)
        sheet.table.columns.push_back({period_text(period, series.every), "", Align::right, Digits::exact});
    for (const SeriesRow& row : series.rows) {
        std::vector<Cell> cells{Cell(row.metric.name), Cell(unit_told(row.metric.unit, currency))};
        for (const SeriesPoint& point : row.points) cells.emplace_back(point.*figure);
        sheet.table.add(std::move(cells));
    }
    return sheet;
}

/// Of each station the shares of time by state, as a row of a stacked chart.
void add_states(Workbook& workbook, const ExperimentResult& result) {
    constexpr std::string_view prefix = "state.";
    Sheet sheet{"States", {}, {}};
    sheet.table.columns = {{"station", "", Align::left}};
    std::map<std::string, std::size_t> columns;
    std::vector<std::pair<std::string, std::map<std::size_t, Cell>>> stations;
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
        const std::string& name = result.metrics[m].name;
        if (!name.starts_with(prefix)) continue;
        const std::size_t dot = name.rfind('.');
        const std::string station = name.substr(prefix.size(), dot - prefix.size());
        const auto [column, is_new] = columns.try_emplace(name.substr(dot + 1), sheet.table.columns.size());
        if (is_new) sheet.table.columns.push_back({column->first, "%", Align::right, Digits::percent});
        if (stations.empty() || stations.back().first != station) stations.emplace_back(station, std::map<std::size_t, Cell>{});
        stations.back().second[column->second] = Cell(result.estimates[m].mean);
    }
    for (const auto& [station, shares] : stations) {
        std::vector<Cell> cells(sheet.table.columns.size());
        cells[0] = Cell(station);
        for (const auto& [column, share] : shares) cells[column] = share;
        sheet.table.add(std::move(cells));
    }
    sheet.table.drop_idle_columns();
    if (sheet.table.empty()) return;
    SheetChart chart{
        .kind = SheetChart::Kind::stacked_bars, .title = "Where the time of each station goes", .axis = "share of time", .parts = {}};
    for (std::size_t column = 1; column < sheet.table.columns.size(); ++column) chart.parts.push_back(column);
    chart.rows_max = states_charted;
    sheet.charts.push_back(std::move(chart));
    workbook.sheets.push_back(std::move(sheet));
}

}  // namespace

Workbook report_workbook(const WorkbookOrigin& origin, const RunReport& report) {
    Workbook workbook = workbook_of(report, {});
    if (!workbook.sheets.empty()) {  // the first table is what was asked for
        workbook.answers.push_back(std::move(workbook.sheets.front().table));
        workbook.sheets.erase(workbook.sheets.begin());
    }
    workbook.facts = provenance(origin);
    return workbook;
}

Workbook run_workbook(const WorkbookOrigin& origin, const RunReport& report, const ExperimentResult& result,
                      const std::vector<std::string>& focus) {
    const bool is_check = origin.command == "check";
    Workbook workbook = workbook_of(report, is_check ? std::vector<std::string>{""} : std::vector<std::string>{"summary", "targets"});
    // What stands in full on a sheet of its own below.
    std::erase_if(workbook.sheets, [](const Sheet& sheet) { return sheet.table.section == "series" || sheet.name == "Metrics"; });
    std::vector<Sheet> tables = std::move(workbook.sheets);
    workbook.sheets.clear();
    add_figures(workbook, result, focus, origin.currency);
    workbook.facts = provenance(origin, result);
    add_targets(workbook, result);
    if (result.series) {
        std::vector<std::string> metrics;
        for (const NamedFigure& figure : workbook.figures) metrics.push_back(figure.label);
        workbook.sheets.push_back(calendar_sheet(*result.series, metrics, origin.currency));
    }
    for (Sheet& table : tables) workbook.sheets.push_back(std::move(table));
    add_states(workbook, result);
    workbook.sheets.push_back(metrics_sheet("Metrics", result, origin.currency));
    if (result.series) {
        workbook.sheets.push_back(series_sheet(*result.series, "Series", origin.currency, &SeriesPoint::mean));
        workbook.sheets.push_back(series_sheet(*result.series, "Series ±", origin.currency, &SeriesPoint::half_width));
    }
    return workbook;
}

Workbook suite_workbook(const std::vector<CheckedScenario>& checked, const std::string& outcome) {
    Workbook workbook;
    workbook.title = outcome;
    ReportTable verdicts;
    for (const CheckedScenario& one : checked) {
        const std::string file = one.origin.files.empty() ? one.origin.scenario : one.origin.files.front().path;
        ReportTable table = verdict_table(one.result);
        if (verdicts.columns.empty()) {
            verdicts.title = table.title;
            verdicts.columns = table.columns;
            verdicts.columns.insert(verdicts.columns.begin(), Column{"scenario", "", Align::left});
        }
        for (ReportTable::Row& row : table.rows) {
            row.cells.insert(row.cells.begin(), Cell(file));
            verdicts.add(std::move(row.cells));
        }
        for (auto& fact : provenance(one.origin, one.result))
            if (workbook.facts.empty() || fact.first != "program") workbook.facts.push_back(std::move(fact));
        workbook.sheets.push_back(
            metrics_sheet("Metrics of " + std::filesystem::path(file).stem().string(), one.result, one.origin.currency));
    }
    if (!verdicts.empty()) workbook.answers.push_back(std::move(verdicts));
    return workbook;
}

}  // namespace agrocap
