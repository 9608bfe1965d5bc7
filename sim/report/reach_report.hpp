#pragma once

#include "explain/reach.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The answer in a sentence and the frontier: number of changes, best set, what it reaches. `files`: of the what-ifs, by point; empty
/// without.
RunReport reach_report(const Reach& reach, const std::vector<std::string>& files);

/// The same in the format "agrocap-reach/1", ending in a newline.
std::string reach_json(const Reach& reach, const std::vector<std::string>& files);

/// The frontier as frontier.csv, one row a point.
std::vector<CsvFile> reach_csv(const Reach& reach);
inline constexpr const char* reach_csv_name = "frontier.csv";

/// "least", "best found", "not found" or "nothing to change".
std::string reach_finding(const Reach& reach);

}  // namespace agrocap
