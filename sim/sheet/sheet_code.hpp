#pragma once

#include "scenario/code.hpp"

namespace agrocap::sheet_code {

// What only spreadsheets are told of; `code_table.hpp` has the sentences.
inline constexpr Code cell_content{16};      // a cell holds what nothing can be made of
inline constexpr Code foreign_file{17};      // no spreadsheet that `agrocap sheet` wrote
inline constexpr Code lost_identity{18};     // what tells whose the cells are is gone
inline constexpr Code changed_in_both{19};   // in the sheet, and meanwhile in the scenario
inline constexpr Code changed_scenario{79};  // since the sheet was written from it

}  // namespace agrocap::sheet_code
