#pragma once

#include "sheet/edit_sheets.hpp"
#include "sheet/spreadsheet.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace agrocap {

/// What stands in a cell for a value of the scenario.
struct ShownValue {
    enum class Kind : std::uint8_t { empty, number, text, boolean };
    Kind kind = Kind::empty;
    double number = 0;
    std::string text = {};
    std::string format = {};  // of numbers, as spreadsheets write it; empty: the general one
};

/// Numbers as numbers, dates as dates, "5 %" as a per cent, a duration of one unit as a number with the unit in its format; what has more
/// parts than a cell as TOML, or as the name of the sheet that has the parts.
ShownValue shown_cell(const EditCell& cell);

/// What became of a cell.
struct CellChange {
    bool changed = false;
    std::optional<TomlValue> value = {};  // none: emptied
    std::string fault = {}, hint = {};    // the cell holds what nothing can be made of
};

/// Compares what was shown with what is there now. Whether the value is right for its key is for the scenario's checks to say.
CellChange change_of(const EditCell& cell, const ReadCell& now, DayCount days);

}  // namespace agrocap
