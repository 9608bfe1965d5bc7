#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

/// A cell as a spreadsheet program left it.
struct ReadCell {
    enum class Kind : std::uint8_t { empty, number, text, boolean, error };
    enum class Look : std::uint8_t { plain, percent, date };
    Kind kind = Kind::empty;
    Look look = Look::plain;  // of a number, by its format
    double number = 0;        // boolean: 0 or 1
    std::string text = {};    // error: "#REF!"
    bool is_formula = false;  // the rest is what it came to when it was last computed; empty: never
};

/// Row and column, from 0.
using CellAt = std::pair<std::uint32_t, std::uint32_t>;

struct CellRange {
    CellAt first, last;
};

struct ReadSheet {
    std::string name;
    std::map<CellAt, ReadCell> cells;  // those that are not empty, or have a formula
    std::vector<CellRange> merged;
};

/// What day 1 of a date is; old Macs begin later.
enum class DayCount : std::uint8_t { from_1900, from_1904 };

struct Spreadsheet {
    std::vector<ReadSheet> sheets;
    DayCount days = DayCount::from_1900;
};

/// The bytes are no workbook that can be read: why, after the file's name, and what to do.
struct SpreadsheetFault {
    std::string text, hint;
};

/// Reads an XLSX file. Safe for any bytes: nothing beyond `spreadsheet_bytes_max` is unpacked.
///
/// Errors: `SpreadsheetFault`, thrown.
Spreadsheet read_spreadsheet(std::string_view bytes);

inline constexpr std::size_t spreadsheet_bytes_max = std::size_t{256} << 20;  // of all parts, unpacked
inline constexpr std::size_t spreadsheet_cells_max = 2'000'000;

/// "C7".
std::string cell_name(CellAt at);

}  // namespace agrocap
