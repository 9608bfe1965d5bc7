#pragma once

#include "model/state/run.hpp"

namespace agrocap {

/// Empty tables and the ways of time 0, with nothing closed.
void begin_ways(Run& run);
/// Sets the trade part of the state to time 0, with its stocks.
void begin_trade(Run& run);
/// The first orders of a part, and what disrupts it.
void begin_orders(Run& run, const Part& part);
void reset_trade_measurements(Run& run);

}  // namespace agrocap
