#include "page/run_page.hpp"

#include "page/floor_charts.hpp"
#include "page/gantt_chart.hpp"
#include "page/mark_text.hpp"
#include "page/series_charts.hpp"
#include "page/target_charts.hpp"
#include "page/trade_charts.hpp"
#include "report/money_unit.hpp"
#include "report/network_tables.hpp"
#include "report/number_format.hpp"
#include "report/station_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t rows_listed = 200;       // of a table that a screen cuts short
constexpr std::size_t occupied_listed = 40;    // stations; all of them have a table below
constexpr std::size_t stations_listed = 1000;  // 1 000 plants have more: the most occupied
constexpr std::size_t metrics_listed = 20'000;

/// A part of the page around a table of the run's report.
struct PagePart {
    const char* section;  // of the table
    std::optional<SaidChart> (*chart)(const Scenario&, const MetricLookup&) = nullptr;
};

/// In the order in which somebody asks: is it enough, where, why not more, what goes out, and then all the rest.
constexpr std::array parts{
    PagePart{"capacity", capacity_chart},
    PagePart{"time", states_chart},
    PagePart{"stations"},
    PagePart{"markets", markets_chart},
    PagePart{"exports", exports_chart},
    PagePart{"stocks", stocks_chart},
    PagePart{"places", places_chart},
    PagePart{"likelihood"},
    PagePart{"spread"},
    PagePart{"due"},
    PagePart{"items"},
    PagePart{"stores"},
    PagePart{"suppliers"},
    PagePart{"lanes"},
    PagePart{"idle"},
};

/// The tables that a screen cuts short, as long as a page has room for.
ReportTable long_table(const ReportTable& table, const Scenario& scenario, const MetricLookup& metrics) {
    ReportTable longer = table;
    if (table.section == "time") longer = time_table(scenario, metrics, rows_listed);
    if (table.section == "stations") longer = worst_station_table(scenario, metrics, occupied_listed);
    if (table.section == "stores") longer = store_table(scenario, metrics, rows_listed);
    if (table.section == "suppliers") longer = supply_table(scenario, metrics, rows_listed);
    if (table.section == "lanes") longer = lane_table(scenario, metrics, rows_listed);
    longer.section = table.section;
    return longer;
}

const ReportTable* table_of(const RunReport& report, const std::string& section) {
    const auto found =
        std::find_if(report.tables.begin(), report.tables.end(), [&](const ReportTable& one) { return one.section == section; });
    return found == report.tables.end() ? nullptr : &*found;
}

void add_chart(Page& page, PageSection section, std::optional<SaidChart> said) {
    if (said) {
        section.sentence = std::move(said->sentence);
        section.chart = std::move(said->chart);
    }
    if (section.chart || !section.tables.empty()) page.sections.push_back(std::move(section));
}

/// All metrics but the states, which the table of all stations has; a line each, with tabs.
PageSection metrics_section(const Scenario& scenario, const ExperimentResult& result) {
    PageSection section{.id = "metrics", .title = "All metrics", .listing_class = "metrics", .is_folded = true};
    std::size_t listed = 0;
    for (std::size_t m = 0; m < result.metrics.size() && listed < metrics_listed; ++m) {
        const MetricInfo& metric = result.metrics[m];
        const Estimate& estimate = result.estimates[m];
        if (metric.name.starts_with("state.") || !estimate.mean) continue;
        const double half_width = estimate.half_width.value_or(0.0);
        const int decimals = half_width > 0 ? decimals_for_half_width(half_width) : std::min(decimals_for_magnitude(*estimate.mean), 4);
        section.listing += fmt::format("{}\t{}\t{}\t{}\n", metric.name, grouped(*estimate.mean, decimals),
                                       half_width > 0 ? grouped(half_width, decimals) : "", plain_unit(metric.unit, *scenario.currency));
        ++listed;
    }
    section.sentence = fmt::format("{} with an observation: name, mean, ± and unit. Shares of states are in the table of stations.",
                                   counted(listed, "metric"));
    return section;
}

PageSection targets_section(const Scenario& scenario, const ExperimentResult& result, const ReportTable& table) {
    PageSection section{.id = "targets", .title = table.name(), .tables = {table}};
    if (std::optional<SaidChart> said = targets_chart(scenario, result)) {
        section.sentence = std::move(said->sentence);
        section.chart = std::move(said->chart);
    }
    return section;
}

