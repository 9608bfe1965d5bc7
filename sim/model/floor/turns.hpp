#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Whose turn it is: the order in which what is scarce is given out at the end of an instant.

/// Starts, or takes up again, what can be at all stations queued at this instant.
void settle_starts(Run& run);

}  // namespace agrocap
