#pragma once

#include "sheet/spreadsheet.hpp"

#include <string_view>

namespace agrocap {

/// What a number format of a spreadsheet makes of a number: "0.0%", "yyyy-mm-dd".
ReadCell::Look look_of_format(std::string_view code);
/// The same for the formats that every spreadsheet program knows by number.
ReadCell::Look look_of_format(unsigned number);

}  // namespace agrocap
