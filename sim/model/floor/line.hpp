#pragma once

#include "base/inlining.hpp"
#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

/// A new unit of the item that `next_item` or `next_item_at` gave.
UnitId release_unit(Run& run, LineId line, std::uint32_t item);
void on_line_opened(Run& run, LineId line);
void on_unit_arrived(Run& run, LineId line);
/// The unit leaves the line into its store. Requires: there is room.
void leave_line(Run& run, UnitId unit);
void scrap_unit(Run& run, UnitId unit);
/// One more unit for a line with release = { wip }, or for those that pass the station.
AGROCAP_APART void release_if_limited(Run& run, LineId line);
AGROCAP_APART void release_if_limited(Run& run, const Station& station);
/// More is wanted of a line that starts units by itself.
void start_next(Run& run, LineId line);

}  // namespace agrocap
