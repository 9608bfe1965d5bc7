#pragma once

#include "experiment/comparison.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "scenario/diff.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The scenarios of a comparison, the base first, and in which keys each what-if differs from it.
struct ComparedScenarios {
    std::vector<const Scenario*> scenarios;
    std::vector<std::vector<ScenarioDifference>> differences;  // by what-if
};

/// "better", "worse", or "higher" and "lower" where more is neither good nor bad by itself; "no evidence" where the interval holds 0.
std::string finding_of(const MetricComparison& row);

/// A table a what-if: base, what-if, difference with its interval, finding, and what the common random numbers were worth.
RunReport comparison_report(const ComparedScenarios& compared, const Comparison& comparison);

/// The comparison in the format "agrocap-comparison/1", ending in a newline. Numbers as in a results file.
std::string comparison_json(const ComparedScenarios& compared, const Comparison& comparison);

/// The same as comparison.csv: one row a what-if and metric, full precision.
CsvFile comparison_csv(const ComparedScenarios& compared, const Comparison& comparison);
inline constexpr const char* comparison_csv_name = "comparison.csv";

}  // namespace agrocap
