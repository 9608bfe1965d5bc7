#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

/// The item of the line's next unit (a row of `Model::line_items`), chosen by its sequence and remembered until it is released. Not for
/// lines that are pulled.
std::uint32_t next_item(Run& run, LineId line);
/// The same of any line that starts units by itself, if such a unit begins at the station; no_row: none is wanted, or it does not.
std::uint32_t next_item_at(Run& run, LineId line, StationId station);
/// Whether what is taken to start a unit of the item is in stock.
bool has_material(const Run& run, std::uint32_t item);

}  // namespace agrocap
