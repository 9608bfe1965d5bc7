#include "report/comparison_report.hpp"

#include "report/number_format.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t differences_shown = 12;

std::string title_of(const Scenario& scenario) {
    const std::string file = scenario.files.empty() ? std::string("scenario") : scenario.files.front().path;
    return scenario.name->empty() ? file : fmt::format("{} ({})", *scenario.name, file);
}

Tone tone_of(const std::string& finding) {
    if (finding == "better") return Tone::good;
    return finding == "worse" ? Tone::bad : Tone::plain;
}

std::string note_of(const ScenarioDifference& one) {
    if (one.left && one.right) return fmt::format("~ {}: {} -> {}", one.path, *one.left, *one.right);
    if (one.left) return fmt::format("- {} = {}", one.path, *one.left);
    return fmt::format("+ {} = {}", one.path, one.right.value_or(""));
}

void add_notes(ReportTable& table, const std::vector<ScenarioDifference>& differences) {
    if (differences.empty()) table.notes.emplace_back("no key differs");
    for (std::size_t i = 0; i < std::min(differences.size(), differences_shown); ++i) table.notes.push_back(note_of(differences[i]));
    if (differences.size() > differences_shown)
        table.notes.push_back(fmt::format("… and {} more: see agrocap diff", differences.size() - differences_shown));
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

RunReport comparison_report(const ComparedScenarios& compared, const Comparison& comparison) {
    RunReport report{title_of(*compared.scenarios.front()) + ", compared", {}, {}, {}};
    report.subtitle =
        fmt::format("{} days measured, {} each on common random numbers, seed {}", exact_number(comparison.base.measured_days),
                    counted(comparison.base.values.size(), "replication"), comparison.base.seed);
    if (comparison.base.values.size() > 1)
        report.subtitle += fmt::format("; ± of a difference: with {} % all {} hold at once", exact_number(100 * comparison.confidence),
                                       counted(comparison.intervals, "interval"));
    else
        report.remarks.emplace_back("one replication shows one possible year: nothing can be said on differences");
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        ReportTable table;
        table.title = title_of(*compared.scenarios[i + 1]);
        table.columns = {
            {"metric", "", Align::left}, {"", "", Align::left},        {"base"},        {"what-if"},           {"difference"}, {"±"},
            {"difference", "%"},         {"finding", "", Align::left}, {"correlation"}, {"replications saved"}};
        for (const MetricComparison& row : comparison.whatifs[i].metrics) table.add(cells_of(row));
        add_notes(table, compared.differences[i]);
        report.tables.push_back(std::move(table));
    }
    return report;
}

}  // namespace agrocap
