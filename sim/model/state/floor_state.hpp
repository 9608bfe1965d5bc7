#pragma once

#include "model/rows/floor_rows.hpp"
#include "model/state/queue.hpp"
#include "model/state/trade_state.hpp"
#include "scenario/server_states.hpp"
#include "stats/duration_tally.hpp"
#include "stats/time_average.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace agrocap {

/// A machine or part on the floor.
struct alignas(32) UnitStatus {
    Time released{};           // enters the line
    Time arrived{};            // joins the present station; once worked on there: is blocked since
    UnitId next;               // the one behind it in the station's queue, or in its batch on a server
    std::uint32_t item = 0;    // Model::line_items
    std::uint32_t number = 0;  // in its line, by release: ties go by it
    bool started = false;      // its bill of materials has been taken
};

/// What a server has in hand, leaving interruptions aside.
enum class Task : std::uint8_t { none, setup, work, blocked };

/// A server now. What every start and finish touches is the first cache line, what a clock adds the second, and what is booked by state
/// the rest.
struct alignas(64) ServerStatus {
    Time since{};           // last change of `shown`
    Duration open_since{};  // the same on the station's open clock
    ServerState shown = ServerState::starved;
    Task task = Task::none;
    std::uint8_t stops = 0;                   // repairs (and closures) that hold it
    std::uint8_t upkeeps = 0;                 // maintenance in progress
    bool without_crew = false;                // the unit in hand waits for a crew: the one that it had has gone home
    std::uint8_t crew = 0;                    // which of the station's alternatives it holds, counted from 1; 0: nobody
    bool ticking = false;                     // the present task's clock runs (while the shift is open)
    ServerState idle = ServerState::starved;  // what it shows without a task: starved, or what its station lacks
    bool any_way = false;                     // blocked, it may go to whichever of several stations has a place first
    bool ends_told = false;                   // the run's observer is told of ends of its tasks as of other events
    std::uint16_t told_states = 0;            // and of what it shows, a bit a state: see `is_told`
    std::uint32_t last_item = no_row;         // what it is set up for: Model::item_numbers
    StationId station;                        // as in the model, at hand here
    UnitId unit;                              // the first of its batch
    StationId way;                            // where the finished unit goes; none: it leaves the line
    ServerId next_blocked;                    // the one behind it in the queue for the same place; behind the last: the first
    ModeId next_mode;
    EventTicket ticket;
    double speed = 1;  // share of normal speed (disruptions)

    Duration work{};                          // of the present task, at normal speed
    Duration work_since{};                    // on the work clock, when the present task began to tick
    Duration remaining{};                     // of its work when it began to tick, or while it does not
    Duration ticking_since{};                 // on the open clock
    Duration busy_used{};                     // open time at work since the start: the clock of "busy" failure modes
    Duration next_failure = Duration::max();  // on that clock, over all modes
    std::array<Duration, server_state_count> in_state{};
};

static_assert(sizeof(ServerStatus) == 192);

/// Servers that wait for a place, first come first served: a ring, in which the last leads to the first.
struct BlockedQueue {
    ServerId last;
    [[nodiscard]] bool empty() const { return !last.valid(); }
};

/// A station now: one cache line.
struct alignas(64) StationStatus {
    Queue<Unit> units;          // that wait for a server, first come first served
    std::uint32_t present = 0;  // places taken: by units that wait and by servers with a unit, each as many as it works on at once
    std::uint32_t waiting = 0;
    BlockedQueue blocked;                     // upstream servers that wait for a place here
    ServerState lack = ServerState::starved;  // why waiting units do not start: material or crew; else starved
    bool queued_for_start = false;
    bool queued_for_opening = false;
    TimeAverage queue;   // of `waiting`
    DurationTally wait;  // from joining the station to the start

    /// Places of servers with a unit.
    [[nodiscard]] std::uint32_t occupied() const { return present - waiting; }
};

static_assert(sizeof(StationStatus) == 64);

