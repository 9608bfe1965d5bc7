#pragma once

#include "report/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// A cell as people read it.
struct ShownCell {
    std::string text;
    Tone tone = Tone::plain;
};

/// Decimals of a column by its rule; `previous` are those of the column to its left.
int column_decimals(const ReportTable& table, std::size_t column, int previous);

/// The cells of a table by row, without indents and never cut, numbers in the digits that their columns ask for; control characters are
/// blanks.
std::vector<std::vector<ShownCell>> shown_cells(const ReportTable& table);

}  // namespace agrocap
