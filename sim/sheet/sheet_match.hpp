#pragma once

#include "scenario/diagnostic.hpp"
#include "sheet/edit_sheets.hpp"
#include "sheet/spreadsheet.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// A changed cell, with its place: the file of the sheet, its row and column, from 1.
struct FoundChange {
    const EditCell* cell = nullptr;
    std::vector<std::string> path;
    std::optional<TomlValue> value;  // none: emptied
    SourceSpan at;
};

/// Finds each row and column of the sheets in the spreadsheet, wherever they are now, and what was changed.
///
/// `first_sheet`: files of places are counted from it, in the order of the spreadsheet. Errors: E016, E018, all of them.
std::vector<FoundChange> found_changes(const std::vector<EditSheet>& sheets, const Spreadsheet& spreadsheet, std::uint32_t first_sheet,
                                       Diagnostics& problems);

}  // namespace agrocap
