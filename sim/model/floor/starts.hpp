#pragma once

#include "model/floor/station.hpp"
#include "model/state/observer.hpp"

namespace agrocap {

/// Whether nothing of the instant can change a start at the station any more: the event that is handled may yet free another of servers
/// that differ. Where an observer is told of starts in one order, what is alone waits for its turn, too.
[[nodiscard]] inline bool starts_now(Run& run, const Station& station) {
    if (station.starts_at_once) return true;
    return station.alone && !station.servers_differ && !is_told_in_order(run) && run.state.simulation.is_last_of_instant();
}
/// Whether the station has nothing to start, and what the instant may yet bring is not its business now: no unit waits, which is all that a
/// start takes there. Asked where all is told in one order, it waits for its turn.
[[nodiscard]] inline bool has_nothing_to_start(const Run& run, const Here& here) {
    return here.row.alone && here.status.waiting == 0 && !is_told_in_order(run);
}
/// Starts what can start, if `starts_now`, and gives whether it is so; else the station is looked at when the instant's other events are
/// over.
bool try_start(Run& run, AnyHere auto here);
void try_start(Run& run, StationId station);
/// Starts the unit that joins the station now, or lets it wait. Requires: it counts as present.
void start_or_wait(Run& run, AnyHere auto here, UnitId unit);
/// Starts one unit, or batch, if all that it requires is there; else the station lacks what it does. Gives whether it started.
bool begin_one(Run& run, Here here);
/// Starts what can start at a station that is `Station::alone`, and shows what its idle servers do. The order among such stations does not
/// matter. Requires: the instant's events are over.
void start_alone(Run& run, Here here);
/// The station, whose servers all have units, lacks nothing.
void note_full(Run& run, Here here);
/// Idle servers show what the station lacks, as many as there are units to start; the rest are starved.
void show_idle(Run& run, Here here);
/// The unit on the server is worked on from now.
void begin_work(Run& run, ServerId id, ServerStatus& server, AnyHere auto here, std::uint32_t item);

}  // namespace agrocap
