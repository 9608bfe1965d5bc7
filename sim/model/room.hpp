#pragma once

#include "base/time.hpp"

#include <cstddef>

namespace agrocap {

/// Looked at only when a table of moving things grows: a run that would eat all memory ends with a message instead.
///
/// Errors: `ScenarioFault` E092 at 16 million rows, some 2 GB; the detail of an event key has room for no more.
void require_room(std::size_t rows, Time now, const char* what);

}  // namespace agrocap
