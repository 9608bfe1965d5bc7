#pragma once

#include "sheet/edit_sheets.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

/// What the schema says of a key, in words for a spreadsheet. `root`: the scenario whose ids can be chosen.
CellWish wish_of(const FieldDoc& field, const TomlValue& root);

/// The key's column: its title and what it means.
EditColumn described(const FieldDoc& field);

/// How many numbers the key's array has; 0 if it is no array of a fixed number of them.
std::size_t fixed_length(const FieldDoc& field);

/// "dist" and every parameter that some distribution has.
const std::vector<EditColumn>& random_columns();
std::shared_ptr<const CellWish> dist_wish();
/// Of the first value of a step that is a date, and of both of a break.
std::shared_ptr<const CellWish> date_wish();
std::shared_ptr<const CellWish> clock_wish();

/// Of the two values of a step, counted from 0.
EditColumn step_column(std::size_t side);

std::string month_name(std::size_t month);

}  // namespace agrocap
