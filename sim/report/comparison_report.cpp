#include "report/comparison_report.hpp"

#include "report/change_table.hpp"
#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/series_tables.hpp"
#include "report/table_markdown.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t differences_shown = 12;
constexpr std::size_t keys_tabled = 40;  // of a what-if, in a pull request

Tone tone_of(const std::string& finding) {
    if (finding == "better") return Tone::good;
    return finding == "worse" ? Tone::bad : Tone::plain;
}

std::string note_of(const ScenarioDifference& one) {
    if (one.left && one.right) return fmt::format("~ {}: {} -> {}", one.path, *one.left, *one.right);
    if (one.left) return fmt::format("- {} = {}", one.path, *one.left);
    return fmt::format("+ {} = {}", one.path, one.right.value_or(""));
}

/// What a reader has to know of a what-if besides its figures.
void add_remarks(ReportTable& table, const ComparedScenario& scenario, const Comparison& comparison, const WhatIfComparison& whatif) {
    const std::size_t all = comparison.base.values.size();
    if (whatif.identical)
        table.notes.push_back(fmt::format("{} (every metric is the base's to the last bit, in {})", reaches_nothing,
                                          all == 1 ? "the one replication" : fmt::format("all {} replications", all)));
    if (whatif.result.values.size() < all)
        table.notes.push_back(fmt::format("interrupted: rests on {} of {}", whatif.result.values.size(), counted(all, "replication")));
    if (!scenario.note.empty()) table.notes.push_back("note: " + scenario.note);
}

void add_differences(ReportTable& table, const std::vector<ScenarioDifference>& differences) {
    if (differences.empty()) table.notes.emplace_back("no key differs");
    for (std::size_t i = 0; i < std::min(differences.size(), differences_shown); ++i) table.notes.push_back(note_of(differences[i]));
    if (differences.size() > differences_shown)
        table.notes.push_back(fmt::format("… and {} more: see agrocap diff", differences.size() - differences_shown));
}

constexpr const char* plain_money = "money/y";

MoneyUnit money_of(const ComparedScenarios& compared, const Comparison& comparison) {
    double largest = 0;
    for (const WhatIfComparison& whatif : comparison.whatifs)
        for (const MetricComparison& row : whatif.metrics)
            if (row.metric.unit == plain_money)
                largest = std::max({largest, std::abs(row.base.mean.value_or(0.0)), std::abs(row.whatif.mean.value_or(0.0))});
    return money_unit(largest, compared.currency);
}

std::vector<Cell> cells_of(const MetricComparison& row) {
    const double half_width = row.difference.half_width.value_or(0.0);
    const int decimals = half_width > 0 ? decimals_for_half_width(half_width) : decimals_for_magnitude(row.base.mean.value_or(0.0));
    const auto number = [decimals](std::optional<double> value) {
        Cell cell(value);
        cell.decimals = decimals;
        return cell;
    };
    Cell part;
    if (row.base.mean && *row.base.mean != 0 && row.difference.mean) part = Cell(100 * *row.difference.mean / std::abs(*row.base.mean), 1);
    Cell correlation;
    if (row.correlation) correlation = Cell(*row.correlation, 2);
    Cell saved;
    if (row.unpaired_replications) saved = Cell(std::round(*row.unpaired_replications) - static_cast<double>(row.difference.n), 0);
    const std::string finding = finding_of(row);
    return {Cell(row.metric.name),
            Cell(row.metric.unit),
            number(row.base.mean),
            number(row.whatif.mean),
            number(row.difference.mean),
            number(row.difference.half_width),
            part,
            Cell(finding, tone_of(finding)),
            correlation,
            saved};
}

}  // namespace

std::string finding_of(const MetricComparison& row) {
    if (row.change == Change::none) return "no evidence";
    const MetricRow* metric = metric_row_like(row.metric.name);
    const bool higher = row.change == Change::higher;
    if (metric == nullptr || metric->better == Better::neither) return higher ? "higher" : "lower";
    return higher == (metric->better == Better::more) ? "better" : "worse";
}

const MetricComparison* ShownWhatIf::find(const std::string& metric) const {
    const auto row = std::find_if(metrics.begin(), metrics.end(), [&](const MetricComparison& one) { return one.metric.name == metric; });
    return row == metrics.end() ? nullptr : &*row;
}

ShownWhatIf shown_what_if(const ComparedScenarios& compared, const Comparison& comparison, std::size_t whatif) {
    ShownWhatIf shown{comparison.whatifs[whatif].metrics, compared.scenarios[whatif + 1].accounts};
    const MoneyUnit money = money_of(compared, comparison);
    const auto is_money = [&shown](const std::string& metric) {
        const MetricComparison* row = shown.find(metric);
        return row != nullptr && row->metric.unit == plain_money;
    };
    for (ChangeAccount& account : shown.accounts)
        if (is_money(account.metric))
            for (ChangeEffect& one : account.effects) one.effect = in_unit(one.effect, money);
    for (MetricComparison& row : shown.metrics) {
        if (row.metric.unit != plain_money) continue;
        row.metric.unit = money.text;
        for (Estimate* estimate : {&row.base, &row.whatif, &row.difference}) *estimate = in_unit(*estimate, money);
    }
    return shown;
}

