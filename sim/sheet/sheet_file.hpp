#pragma once

#include "sheet/edit_sheets.hpp"
#include "sheet/sheet_origin.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The sheets as the bytes of an XLSX file: yellow cells to edit, all else protected. The same scenario gives the same bytes.
///
/// Errors: `OutputFault`, naming the directory for temporary files; `SheetTooLarge`.
std::string sheet_file(const std::string& title, const std::vector<EditSheet>& sheets, const SheetOrigin& origin);

/// A scenario with more rows than a spreadsheet's sheet has room for.
struct SheetTooLarge {
    std::string sheet;
    std::size_t rows = 0;
};

}  // namespace agrocap
