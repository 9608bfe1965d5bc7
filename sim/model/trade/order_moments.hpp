#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// A demand's course: its rate changes with the months of a season, growth and dates.

/// When so many more orders have come; `time_never` after the end.
Time moment_after(const Run& run, const Demand& demand, Time from, double orders);
/// Orders that come in the time.
double orders_between(const Run& run, const Demand& demand, Time from, Time to);

}  // namespace agrocap
