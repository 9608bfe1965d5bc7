#pragma once

#include "scenario/resolve.hpp"
#include "scenario/what_if_file.hpp"
#include "sheet/sheet_origin.hpp"
#include "sheet/spreadsheet.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace agrocap {

/// Where the sheets come from. Errors: `SpreadsheetFault` for a workbook that `sheet_file` did not write, or that lost its hidden sheet.
SheetOrigin origin_of(const Spreadsheet& spreadsheet);

/// A scenario with what a planner changed in the sheets that were made of it.
struct SheetImport {
    ResolvedText changed;                      // what is wrong with the sheets is in its diagnostics
    std::vector<std::string> notes;            // a change each: "Demand!C7: 1200 -> 1500"
    std::uint32_t first_sheet = 0;             // files of places from here on are sheets, with rows and columns
    std::map<std::string, SourceSpan> places;  // of the changed cells, by the path of their values
};

/// Compares the sheets with what they were written from and makes the same changes to `base`, the scenario as it is now. `file`: of the
/// sheets, as it is shown. Requires: `base` reads without errors.
SheetImport import_sheets(const Spreadsheet& spreadsheet, const SheetOrigin& origin, const ResolvedText& base, const std::string& file);

/// The what-if file of the changes. Requires: the changed scenario reads without errors. Errors: `InvariantBroken` if the file would come
/// to another scenario.
std::string what_if_of(const SheetImport& import, const ResolvedText& base, const WhatIfFile& file);

/// The diagnostics with cells in the place of files, lines and columns: "plan.xlsx:Demand!C7"; what a change made wrong elsewhere in its
/// table is told at the change. Adds to `names`.
Diagnostics told_by_cell(const Diagnostics& diagnostics, const SheetImport& import, std::vector<std::string>& names);

}  // namespace agrocap
