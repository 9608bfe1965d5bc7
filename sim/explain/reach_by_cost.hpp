#pragma once

#include "explain/reach.hpp"
#include "explain/set_runs.hpp"

#include <cstddef>

namespace agrocap {

/// Looks for the cheapest set of changes that meets the target, and fills in the frontier of cost and value. `docs/reach.md` has the
/// method.
///
/// Requires: a reach with its target and a catalogue whose changes all have a cost. Gives: whether it was not stopped.
bool reach_by_cost(Reach& reach, const SetQuestion& asked, const ReachQuestion& question, const ReachLooks& looks);

}  // namespace agrocap
