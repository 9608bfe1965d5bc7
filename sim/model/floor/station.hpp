#pragma once

#include "base/inlining.hpp"
#include "model/state/run.hpp"

namespace agrocap {

// The one life cycle of a server: starts.cpp begins it, station.cpp ends it, interruptions.cpp stops it in between.

/// A station in hand: found once, and passed on by value, so that it stays in registers.
struct Here {
    StationId id;
    const Station& row;
    StationStatus& status;
    bool simple = false;  // as in the row; a constant where it matters, so that the compiler leaves out all that it rules out

    [[nodiscard]] bool batches() const { return !simple && row.batch > 1; }
    [[nodiscard]] std::uint32_t batch() const { return simple ? 1 : row.batch; }
    [[nodiscard]] bool has_crews() const { return !simple && !row.crews.empty(); }
    [[nodiscard]] bool has_setups() const { return !simple && row.has_setups; }
    [[nodiscard]] bool has_upkeeps() const { return !simple && row.has_upkeeps; }
    [[nodiscard]] bool wip_limited() const { return !simple && row.wip_limited; }
    [[nodiscard]] bool has_fate() const { return !simple && row.has_fate; }
    [[nodiscard]] bool has_branches() const { return !simple && row.has_branches; }
    [[nodiscard]] bool has_rivals() const { return !simple && row.has_rivals; }
};

[[nodiscard]] inline Here station_at(Run& run, StationId id) {
    const Station& row = run.model.stations[id];
    return {.id = id, .row = row, .status = run.state.stations[id], .simple = row.simple};
}

/// The same station as one that is known to be simple, or as any other.
template <bool simple>
[[nodiscard]] inline Here known_as(Here here) {
    return {.id = here.id, .row = here.row, .status = here.status, .simple = simple};
}

[[nodiscard]] inline bool has_place(const Run& run, StationId station) {
    return run.state.stations[station].present < run.model.stations[station].places;
}
/// A unit joins a station. Requires: `has_place`.
void put_unit(Run& run, StationId station, UnitId unit);
void on_task_finished(Run& run, ServerId server);
/// The server's unit is scrapped in the midst of its work; its people are free.
AGROCAP_APART void remove_scrapped(Run& run, ServerId server);
/// Lets servers that wait for room in a store move on.
AGROCAP_APART void free_store_room(Run& run, StoreId store);

}  // namespace agrocap
