#pragma once

#include "model/state/run.hpp"

namespace agrocap {

/// Whether the rows of a part are more than a core's own cache holds, so that waiting for memory dominates.
[[nodiscard]] bool outgrows_cache(const Part& part);

/// Asks for the memory that the next few events will touch, so that it comes while others are handled. Changes nothing else.
void fetch_ahead(Run& run);

}  // namespace agrocap
