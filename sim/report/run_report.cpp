#include "report/run_report.hpp"

#include "base/visible_text.hpp"
#include "experiment/precision.hpp"
#include "report/chance_tables.hpp"
#include "report/idle_sources.hpp"
#include "report/network_tables.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"
#include "report/series_tables.hpp"
#include "report/station_tables.hpp"
#include "report/text_width.hpp"
#include "stats/batch_means.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace agrocap {

namespace {

/// What a reader asks for a table of a run by, and what it is called in short.
struct RunSection {
    const char* name;
    const char* title;
};
constexpr std::array run_report_sections{RunSection{"summary", "In short"},
                                         RunSection{"targets", "Targets"},
                                         RunSection{"likelihood", "How likely"},
                                         RunSection{"spread", "How years differ"},
                                         RunSection{"series", "Over time"},
                                         RunSection{"markets", "Markets"},
                                         RunSection{"due", "Due dates"},
                                         RunSection{"exports", "Exports"},
                                         RunSection{"capacity", "Output and capacity"},
                                         RunSection{"items", "Items"},
                                         RunSection{"stocks", "Stocks"},
                                         RunSection{"time", "Where the lines' time goes"},
                                         RunSection{"stations", "The most occupied stations"},
                                         RunSection{"stores", "Stores that run empty"},
                                         RunSection{"suppliers", "Suppliers"},
                                         RunSection{"lanes", "Lanes"},
                                         RunSection{"places", "Crossings, ports and hubs"},
                                         RunSection{"idle", "Never asked"}};
constexpr const char* closing_section = "why";

std::string batches_of(const ExperimentResult& result) {
    return fmt::format("{} batches of {}", result.values.size(), days_text(result.measured_days / static_cast<double>(result.batches)));
}

std::string finished_of(const ExperimentResult& result) {
    const std::size_t count = result.values.size();
    return result.batches > 0 ? fmt::format("{} finished {}", count, count == 1 ? "batch" : "batches")
                              : counted(count, "finished replication");
}

std::string subtitle_of(const ExperimentResult& result) {
    std::string text = days_text(result.measured_days) + " measured";
    if (result.warmup_days > 0) text += " after " + days_text(result.warmup_days) + " of warm-up";
    const std::string how =
        result.batches > 0 ? fmt::format("one replication in {}", batches_of(result)) : counted(result.values.size(), "replication");
    text += fmt::format(", {}, seed {}", how, result.seed);
    if (result.values.size() > 1)
        text += fmt::format("; ± is the half-width of the {} % confidence interval", exact_number(result.confidence * 100));
    return text;
}

ReportTable by_period(const Scenario& scenario, const ExperimentResult& result) {
    if (!result.series) return {};
    std::vector<std::string> metrics = focus_of(scenario);
    for (const char* total : {"output.total", "sales.total", "sales.export"})
        if (std::find(metrics.begin(), metrics.end(), total) == metrics.end()) metrics.emplace_back(total);
    return series_table(*result.series, metrics, *scenario.currency);
}

/// A dozen of what was never asked is enough to look at; the JSON has all of it.
ReportTable idle_table(const Scenario& scenario, const MetricLookup& metrics) {
    constexpr std::size_t most = 12;
    ReportTable table;
    table.title = "Who could have served";
    table.columns = {{"source, lane or line", "", Align::left}, {"what it did", "", Align::left}};
    const std::vector<IdleSource> idle = idle_sources(scenario, metrics);
    for (std::size_t i = 0; i < std::min(idle.size(), most); ++i) table.add({Cell(idle[i].what), Cell(idle[i].note)});
    if (idle.size() > most) table.notes.push_back(fmt::format("and {} more, see \"notes\" in --json", idle.size() - most));
    return table;
}

}  // namespace

const std::vector<std::string>& run_sections() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        all.reserve(run_report_sections.size() + 1);
        for (const RunSection& section : run_report_sections) all.emplace_back(section.name);
        all.emplace_back(closing_section);
        return all;
    }();
    return names;
}

void keep_sections(RunReport& report, const std::vector<std::string>& wanted) {
    const auto is_unwanted = [&wanted](std::string_view name) { return std::find(wanted.begin(), wanted.end(), name) == wanted.end(); };
    std::erase_if(report.tables, [&is_unwanted](const ReportTable& table) { return is_unwanted(table.section); });
    if (is_unwanted(closing_section)) report.closing.clear();
}

std::string warmup_remark(const ExperimentResult& result) {
    const std::string how = fmt::format("MSER-5 on {}", counted(result.warmup->pilots, "pilot replication"));
    if (result.warmup->settled) return fmt::format("warm-up of {} found by {}", days_text(result.warmup_days), how);
    std::string lines;
    for (const LineWarmup& line : result.warmup->lines)
        if (!line.output || !line.wip) lines += (lines.empty() ? "" : ", ") + line.line;
    return fmt::format("warning: the run is too short to find its warm-up by {}: {} did not settle, {} were left out", how, lines,
                       days_text(result.warmup_days));
}

