#pragma once

#include "bound/stated_bound.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// Bounds as tables: each bound, then what binds it.
RunReport bounds_report(const StatedBounds& stated);

/// All bounds in one table.
ReportTable bounds_table(const StatedBounds& stated);

/// What binds, of limits in one measure ("h" or "unit"). Empty where nothing does.
ReportTable binding_table(const StatedBound& bound, const std::string& measure);

/// What transport alone is decided by; empty where it is not.
ReportTable cut_table(const StatedBound& bound);

/// bounds.csv and binding.csv.
std::vector<CsvFile> bounds_csv(const StatedBounds& stated);
std::vector<std::string> bounds_csv_names();

}  // namespace agrocap