namespace {

ReportTable table_of(const ShownWhatIf& shown, const ComparedScenarios& compared, const Comparison& comparison, std::size_t whatif) {
    ReportTable table;
    table.title = compared.scenarios[whatif + 1].title();
    table.columns = {
        {"metric", "", Align::left}, {"", "", Align::left},        {"base"},        {"what-if"},           {"difference"}, {"±"},
        {"difference", "%"},         {"finding", "", Align::left}, {"correlation"}, {"replications saved"}};
    for (const MetricComparison& row : shown.metrics) table.add(cells_of(row));
    add_remarks(table, compared.scenarios[whatif + 1], comparison, comparison.whatifs[whatif]);
    return table;
}

RunReport report_of(const ComparedScenarios& compared, const Comparison& comparison, bool with_keys) {
    RunReport report{compared.scenarios.front().title() + ", compared", {}, {}, {}};
    report.subtitle =
        fmt::format("{} days measured, {} each on common random numbers, seed {}", exact_number(comparison.base.measured_days),
                    counted(comparison.base.values.size(), "replication"), comparison.base.seed);
    if (comparison.base.values.size() > 1)
        report.subtitle += comparison.intervals == 1 ? fmt::format("; ± is the half-width of the {} % confidence interval",
                                                                   exact_number(100 * comparison.confidence))
                                                     : fmt::format("; ± of a difference: with {} % all {} intervals hold at once",
                                                                   exact_number(100 * comparison.confidence), comparison.intervals);
    else
        report.remarks.emplace_back("one replication shows one possible year: nothing can be said on differences");
    for (std::size_t i = comparison.whatifs.size() + 1; i < compared.scenarios.size(); ++i)
        report.remarks.push_back("interrupted before " + compared.scenarios[i].title());
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const WhatIfComparison& whatif = comparison.whatifs[i];
        const ShownWhatIf shown = shown_what_if(compared, comparison, i);
        report.tables.push_back(table_of(shown, compared, comparison, i));
        if (with_keys) add_differences(report.tables.back(), compared.scenarios[i + 1].differences);
        for (const ChangeAccount& account : shown.accounts)
            if (const MetricComparison* row = shown.find(account.metric)) report.tables.push_back(change_table(account, row->metric.unit));
        if (!comparison.base.series || !whatif.result.series || !whatif.difference) continue;
        ReportTable periods = series_table(ComparedSeries{*comparison.base.series, *whatif.result.series, *whatif.difference},
                                           compared.scenarios[i + 1].title(), compared.currency);
        if (!periods.empty()) report.tables.push_back(std::move(periods));
    }
    return report;
}

}  // namespace

ReportTable difference_table(const ComparedScenarios& compared, const Comparison& comparison, std::size_t whatif) {
    return table_of(shown_what_if(compared, comparison, whatif), compared, comparison, whatif);
}

ReportTable changed_keys(const ComparedScenario& scenario) {
    ReportTable table;
    table.columns = {{"changed key", "", Align::left}, {"base", "", Align::left}, {"what-if", "", Align::left}};
    for (const ScenarioDifference& one : scenario.differences)
        table.add({Cell(one.path), Cell(one.left.value_or("")), Cell(one.right.value_or(""))});
    return table;
}

std::string comparison_markdown(const ComparedScenarios& compared, const Comparison& comparison) {
    RunReport report = comparison_report(compared, comparison);
    report.tables.clear();
    std::string text = markdown_of(report);
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        ReportTable table = difference_table(compared, comparison, i);
        table.drop_column(table.columns.size() - 1);  // what common random numbers were worth is not what a review is about
        table.drop_column(table.columns.size() - 1);
        text += "\n#### " + markdown_text(table.title) + "\n\n" + markdown_of(table);
        ReportTable keys = changed_keys(compared.scenarios[i + 1]);
        if (const std::size_t all = keys.rows.size(); all > keys_tabled) {
            keys.rows.resize(keys_tabled);
            keys.notes.push_back(fmt::format("and {} more: see agrocap diff", all - keys_tabled));
        }
        text += "\n" + (keys.empty() ? std::string("No key differs.\n") : markdown_of(keys));
    }
    return text;
}

RunReport comparison_report(const ComparedScenarios& compared, const Comparison& comparison) {
    return report_of(compared, comparison, true);
}

RunReport comparison_tables(const ComparedScenarios& compared, const Comparison& comparison) {
    return report_of(compared, comparison, false);
}

}  // namespace agrocap
