#include "report/results_csv.hpp"

#include "report/number_format.hpp"
#include "report/series_tables.hpp"
#include "report/table.hpp"
#include "report/table_csv.hpp"

namespace agrocap {

namespace {

Cell low_of(const std::optional<Interval>& interval) { return interval ? Cell(interval->low) : Cell(); }
Cell high_of(const std::optional<Interval>& interval) { return interval ? Cell(interval->high) : Cell(); }

/// Written straight to text: millions of rows as cells would cost more memory than the simulation.
std::string replications_file(const ExperimentResult& result) {
    std::string text = result.batches > 0 ? "batch,metric,value\r\n" : "replication,metric,value\r\n";
    for (std::size_t r = 0; r < result.values.size(); ++r)
        for (std::size_t m = 0; m < result.metrics.size(); ++m)
            text += std::to_string(r + 1) + "," + csv_field(result.metrics[m].name) + "," + exact_number(result.values[r][m]) + "\r\n";
    return text;
}

ReportTable probabilities_file(const ExperimentResult& result) {
    ReportTable table;
    table.columns = {{"metric"}, {"at_least"}, {"at_most"}, {"estimate"}, {"low"}, {"high"}, {"n"}};
    for (const ProbabilityResult& one : result.probabilities) {
        const Cell threshold(one.spec.threshold);
        table.add({Cell(*one.spec.metric), one.spec.at_least ? threshold : Cell(), one.spec.at_least ? Cell() : threshold, one.estimate,
                   low_of(one.interval), high_of(one.interval), Cell(static_cast<double>(one.n))});
    }
    return table;
}

}  // namespace

ReportTable metrics_table(const ExperimentResult& result) {
    ReportTable table;
    table.columns = {{"metric"}, {"unit"}, {"mean"}, {"half_width"}, {"sd"},       {"min"},     {"max"},
                     {"p05"},    {"p95"},  {"n"},    {"p05_low"},    {"p05_high"}, {"p95_low"}, {"p95_high"}};
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
        const Estimate& estimate = result.estimates[m];
        table.add({Cell(result.metrics[m].name), Cell(result.metrics[m].unit), estimate.mean, estimate.half_width, estimate.sd,
                   estimate.min, estimate.max, estimate.p05, estimate.p95, Cell(static_cast<double>(estimate.n)),
                   low_of(estimate.p05_interval), high_of(estimate.p05_interval), low_of(estimate.p95_interval),
                   high_of(estimate.p95_interval)});
    }
    return table;
}

ReportTable targets_table(const ExperimentResult& result) {
    ReportTable table;
    table.columns = {{"target"},     {"metric"},   {"at_least"},   {"at_most"},      {"probability"},
                     {"confidence"}, {"estimate"}, {"half_width"}, {"replications"}, {"verdict"}};
    for (const TargetResult& target : result.targets) {
        const TargetSpec& spec = target.spec;
        const bool low = spec.sense != TargetSense::at_most;
        const bool high = spec.sense != TargetSense::at_least;
        table.add({Cell(target.name), Cell(*spec.metric), low ? Cell(*spec.low) : Cell(), high ? Cell(*spec.high) : Cell(),
                   spec.probability ? Cell(**spec.probability) : Cell(), Cell(*spec.confidence), target.estimate.mean,
                   target.estimate.half_width, Cell(static_cast<double>(target.replications)), Cell(verdict_word(target.verdict))});
    }
    return table;
}

std::vector<CsvFile> results_csv(const ExperimentResult& result) {
    const std::vector<std::string> names = results_csv_names();
    std::vector<CsvFile> files = {
        {names[0], csv_of(metrics_table(result))}, {names[1], replications_file(result)}, {names[2], csv_of(targets_table(result))}};
    if (!result.probabilities.empty()) files.push_back({names[3], csv_of(probabilities_file(result))});
    if (result.series) files.push_back(series_csv(*result.series));
    return files;
}

std::vector<std::string> results_csv_names() {
    return {"metrics.csv", "replications.csv", "targets.csv", "probabilities.csv", series_csv_name};
}

}  // namespace agrocap