PageSection bounds_section(const MetricLookup& metrics, const PageOrigin& origin) {
    ReportTable table;
    table.columns = {
        {"metric", "", Align::left}, {"mean"}, {"±", "", Align::right, Digits::like_previous}, {"bound"}, {"unit", "", Align::left}};
    std::string beyond;
    for (const auto& [metric, bound] : origin.bound) {
        if (metrics.mean_or_zero(metric) > bound) beyond += (beyond.empty() ? "" : ", ") + metric;
        table.add({Cell(metric), Cell(metrics.mean(metric)), Cell(metrics.half_width(metric)), Cell(bound), Cell(metrics.unit(metric))});
    }
    return {
        .id = "bounds",
        .title = "Proven bounds",
        .sentence = "What the mean cannot exceed, whatever the luck and the dispatching; the command bound has the proof." +
                    (beyond.empty() ? "" : fmt::format(" That of a number of replications may lie above it by luck, as here: {}.", beyond)),
        .tables = {std::move(table)}};
}

}  // namespace

OriginFacts origin_facts(const Scenario& scenario, const ExperimentResult& result) {
    OriginFacts facts{.digest = result.digest,
                      .seed = result.seed,
                      .replications = result.values.size(),
                      .measured = days_text(result.measured_days),
                      .files = scenario.files,
                      .set = scenario.set};
    if (facts.replications == 0 && !result.estimates.empty()) facts.replications = result.estimates.front().n;
    if (result.warmup_days > 0) facts.measured += " after " + days_text(result.warmup_days) + " of warm-up";
    return facts;
}

Page plain_page(const RunReport& report) {
    Page page{.title = report.title, .subtitle = report.subtitle, .remarks = report.remarks};
    for (std::size_t i = 0; i < report.tables.size(); ++i) {
        PageSection section{.id = fmt::format("table-{}", i + 1), .title = report.tables[i].title, .tables = {report.tables[i]}};
        section.tables.front().title.clear();
        if (section.title.empty()) section.title = "Results";
        page.sections.push_back(std::move(section));
    }
    return page;
}

Page joined_pages(const std::vector<Page>& pages, const std::string& outcome) {
    Page all{.title = "Check of several scenarios", .subtitle = outcome};
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const Page& page = pages[i];
        for (const std::string& remark : page.remarks) all.remarks.push_back(page.title + ": " + remark);
        const std::string prefix = fmt::format("s{}-", i + 1);
        all.sections.push_back({.id = prefix + "answer", .title = page.title, .sentence = page.answer});
        all.answer += fmt::format("{}{}: {}", i == 0 ? "" : " ", page.title, page.answer);
        if (all.tone != Tone::bad && page.tone != Tone::plain && !(all.tone == Tone::doubtful && page.tone == Tone::good))
            all.tone = page.tone;
        for (PageSection section : page.sections) {
            section.id = prefix + section.id;
            all.sections.push_back(std::move(section));
        }
    }
    if (!pages.empty()) all.land = pages.front().land;
    return all;
}

Page run_page(const Scenario& scenario, const ExperimentResult& result, const PageOrigin& origin) {
    const MetricLookup metrics(result);
    const RunReport report = run_report(scenario, result);
    Page page{.title = report.title,
              .subtitle = report.subtitle,
              .answer = run_answer(scenario, result) + (origin.why.empty() ? "" : " " + origin.why),
              .tone = tone_of_targets(result),
              .remarks = report.remarks};
    if (const ReportTable* summary = table_of(report, "summary"))
        page.sections.push_back({.id = "summary", .title = summary->name(), .tables = {*summary}});
    if (const ReportTable* targets = table_of(report, "targets")) page.sections.push_back(targets_section(scenario, result, *targets));
    std::vector<PageSection> over_time = series_sections(scenario, result);
    const std::size_t urgent = !over_time.empty() && over_time.front().id == "over-time" ? 1 : 0;
    if (urgent > 0) page.sections.push_back(std::move(over_time.front()));
    if (!origin.bound.empty()) page.sections.push_back(bounds_section(metrics, origin));
    add_chart(page, {.id = "map", .title = "Map"}, map_chart(scenario, metrics));
    for (const PagePart& part : parts) {
        const ReportTable* table = table_of(report, part.section);
        if (table == nullptr) continue;
        PageSection section{.id = part.section, .title = table->name(), .tables = {long_table(*table, scenario, metrics)}};
        if (section.tables.front().title == section.title) section.tables.front().title.clear();
        add_chart(page, std::move(section), part.chart == nullptr ? std::nullopt : part.chart(scenario, metrics));
    }
    for (std::size_t i = urgent; i < over_time.size(); ++i) page.sections.push_back(std::move(over_time[i]));
    for (PageSection& section : gantt_sections(origin.gantts)) page.sections.push_back(std::move(section));
    if (ReportTable states = station_state_table(scenario, metrics, stations_listed); !states.empty())
        page.sections.push_back({.id = "all-stations", .title = "All stations", .tables = {std::move(states)}, .is_folded = true});
    page.sections.push_back(metrics_section(scenario, result));
    add_origin(page, origin, origin_facts(scenario, result));
    return page;
}

}  // namespace agrocap
