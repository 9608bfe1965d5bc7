#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Dates on which money or a capacity of the network changes.

/// The first of them is to come.
void begin_changes(Run& run);
void on_values_changed(Run& run);

}  // namespace agrocap
