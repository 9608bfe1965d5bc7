#pragma once

#include "model/floor/station.hpp"

#include <cstdint>
#include <span>

namespace agrocap {

// A batch is a list of units on one server: which of those that wait make one, and when.

/// A unit to start, the first of its batch where a station works on several: one that waits, or one that a line would release now. No item:
/// there is none.
struct NextUnit {
    std::uint32_t item = no_row;
    bool waits = false;
};

/// A unit has joined the queue of a station that works on batches.
void note_waiting(Run& run, Here here, UnitId unit);
/// The first unit of a batch that may start now; none: too few wait, and not long enough.
UnitId ready_batch(const Run& run, Here here);
/// How many batches are ready.
std::uint32_t ready_batches(const Run& run, Here here);
/// Takes a ready batch out of the queue: its units in the order in which they came, linked by `next`. Gives the first.
UnitId take_batch(Run& run, Here here, UnitId first);
/// Material for all units of the batch that is ready, and for one unit more of the item where it is not.
std::span<const Need> needs_of_batch(Run& run, Here here, const NextUnit& next);
/// How many units the server holds.
std::uint32_t units_in_batch(const Run& run, const ServerStatus& server);
/// Work on the batch that the server holds: the longest of its times.
Duration batch_work(Run& run, const ServerStatus& server, const Station& station);
void on_batch_due(Run& run, StationId station);

}  // namespace agrocap
