#pragma once

#include "scenario/toml_value.hpp"

#include <string>

namespace agrocap {

/// What a sheet file keeps of where it comes from.
struct SheetOrigin {
    std::string scenario;  // path of its file, relative to the sheet's folder
    std::string document;  // all of it as TOML: what the cells were when they were written
};

/// The sheet that holds it, hidden.
inline constexpr const char* origin_sheet = "agrocap";
inline constexpr const char* origin_format = "agrocap-sheet/1";
/// Before the name of a sheet, in the corner of its hidden row and column: so a sheet is known whatever it is called.
inline constexpr const char* sheet_mark = "agrocap:";
/// In the hidden column, beside what is no row of the scenario.
inline constexpr const char* head_mark = "#";
/// In the hidden row, above columns of labels.
inline constexpr const char* label_mark = "#";

}  // namespace agrocap
