#pragma once

#include "report/table.hpp"

#include <string>
#include <string_view>

namespace agrocap {

/// One field of a CSV line, quoted where it must be. Source: RFC 4180, section 2.
std::string csv_field(std::string_view text);

/// The table as CSV: one head line ("output (units/y)"), then the rows, numbers in full precision, empty where nothing was observed.
///
/// Lines end in CR LF. Source: RFC 4180.
std::string csv_of(const ReportTable& table);

}  // namespace agrocap
