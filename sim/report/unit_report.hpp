#pragma once

#include "explain/unit_explanation.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// Why a unit left when it did: where the time went, and the last stretches of it one after the other.
///
/// Requires: it has left.
RunReport unit_report(const UnitExplanation& told);

/// "unit 120 of works.main left 2023-01-06 00:00:00, 120 h after the start"
std::string unit_sentence(const UnitExplanation& told);

/// All stretches as unit.csv, one row each; and as JSON in the format "agrocap-unit/1", ending in a newline.
std::vector<CsvFile> unit_csv(const UnitExplanation& told);
std::string unit_json(const UnitExplanation& told);
inline constexpr const char* unit_csv_name = "unit.csv";

}  // namespace agrocap