struct alignas(64) LineStatus {
    std::int64_t in_line = 0;  // units released and not yet gone
    TimeAverage wip;           // of `in_line`
    DurationTally cycle;
    std::uint32_t next_item = no_row;  // chosen and not yet released: Model::line_items
    std::uint32_t campaign_item = 0;
    std::int64_t sequenced = 0;  // choices of its level sequence so far, or units of the campaign in hand
    std::int64_t left = 0;       // units that have left the line since the start of measurement
    std::int64_t scrapped = 0, lost = 0;
    bool opened = false;
    Time next_came{};  // since when the next unit is there, of a line that has always another: its last release
    // Since time 0, never reset: for the conservation check.
    std::int64_t released_ever = 0, left_ever = 0, scrapped_ever = 0;
};

/// One item of a line.
struct LineItemStatus {
    std::int64_t credit = 0;    // weight x units started - total weight x its own, when so many had been started:
    std::int64_t credited = 0;  // LineStatus::sequenced
    std::int64_t in_line = 0;
    std::int64_t left = 0;  // since the start of measurement
};

/// One comparison of a level sequence: which of the items below it is furthest behind, and up to which choice that is sure.
struct LevelNode {
    std::uint32_t ahead = 0;
    std::int64_t until = -1;
};

struct CrewStatus {
    std::int64_t people = 0;     // who are there now
    std::int64_t available = 0;  // of these, who are free; below 0: so many still finish what is in hand before they go home
    std::int64_t kept = 0;       // of these, for a station that goes first and has not enough of them yet; while starts are settled
    std::vector<ModeId> repairs_waiting;  // first come first served, before any start
    std::vector<UpkeepId> upkeeps_waiting;
    std::int64_t stations_waiting = 0;  // places at which it stands in what waiting stations need
    Time next_draw{};                   // of who is away
};

/// A stock now: first what every change of its level touches, then what is counted.
struct alignas(64) StoreStatus {
    std::int64_t level = 0;
    std::int64_t min = INT64_MAX;  // lowest level that lasted for some time until `since`
    TimeAverage stock;             // of `level`
    Duration empty{};              // until `since`
    Time since{};                  // last change of `level`, or the start of measurement
    std::int64_t owed = 0;         // units of orders that wait for this store
    BlockedQueue blocked;          // servers that wait for room

    std::int64_t on_order = 0;               // units ordered and not yet here
    TimeAverage backlog;                     // of `owed`
    std::int64_t demanded = 0, at_once = 0;  // since the start of measurement
    // Since time 0, for the conservation check: all in and out, and of these what came and went by transport or over the counter.
    std::int64_t put_ever = 0, taken_ever = 0, shipped_ever = 0;

    std::int64_t received_ever = 0;
    std::int64_t orders = 0;            // since the start of measurement
    std::vector<double> source_credit;  // by source: its share of all units less those ordered
    std::vector<std::int64_t> given;    // by source: units of the order that is being given out
    std::vector<char> able;             // by source: it can serve the next of them
    Queue<Parcel> layers;               // dealers' stock: what is on hand by origin, oldest first
    Queue<Order> owed_orders;           // customers' orders that wait at a dealers' stock
};

/// Units of one item, or of all, that wait to be worked on at once.
struct BatchGroup {
    std::uint32_t waiting = 0;
    UnitId first;
    Time due = time_never;  // when the first will have waited long enough
};

/// A repair or a maintenance: work that may wait for people, and stops when they go home.
struct CareStatus {
    Duration left{};  // work still to do, while it does not go on
    Time finish{};    // while it goes on
    EventTicket ticket;
    bool goes_on = false;
    bool took_crew = false;  // false, too, when people who are at the server anyway repair it
};

struct ModeStatus {
    Duration uptime_end{};  // busy clock: where on it the next failure strikes
    bool down = false;
    CareStatus repair;
};

struct UpkeepStatus {
    bool due = false, running = false;
    std::int64_t units = 0;       // worked on since it was last due
    std::uint32_t next_date = 0;  // place in Model::upkeep_dates
    CareStatus care;
};

/// A station as one of those that want what is scarce.
struct AskingStatus {
    std::uint32_t without = 0;  // servers whose unit in hand waits for a crew
    bool in_line = false;       // something waits here for a crew
};

/// Which needs of a waiting start were not in stock: bits by need, the last for all beyond.
struct ShortNeeds {
    std::uint32_t item = 0;
    std::uint64_t bits = 0;
};

}  // namespace agrocap
