#include "page/comparison_page.hpp"

#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "page/waterfall_chart.hpp"
#include "report/change_table.hpp"
#include "report/comparison_report.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t metrics_drawn = 24;
constexpr std::size_t keys_listed = 400;  // changed, of a what-if

/// "output.total: -1 204 ± 61 units/y, worse"
std::string difference_text(const MetricComparison& row) {
    const char* sign = row.difference.mean.value_or(0.0) > 0 ? "+" : "";
    return fmt::format("{} {}{}, {}", row.metric.name, sign, estimate_text(row.difference, row.metric.unit), finding_of(row));
}

/// The first metric of each what-if, in a sentence: what was asked first.
std::string comparison_answer(const ComparedScenarios& compared, const Comparison& comparison) {
    std::string answer = "Against the base:";
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const WhatIfComparison& whatif = comparison.whatifs[i];
        answer += fmt::format("{} {} – ", i == 0 ? "" : ";", compared.scenarios[i + 1].short_title());
        if (whatif.identical)
            answer += reaches_nothing;
        else if (!whatif.metrics.empty())
            answer += difference_text(whatif.metrics.front());
    }
    return answer + ".";
}

/// One metric in all what-ifs: the differences with their intervals, around nothing.
PageSection metric_section(const ComparedScenarios& compared, const Comparison& comparison, std::size_t m) {
    const MetricInfo& metric = comparison.whatifs.front().metrics[m].metric;
    PageSection section{.id = fmt::format("metric-{}", m + 1), .title = metric.name};
    Chart chart{.kind = ChartKind::points,
                .title = "Paired differences of " + metric.name + " from the base",
                .unit = metric.unit,
                .parts = {"better", "worse", "higher", "lower", "no evidence"},
                .lines = {{"the base", 0}}};
    ReportTable table;
    table.columns = {{"what-if", "", Align::left},
                     {"base", metric.unit},
                     {"what-if", metric.unit},
                     {"difference", metric.unit},
                     {"±", "", Align::right, Digits::like_previous},
                     {"finding", "", Align::left}};
    std::size_t proven = 0;
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const MetricComparison& row = comparison.whatifs[i].metrics[m];
        const std::string title = compared.scenarios[i + 1].short_title();
        proven += row.change == Change::none ? 0 : 1;
        chart.marks.push_back({.row = title,
                               .part = finding_of(row),
                               .value = row.difference.mean,
                               .half_width = row.difference.half_width,
                               .say = fmt::format("{}: {}", title, difference_text(row))});
        table.add({Cell(title), Cell(row.base.mean), Cell(row.whatif.mean), Cell(row.difference.mean), Cell(row.difference.half_width),
                   Cell(finding_of(row))});
    }
    const std::string base = value_text(comparison.whatifs.front().metrics[m].base.mean.value_or(0.0), metric.unit);
    if (comparison.whatifs.size() == 1)
        section.sentence = fmt::format("{} {} proven to differ from the base, at {}.", compared.scenarios[1].short_title(),
                                       proven == 1 ? "is" : "is not", base);
    else
        section.sentence = fmt::format(
            "Of {} {} proven to differ from the base, at {}.", counted(comparison.whatifs.size(), "what-if"),
            proven == 1 ? "one is" : fmt::format("{} are", proven == 0 ? "none" : grouped(static_cast<double>(proven), 0)), base);
    section.chart = std::move(chart);
    section.tables.push_back(std::move(table));
    return section;
}

/// How one difference of a what-if comes about, change by change. Nothing where the metric is none of the comparison.
std::optional<PageSection> account_section(const ComparedScenario& scenario, const WhatIfComparison& whatif, const ChangeAccount& account) {
    const auto row = std::find_if(whatif.metrics.begin(), whatif.metrics.end(),
                                  [&](const MetricComparison& one) { return one.metric.name == account.metric; });
    if (row == whatif.metrics.end()) return std::nullopt;
    PageSection section{.id = {}, .title = fmt::format("What brings the difference in {}: {}", account.metric, scenario.short_title())};
    if (std::all_of(account.effects.begin(), account.effects.end(), brings_nothing)) {
        section.sentence = "None of the changes brings anything to it.";
        return section;
    }
    SaidChart said = change_chart(account, row->difference, row->metric.unit);
    section.sentence = std::move(said.sentence);
    section.chart = std::move(said.chart);
    section.tables.push_back(change_table(account, row->metric.unit));
    section.tables.front().title.clear();
    return section;
}

void add_accounts(Page& page, const ComparedScenarios& compared, const Comparison& comparison) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const ComparedScenario& scenario = compared.scenarios[i + 1];
        for (const ChangeAccount& account : scenario.accounts) {
            std::optional<PageSection> section = account_section(scenario, comparison.whatifs[i], account);
            if (!section) continue;
            section->id = fmt::format("account-{}", ++number);
            page.sections.push_back(std::move(*section));
        }
    }
}

PageSection changes_section(const ComparedScenario& scenario, std::size_t number) {
    ReportTable table;
    table.columns = {{"key", "", Align::left}, {"base", "", Align::left}, {"what-if", "", Align::left}};
    for (std::size_t i = 0; i < std::min(scenario.differences.size(), keys_listed); ++i) {
        const ScenarioDifference& one = scenario.differences[i];
        table.add({Cell(one.path), Cell(one.left.value_or("")), Cell(one.right.value_or(""))});
    }
    if (scenario.differences.size() > keys_listed)
        table.notes.push_back(fmt::format("and {} more: see agrocap diff", scenario.differences.size() - keys_listed));
    PageSection section{.id = fmt::format("changes-{}", number),
                        .title = "What differs: " + scenario.short_title(),
                        .sentence = scenario.differences.empty()
                                        ? "No key differs."
                                        : fmt::format("{} {} from the base.", counted(scenario.differences.size(), "key"),
                                                      scenario.differences.size() == 1 ? "differs" : "differ")};
    if (!table.empty()) section.tables.push_back(std::move(table));
    return section;
}

}  // namespace

Page comparison_page(const ComparedScenarios& compared, const Comparison& comparison, const PageOrigin& origin) {
    RunReport report = comparison_report(compared, comparison);
    std::erase_if(report.tables,
                  [](const ReportTable& table) { return table.section == change_section; });  // they have charts of their own
    Page page = plain_page(report);
    page.answer = comparison_answer(compared, comparison);
    std::vector<PageSection> tables = std::move(page.sections);
    page.sections.clear();
    const std::size_t metrics = comparison.whatifs.front().metrics.size();
    for (std::size_t m = 0; m < std::min(metrics, metrics_drawn); ++m) page.sections.push_back(metric_section(compared, comparison, m));
    add_accounts(page, compared, comparison);
    std::move(tables.begin(), tables.end(), std::back_inserter(page.sections));
    for (std::size_t i = 1; i < compared.scenarios.size(); ++i) page.sections.push_back(changes_section(compared.scenarios[i], i));

    const ComparedScenario& base = compared.scenarios.front();
    OriginFacts facts{.digest = base.digest,
                      .seed = comparison.base.seed,
                      .replications = comparison.base.values.size(),
                      .measured = days_text(comparison.base.measured_days),
                      .files = base.files,
                      .set = base.set};
    for (std::size_t i = 1; i < compared.scenarios.size(); ++i) {
        facts.digest += ", " + compared.scenarios[i].digest;
        if (compared.scenarios[i].what_if.empty()) facts.files.push_back(compared.scenarios[i].files.front());
    }
    add_origin(page, origin, facts);
    return page;
}

}  // namespace agrocap
