#pragma once

#include "report/table.hpp"

#include <string>

namespace agrocap {

/// A table as HTML: its head, a row header in the first column, verdicts in words and colour, bars behind shares and behind the first
/// column of amounts, notes below. Works without scripts.
std::string html_table(const ReportTable& table);

}  // namespace agrocap