std::string precision_remark(const Scenario& scenario, const ExperimentResult& result) {
    std::string known;
    for (const std::string& name : goal_for(scenario, *result.precision_missed, result.confidence).metrics) {
        const std::int64_t metric = result.find(name);
        if (metric < 0) continue;
        const Estimate& estimate = result.estimates[static_cast<std::size_t>(metric)];
        const bool has_width = estimate.mean && estimate.half_width && *estimate.mean != 0;
        const double width = has_width ? *estimate.half_width / std::abs(*estimate.mean) : 0;
        if (has_width && width <= *result.precision_missed) continue;
        known += fmt::format("{}{} {}", known.empty() ? "" : ", ", name,
                             has_width ? fmt::format("is known to {} %", significant(100 * width, 2)) : std::string("has no value"));
    }
    return fmt::format("warning: {:.15g} % is not reached with {}: {}; raise max_replications", 100 * *result.precision_missed,
                       counted(result.values.size(), "replication"), known.empty() ? "more are needed to be sure of the width" : known);
}

std::string batch_remark(const Scenario& scenario, const ExperimentResult& result) {
    if (result.batches == 0) return "";
    std::string agreeing;
    for (const std::string& name : focus_of(scenario)) {
        const std::int64_t metric = result.find(name);
        if (metric < 0) continue;
        const std::optional<double> correlation = result.correlations[static_cast<std::size_t>(metric)];
        if (!correlation || !neighbours_agree(*correlation, result.values.size(), result.confidence)) continue;
        agreeing += fmt::format("{}{} ({:.2f})", agreeing.empty() ? "" : ", ", name, *correlation);
    }
    if (agreeing.empty()) return "";
    return fmt::format(
        "warning: the batches are too short: neighbours correlate in {}, so the intervals are too narrow; ask for fewer batches or a "
        "longer "
        "horizon",
        agreeing);
}

RunReport run_report(const Scenario& scenario, const ExperimentResult& result) {
    const MetricLookup metrics(result);
    const std::string file = scenario.files.empty() ? std::string("scenario") : scenario.files.front().path;
    RunReport report{scenario.name->empty() ? file : *scenario.name, subtitle_of(result), {}, {}};
    const std::array<ReportTable, run_report_sections.size()> tables{headline_table(scenario, metrics),
                                                                     target_table(result),
                                                                     probability_table(result),
                                                                     quantile_table(scenario, result),
                                                                     by_period(scenario, result),
                                                                     market_table(scenario, metrics),
                                                                     due_table(scenario, metrics),
                                                                     export_table(scenario, metrics),
                                                                     capacity_table(scenario, metrics),
                                                                     item_table(scenario, metrics),
                                                                     stock_table(scenario, metrics),
                                                                     time_table(scenario, metrics),
                                                                     worst_station_table(scenario, metrics),
                                                                     store_table(scenario, metrics),
                                                                     supply_table(scenario, metrics),
                                                                     lane_table(scenario, metrics),
                                                                     place_table(scenario, metrics),
                                                                     idle_table(scenario, metrics)};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (tables[i].empty()) continue;
        report.tables.push_back(tables[i]);
        report.tables.back().section = run_report_sections[i].name;
        report.tables.back().short_title = run_report_sections[i].title;
    }
    if (result.interrupted) report.remarks.push_back("interrupted: these figures rest on " + finished_of(result));
    if (result.precision_missed) report.remarks.push_back(precision_remark(scenario, result));
    if (result.warmup) report.remarks.push_back(warmup_remark(result));
    if (const std::string remark = batch_remark(scenario, result); !remark.empty()) report.remarks.push_back(remark);
    if (result.values.size() == 1 && result.batches == 0)
        report.remarks.emplace_back("one replication shows one possible year, not how sure it is: ask for more with --replications");
    return report;
}

std::string text_of(const RunReport& report, Screen screen) {
    const std::string title = wrapped(visible(report.title), screen.columns, 0);
    std::string text = screen.colour == Colour::on ? "\x1b[1m" + title + "\x1b[0m\n" : title + "\n";
    text += wrapped(report.subtitle, screen.columns, 0) + "\n";
    for (const std::string& remark : report.remarks) text += wrapped(remark, screen.columns, 0) + "\n";
    for (const ReportTable& table : report.tables) text += "\n" + text_of(table, screen);
    if (!report.closing.empty()) text += "\n" + wrapped(report.closing, screen.columns, 0) + "\n";
    return text;
}

std::string timing_line(const ExperimentResult& result) {
    const double per_second = result.wall_s > 0 ? static_cast<double>(result.events) / result.wall_s : 0;
    return fmt::format("{} events in {} s, {} a second, {}", grouped(static_cast<double>(result.events), 0), grouped(result.wall_s, 2),
                       per_second >= 1e6 ? grouped(per_second / 1e6, 1) + " million" : grouped(per_second, 0),
                       counted(result.threads, "thread"));
}

}  // namespace agrocap
