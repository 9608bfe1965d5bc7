#pragma once

#include "explain/explanation.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"

#include <cstddef>
#include <string>

namespace agrocap {

/// From nominal capacity to actual output, loss by loss; on a screen with a waterfall of bars that fits it.
///
/// `columns`: of the screen that it is for, as in `Screen`; 0: none, so no bars.
RunReport explain_report(const Explanation& explanation, std::size_t columns);

/// The same as account.csv: one row a step, parts below their cause; as thread.csv: one row a line and cause; and as bottlenecks.csv: one
/// row a line and station that was tried.
std::vector<CsvFile> explain_csv(const Explanation& explanation);
std::vector<std::string> explain_csv_names();

/// The same in the format "agrocap-explain/1", ending in a newline.
std::string explain_json(const Explanation& explanation);

}  // namespace agrocap
