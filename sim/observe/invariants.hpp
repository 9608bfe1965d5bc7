#pragma once

#include "model/state/run.hpp"

namespace agrocap {

/// Checks at the end of a run that the books balance; each is exact, in whole units and nanoseconds.
///
/// Every unit released has left, was scrapped or is in the line; every store holds initial + put - taken; the states of each server
/// sum to the measured time; by item, what came in has gone out, is in stock or on the way; nothing is negative. Requires:
/// `close_measurements` has been called. Errors: `InvariantBroken` with the object and both sides.
void check_invariants(const Run& run);

}  // namespace agrocap
