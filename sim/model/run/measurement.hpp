#pragma once

#include "model/state/run.hpp"

namespace agrocap {

/// Forgets what was measured so far: the end of the warm-up.
void reset_measurements(Run& run);
/// Brings every time average and state time up to now.
void close_measurements(Run& run);
/// The same for the servers of one part alone. Requires: it is in hand.
void close_servers(Run& run, const Part& part);

}  // namespace agrocap
