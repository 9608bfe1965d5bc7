#pragma once

#include "experiment/comparison.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// "better", "worse", or "higher" and "lower" where more is neither good nor bad by itself; "no evidence" where the interval holds 0.
std::string finding_of(const MetricComparison& row);

/// What is said of a what-if whose every replication is the base's.
inline constexpr const char* reaches_nothing = "identical: this change reaches nothing";

/// What people read of a what-if: its metrics and its accounts, money in the unit of the largest amount in all of the comparison.
struct ShownWhatIf {
    std::vector<MetricComparison> metrics;
    std::vector<ChangeAccount> accounts;

    /// Nothing where the metric is none of the comparison.
    [[nodiscard]] const MetricComparison* find(const std::string& metric) const;
};
ShownWhatIf shown_what_if(const ComparedScenarios& compared, const Comparison& comparison, std::size_t whatif);

/// A table a what-if: base, what-if, difference with its interval, finding, and what the common random numbers were worth.
RunReport comparison_report(const ComparedScenarios& compared, const Comparison& comparison);

/// The same without the keys that differ, for who has tables of them.
RunReport comparison_tables(const ComparedScenarios& compared, const Comparison& comparison);

/// One of these tables, without the keys that differ; and those.
ReportTable difference_table(const ComparedScenarios& compared, const Comparison& comparison, std::size_t whatif);
ReportTable changed_keys(const ComparedScenario& scenario);

/// The comparison for a pull request: what-if after what-if its differences and its changed keys.
std::string comparison_markdown(const ComparedScenarios& compared, const Comparison& comparison);

/// The comparison in the format "agrocap-comparison/1", ending in a newline. Numbers as in a results file.
std::string comparison_json(const ComparedScenarios& compared, const Comparison& comparison);

/// The same as one table, and as comparison.csv: one row a what-if and metric, full precision.
ReportTable comparison_table(const ComparedScenarios& compared, const Comparison& comparison);
CsvFile comparison_csv(const ComparedScenarios& compared, const Comparison& comparison);
inline constexpr const char* comparison_csv_name = "comparison.csv";

}  // namespace agrocap
