#pragma once

#include <cstddef>
#include <string>

namespace agrocap {

/// A bar from `low` to `high` on a scale from 0 to `full`, in a room of so many columns: blanks, then blocks, to half a column. A bar of
/// some length is seen, however short; what lies beyond the scale is cut.
///
/// Requires: low <= high, full > 0, columns > 0.
std::string waterfall_bar(double low, double high, double full, std::size_t columns);

}  // namespace agrocap
