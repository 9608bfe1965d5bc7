#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Clocks in a run: what opens, what closes, who waits for it.

void begin_clocks(Run& run, const Part& part);
/// A stretch ends or begins; one that begins where another ends follows at once.
void on_clock_switched(Run& run, ClockId clock);
/// The station may be able to start when the clock opens next.
void await_opening(Run& run, ClockId clock, StationId station);
/// The next opening of a clock that is closed now; `time_never` if it stays closed.
[[nodiscard]] Time next_opening(const Run& run, ClockId clock);

}  // namespace agrocap
