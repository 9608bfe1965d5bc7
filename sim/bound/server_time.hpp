#pragma once

#include "bound/draft.hpp"

namespace agrocap {

/// Rows of time are told in units of 2^42 ns, some 73 min: a power of two, so that whole nanoseconds stay exact, and near enough to the
/// units' own size for a solver.
constexpr double time_scale = 0x1p-42;

/// Time of a server for a unit of the visit's work, in those units: at the highest speed it takes the least.
double time_per_unit(const Draft& draft, const Visit& visit, int period);

}  // namespace agrocap
