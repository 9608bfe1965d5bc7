#pragma once

#include "model/state/run.hpp"

namespace agrocap {

/// The item of a "level" line that is furthest behind its share, counting the unit chosen now; ties by the order of `makes`.
///
/// Each choice adds its weight to every item's credit and takes the total from the one with the most. Credits grow evenly between two
/// choices of an item, so that of two items it is known how long one stays ahead: a tree of comparisons, as in a tournament, each with the
/// last choice up to which it is sure. Cost: O(log items) a choice, where a scan takes O(items).
/// Source: the kinetic tournament of Basch, Guibas, Hershberger, Data structures for mobile data, J. Algorithms 31 (1999).
[[nodiscard]] std::uint32_t level_choice(Run& run, const Line& line, LineStatus& status);

}  // namespace agrocap
