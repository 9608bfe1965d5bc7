#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

/// The item of the line's next unit, chosen by its sequence and remembered until it is released; UINT32_MAX: none wanted (pull).
std::uint32_t next_item(Run& run, LineId line);

}  // namespace agrocap
