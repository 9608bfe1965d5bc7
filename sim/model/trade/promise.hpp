#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Due moments: who was served by then, how late the others, and what that costs.

/// Units are delivered now. Gives the money that their being late costs, counted from the start of measurement on.
double keep_promise(Run& run, DemandId demand, Time due, std::int64_t units);
/// Units are lost now: late, whenever they were due.
double break_promise(Run& run, DemandId demand, Time due, std::int64_t units);
/// A new measurement begins.
void reset_promises(Run& run);

/// What was promised for the measured time, by demand. Open units are late until now, and pay until now.
struct PromiseFigures {
    std::int64_t on_time = 0, missed = 0;  // units whose due moment lies in the measured time
    DurationTally late;
    double penalty_open = 0;  // money for units that are still open
};
Table<Demand, PromiseFigures> promises_now(const Model& model, const RunState& state);

}  // namespace agrocap
