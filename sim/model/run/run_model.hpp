#pragma once

#include "model/state/events.hpp"

#include <span>

namespace agrocap {

// A replication: from time 0 on, event by event.

/// Sets the state to time 0 of one replication. Memory of an earlier one is used again.
void begin(Run& run, std::uint64_t replication);
/// Goes on to `until`, inclusive, but for the dated orders of that moment: measured time begins with those of its first midnight.
void advance(Run& run, Time until);
/// The same for one of `parts_of`. What happens in it does not hang on how far the others are.
void advance_part(Run& run, std::size_t part, Time until);
/// Takes a part's timeline in hand and lays the last one away.
void enter_part(RunState& state, std::size_t part);
/// All parts in turn, each with its timeline in hand.
template <class Visit>
void visit_parts(Run& run, Visit&& visit) {
    const std::span<const Part> parts = parts_of(run);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        enter_part(run.state, p);
        visit(parts[p]);
    }
}
/// Events since the beginning; where parts share a clock, each of its changes counts once.
[[nodiscard]] std::uint64_t events_handled(const Run& run);

}  // namespace agrocap
