#pragma once

#include "bound/draft.hpp"

#include <algorithm>

namespace agrocap {

/// Rows of time are told in units of 2^42 ns, some 73 min: a power of two, so that whole nanoseconds stay exact, and near enough to the
/// units' own size for a solver.
constexpr double time_scale = 0x1p-42;

/// Time of a server for a unit of the visit's work, in those units: at the highest speed it takes the least.
double time_per_unit(const Draft& draft, const Visit& visit, int period);

/// What completions may take beyond the time that is there: what remains of units in hand at the end of a stretch, and the whole of those
/// that were in hand at its beginning. By the time that each visit's unit takes.
template <class TimeOf>
double time_beyond(const Draft& draft, StationId id, bool from_start, TimeOf&& time_of_unit) {
    double beyond = 0, longest = 0;
    for (const std::uint32_t v : draft.visits_at[id]) {
        const Visit& visit = draft.visits[v];
        if (visit.over == 0) continue;
        const double time = time_of_unit(visit) * (1 + 1e-6);  // the true mean, of which `facts.mean` may fall short
        beyond += time * visit.over;
        longest = std::max(longest, time);
    }
    return from_start ? beyond : beyond + longest * static_cast<double>(draft.rules[id].in_hand);
}

}  // namespace agrocap
