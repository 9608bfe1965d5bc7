#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// The one life cycle of a server: starts.cpp begins it, station.cpp ends it, interruptions.cpp stops it in between.

/// A station in hand: found once, and passed on.
struct Here {
    StationId id;
    const Station& row;
    StationStatus& status;
};

[[nodiscard]] inline Here station_at(Run& run, StationId id) { return {id, run.model.stations[id], run.state.stations[id]}; }

[[nodiscard]] inline bool has_place(const Run& run, StationId station) {
    return run.state.stations[station].present < run.model.stations[station].places;
}
/// A unit joins a station. Requires: `has_place`.
void put_unit(Run& run, StationId station, UnitId unit);
void on_task_finished(Run& run, ServerId server);
/// The server's unit is scrapped in the midst of its work; its people are free.
[[gnu::noinline]] void remove_scrapped(Run& run, ServerId server);
/// Lets servers that wait for room in a store move on.
[[gnu::noinline]] void free_store_room(Run& run, StoreId store);

}  // namespace agrocap
