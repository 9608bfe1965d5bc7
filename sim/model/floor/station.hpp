#pragma once

#include "base/inlining.hpp"
#include "model/state/run.hpp"

#include <concepts>

namespace agrocap {

// The one life cycle of a server: starts.cpp begins it, station.cpp ends it, interruptions.cpp stops it in between.

/// A station in hand: found once, and passed on by value. Two words: so many go in registers, and a third would go through memory.
struct Here {
    const Station& row;
    StationStatus& status;

    [[nodiscard]] bool batches() const { return row.batch > 1; }
    [[nodiscard]] std::uint32_t batch() const { return row.batch; }
    [[nodiscard]] bool has_crews() const { return !row.crews.empty(); }
    [[nodiscard]] bool has_setups() const { return row.has_setups; }
    [[nodiscard]] bool has_upkeeps() const { return row.has_upkeeps; }
    [[nodiscard]] bool wip_limited() const { return row.wip_limited; }
    [[nodiscard]] bool has_fate() const { return row.has_fate; }
    [[nodiscard]] bool has_branches() const { return row.has_branches; }
    [[nodiscard]] bool has_rivals() const { return row.has_rivals; }
};

/// One that is known to be `Station::simple`: constants here, so that the compiler leaves out all that they rule out.
struct SimpleHere : Here {
    [[nodiscard]] static constexpr bool batches() { return false; }
    [[nodiscard]] static constexpr std::uint32_t batch() { return 1; }
    [[nodiscard]] static constexpr bool has_crews() { return false; }
    [[nodiscard]] static constexpr bool has_setups() { return false; }
    [[nodiscard]] static constexpr bool has_upkeeps() { return false; }
    [[nodiscard]] static constexpr bool wip_limited() { return false; }
    [[nodiscard]] static constexpr bool has_fate() { return false; }
    [[nodiscard]] static constexpr bool has_branches() { return false; }
    [[nodiscard]] static constexpr bool has_rivals() { return false; }
};

/// What most stations do is compiled for both.
template <class Type>
concept AnyHere = std::derived_from<Type, Here>;

[[nodiscard]] inline Here station_at(Run& run, StationId id) { return {.row = run.model.stations[id], .status = run.state.stations[id]}; }

/// Where the station stands in its table: seldom asked for.
[[nodiscard]] inline StationId id_of(const Run& run, const Here& here) {
    return StationId(static_cast<std::size_t>(&here.row - run.model.stations.data()));
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
