#pragma once

#include "base/id.hpp"

namespace agrocap {

// Kinds of object, each with its row in `Model`. Numbering is path order: plants by id, inside them lines by id, and so on.
struct Item;
struct Plant;
struct Line;
struct Station;
struct Server;
struct Crew;
struct Store;
struct WorkClock;
struct Unit;
struct Mode;
struct Upkeep;

using ItemId = Id<Item>;
using PlantId = Id<Plant>;
using LineId = Id<Line>;
using StationId = Id<Station>;
using ServerId = Id<Server>;
using CrewId = Id<Crew>;
using StoreId = Id<Store>;
using ClockId = Id<WorkClock>;
using UnitId = Id<Unit>;
using ModeId = Id<Mode>;      // one failure mode of one server
using UpkeepId = Id<Upkeep>;  // one maintenance rule of one server

/// A run of consecutive rows of a flat list.
struct Slice {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    [[nodiscard]] bool empty() const { return count == 0; }
    [[nodiscard]] std::uint32_t end() const { return first + count; }
};

}  // namespace agrocap
