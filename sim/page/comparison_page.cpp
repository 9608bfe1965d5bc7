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

/// What tells a scenario from the others: as `short_title`, without the folder that it shares with the base.
std::string name_of(const ComparedScenarios& compared, std::size_t scenario) {
    std::string name = compared.scenarios[scenario].short_title();
    if (!compared.scenarios[scenario].what_if.empty()) return name;
    const std::string base = compared.scenarios.front().short_title();
    const std::size_t folder = base.rfind('/') + 1;  // 0 where there is none
    return folder > 0 && name.starts_with(base.substr(0, folder)) ? name.substr(folder) : name;
}

/// "output.total: -1 204 ± 61 units/y, worse"
std::string difference_text(const MetricComparison& row) {
    const char* sign = row.difference.mean.value_or(0.0) > 0 ? "+" : "";
    return fmt::format("{} {}{}, {}", row.metric.name, sign, estimate_text(row.difference, row.metric.unit), finding_of(row));
}

/// The first metric of each what-if, in a sentence: what was asked first.
std::string comparison_answer(const ComparedScenarios& compared, const Comparison& comparison, const std::vector<ShownWhatIf>& shown) {
    std::string answer = "Against the base:";
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const WhatIfComparison& whatif = comparison.whatifs[i];
        answer += fmt::format("{} {} – ", i == 0 ? "" : ";", name_of(compared, i + 1));
        if (whatif.identical)
            answer += reaches_nothing;
        else if (!whatif.metrics.empty())
            answer += difference_text(shown[i].metrics.front());
    }
    return answer + ".";
}

/// One metric in all what-ifs: the differences with their intervals, around nothing.
PageSection metric_section(const ComparedScenarios& compared, const std::vector<ShownWhatIf>& shown, std::size_t m) {
    const MetricInfo& metric = shown.front().metrics[m].metric;
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
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const MetricComparison& row = shown[i].metrics[m];
        const std::string title = name_of(compared, i + 1);
        proven += row.change == Change::none ? 0 : 1;
        chart.marks.push_back({.row = title,
                               .part = finding_of(row),
                               .value = row.difference.mean,
                               .half_width = row.difference.half_width,
                               .say = fmt::format("{}: {}", title, difference_text(row))});
        table.add({Cell(title), Cell(row.base.mean), Cell(row.whatif.mean), Cell(row.difference.mean), Cell(row.difference.half_width),
                   Cell(finding_of(row))});
    }
    const std::string base = value_text(shown.front().metrics[m].base.mean.value_or(0.0), metric.unit);
    if (shown.size() == 1)
        section.sentence =
            fmt::format("{} {} proven to differ from the base, at {}.", name_of(compared, 1), proven == 1 ? "is" : "is not", base);
    else
        section.sentence = fmt::format(
            "Of {} {} proven to differ from the base, at {}.", counted(shown.size(), "what-if"),
            proven == 1 ? "one is" : fmt::format("{} are", proven == 0 ? "none" : grouped(static_cast<double>(proven), 0)), base);
    if (says_something(chart)) section.chart = std::move(chart);
    section.tables.push_back(std::move(table));
    return section;
}

/// How one difference of a what-if comes about, change by change. Nothing where the metric is none of the comparison, or no change brings
/// anything.
std::optional<PageSection> account_section(const std::string& name, const ShownWhatIf& whatif, const ChangeAccount& account) {
    const MetricComparison* row = whatif.find(account.metric);
    if (row == nullptr) return std::nullopt;
    if (std::all_of(account.effects.begin(), account.effects.end(), brings_nothing)) return std::nullopt;  // the differences say so
    PageSection section{.id = {}, .title = fmt::format("What brings the difference in {}: {}", account.metric, name)};
    SaidChart said = change_chart(account, row->difference, row->metric.unit);
    section.sentence = std::move(said.sentence);
    if (account.effects.size() > 1) section.chart = std::move(said.chart);  // of one change the differences have the same bar
    section.tables.push_back(change_table(account, row->metric.unit));
    section.tables.front().title.clear();
    return section;
}

void add_accounts(Page& page, const ComparedScenarios& compared, const std::vector<ShownWhatIf>& shown) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        for (const ChangeAccount& account : shown[i].accounts) {
            std::optional<PageSection> section = account_section(name_of(compared, i + 1), shown[i], account);
            if (!section) continue;
            section->id = fmt::format("account-{}", ++number);
            page.sections.push_back(std::move(*section));
        }
    }
}

PageSection changes_section(const ComparedScenarios& compared, std::size_t number) {
    const ComparedScenario& scenario = compared.scenarios[number];
    ReportTable table;
    table.columns = {{"key", "", Align::left}, {"base", "", Align::left}, {"what-if", "", Align::left}};
    for (std::size_t i = 0; i < std::min(scenario.differences.size(), keys_listed); ++i) {
        const ScenarioDifference& one = scenario.differences[i];
        table.add({Cell(one.path), Cell(one.left.value_or("")), Cell(one.right.value_or(""))});
    }
    if (scenario.differences.size() > keys_listed)
        table.notes.push_back(fmt::format("and {} more: see agrocap diff", scenario.differences.size() - keys_listed));
    PageSection section{.id = fmt::format("changes-{}", number),
                        .title = "What differs: " + name_of(compared, number),
                        .sentence = scenario.differences.empty()
                                        ? "No key differs."
                                        : fmt::format("{} {} from the base.", counted(scenario.differences.size(), "key"),
                                                      scenario.differences.size() == 1 ? "differs" : "differ")};
    if (!table.empty()) section.tables.push_back(std::move(table));
    return section;
}

}  // namespace

Page comparison_page(const ComparedScenarios& compared, const Comparison& comparison, const PageOrigin& origin) {
    RunReport report = comparison_tables(compared, comparison);
    std::erase_if(report.tables,
                  [](const ReportTable& table) { return table.section == change_section; });  // they have charts of their own
    Page page = plain_page(report);
    std::vector<ShownWhatIf> shown;
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) shown.push_back(shown_what_if(compared, comparison, i));
    page.answer = comparison_answer(compared, comparison, shown);
    std::vector<PageSection> tables = std::move(page.sections);
    page.sections.clear();
    const std::size_t metrics = comparison.whatifs.front().metrics.size();
    for (std::size_t m = 0; m < std::min(metrics, metrics_drawn); ++m) page.sections.push_back(metric_section(compared, shown, m));
    add_accounts(page, compared, shown);
    std::move(tables.begin(), tables.end(), std::back_inserter(page.sections));
    for (std::size_t i = 1; i < compared.scenarios.size(); ++i) page.sections.push_back(changes_section(compared, i));

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
