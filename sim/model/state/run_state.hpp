#pragma once

#include "engine/simulation.hpp"
#include "model/rows/model.hpp"
#include "model/state/floor_state.hpp"
#include "model/state/trade_state.hpp"
#include "random/stream.hpp"

#include <atomic>
#include <cstdint>
#include <vector>

namespace agrocap {

/// Something that may begin at this instant if it gets what it needs: a new start, or the unit in hand of a server.
struct Turn {
    StationId station;
    ServerId server;  // whose unit waits for a crew; none: a new start
    std::int32_t priority = 0;
    Time since{};
};

/// What tells a part of a model the time.
struct Timeline {
    Simulation simulation;
    Table<WorkClock, ClockStatus> clocks;
    Rows<StationId> starts, starts_now;                 // stations that may be able to start at this instant
    std::vector<Turn> turns;                            // what these ask for, in order
    Table<WorkClock, std::vector<StationId>> openings;  // stations that wait for the clock to open
    Time instant{};                                     // of the latest events, and how many there were: time that stands still is a fault
    std::uint32_t events_at_instant = 0;
    Time watched{};  // when so many events ago was that time would hardly have moved since
};

/// Everything that changes in a run: flat, private to one replication. A copy is a checkpoint.
///
/// It is the timeline of the part in hand, too: nearly always of the only one.
struct RunState : Timeline {
    Table<Server, ServerStatus> servers;
    Table<Station, StationStatus> stations;
    Table<Station, ShortNeeds> short_needs;  // of the start that waits for material, if one does
    Table<Station, AskingStatus> asking;
    Table<Line, LineStatus> lines;
    Rows<LineItemStatus> line_items;  // as Model::line_items
    Rows<LevelNode> level_nodes;      // the same rows: those of a line are its tree
    Rows<BatchGroup> batch_groups;
    Rows<Need> batch_needs;           // of the start in hand
    Rows<std::uint32_t> batch_times;  // the same
    Table<Crew, CrewStatus> crews;
    Rows<std::int64_t> crew_absent;  // as Model::crew_shifts: who are away today
    Table<Store, StoreStatus> stores;
    Table<Mode, ModeStatus> modes;
    Table<Upkeep, UpkeepStatus> upkeeps;
    Table<Unit, UnitStatus> units;
    Rows<UnitId> free_units;
    Table<StreamRow, Stream> streams;
    TradeState trade;
    Time measured_from{};
    std::vector<Timeline> timelines;  // by part: those not in hand
    std::size_t part = 0;             // in hand
    /// Whether the run is to stop, which it then does with `RunStopped`; set by whoever lends the state, and not of a replication.
    const std::atomic<bool>* stop = nullptr;
};

}  // namespace agrocap
