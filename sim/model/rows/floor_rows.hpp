#pragma once

#include "model/rows/dated_number.hpp"
#include "model/rows/draw.hpp"
#include "model/rows/ids.hpp"
#include "model/rows/trade_ids.hpp"
#include "scenario/reorder_policy.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

struct Item {
    std::string id;
    std::string family;
    DatedNumber price;
    std::int64_t mass_g = 0;  // 0: not given
    double local_share = 0;   // domestic share of its value; NaN: not known
    bool finished = false;    // some market demands it, or nothing uses or takes it
};

struct Plant {
    std::string id;
    NodeId node;
    Slice lines, stores, crews;
    Slice stations;  // of its own: passed by several lines
};

/// People who are there in the hours of a clock.
struct CrewShift {
    ClockId clock;
    std::int64_t size = 1;
};

struct Crew {
    std::string path;
    PlantId plant;
    Slice shifts;             // Model::crew_shifts: all its people
    double absence = 0;       // chance that one of them is away on a day
    StreamId absence_stream;  // drawn at midnight
    // Whose work may hold some of it.
    Slice stations;  // Model::crew_stations
    Slice modes;     // Model::crew_modes
    Slice upkeeps;   // Model::crew_upkeeps
};

/// Money per unit of goods that have come to a market.
struct UnitCost {
    double spent = 0;      // material and making
    double transport = 0;  // lanes and fees of the way
    double duties = 0;     // tariff and fee
};

/// A stock of one item: a plant's store or a market's dealers' stock. What every change of its level reads is the first cache line.
struct alignas(64) Store {
    std::int64_t capacity = unlimited;
    ItemId item;
    std::uint32_t shelf = no_row;  // TradeState::stocked; none: no orders to serve
    MarketId market;               // one of the two
    PlantId plant;
    Slice takers;                  // Model::store_takers: stations that take from it
    Slice pull_lines;              // Model::store_pull_lines: lines with release = "pull" that fill it
    Slice channels;                // Model::store_channels: orders that it may serve
    bool never_empty = false;      // supply = "unlimited"
    bool reviews_each = false;     // each demand is followed by a look at the reorder policy
    bool reorders = false;         // by a policy
    bool cheapest_source = false;  // no shares given: the cheapest landed at the time
    bool has_rivals = false;       // what it owes, somebody else could serve
    bool watched = false;          // goods on order to it are noted with the time at which they are expected
    NodeId node;
    std::uint32_t most_owed = no_row;  // from so many units owed on, nobody who asks is served in time; none: nobody knows

    std::int64_t target = 0;
    ReorderRule rule;  // of its policy
    Draw review;       // time between two looks, unless there is one after each demand
    Slice sources;     // Model::store_sources
    Slice makers;      // Model::makers
    std::int64_t initial = 0;
    UnitCost first_cost;  // of a dealers' first stock
    std::string path;
};

/// One item of a line: its place in the sequence, where its way begins, and the store that it goes to. Units say by the number of this row
/// of what line and item they are, and tables by item are addressed by it: those of one plant stand together.
struct LineItem {
    ItemId item;
    StoreId store;
    LineId line;
    StationId first;
    std::int32_t weight = 1;  // share as a whole number, so that ties are exact
};

struct alignas(64) Line {
    PlantId plant;
    Slice stations, items;
    StationId first;  // where all of its items begin; none: they begin at several
    SequenceKind sequence = SequenceKind::level;
    ReleaseKind release = ReleaseKind::saturated;
    StreamId sequence_stream;
    std::int64_t wip = 0;
    std::int64_t campaign = 1;
    std::int64_t weight_total = 0;
    Draw every, batch;
    Time opens{};
    double nominal_per_year = 0;  // units a year; see `nominal.hpp`
    std::string path;
    std::string id;
};

/// One way on from a station, with the cumulated share up to and including it.
struct Branch {
    StationId to;  // none: the unit leaves the line
    double share_up_to = 1;
};

/// What becomes of a unit after service: one uniform decides, below the first it is scrapped, below the second sent back.
struct Fate {
    DatedNumber scrap_up_to, rework_up_to;
    StationId rework_to;
    StreamId stream;  // the station's, at hand here
};

/// How a station gathers units that it works on at once.
struct BatchRule {
    bool by_item = false;
    bool has_wait = false;  // fewer are enough once the first has waited
    Draw wait;
    std::uint32_t first_group = 0, groups = 1;  // RunState::batch_groups: one, or one a different item
    std::uint32_t first_time = 0;               // Model::batch_times, by item
};

/// Material that a start needs.
struct Need {
    StoreId store;
    std::int64_t quantity = 1;
};

struct CrewNeed {
    CrewId crew;
    std::int64_t count = 1;
};

/// A station, of a line or of a plant. What every start and finish reads is the first of two cache lines: that a station has none of the
/// rest is said there, too.
///
/// "By item" is by the number of the unit's row in `Model::line_items`: the table's row for it is `first_… + number`. The number of the
/// first row may be less than none, as what counts is the sum.
struct alignas(64) Station {
    LineId line;    // none: of the plant
    ClockId clock;  // its hours
    Slice servers;
    std::uint32_t first_time = 0;     // Model::times, by item
    StationId next;                   // way on where it is the same for all; none: the unit leaves the line
    std::int64_t places = unlimited;  // buffer and servers together
    StreamId time_stream;             // of all of these times: at hand here, so that a draw waits for both rows at once
    bool is_first : 1 = false;        // of some item
    bool wip_limited : 1 = false;     // some line that passes it has release = { wip }
    bool makes_units : 1 = false;     // first station of a line that is saturated or pulled: it draws its units itself
    bool starts_at_once : 1 = false;  // a start needs nothing but a unit and a free server, and nothing of the instant can change it
    bool plain : 1 = false;           // and nothing interrupts the work
    bool alone : 1 = false;           // a start needs a unit that waits, a free server and an open shift: nothing that others could want
    bool servers_differ : 1 = false;  // which of several takes a unit matters: each has its own set-up, failures or maintenance
    bool has_setups : 1 = false;
    bool has_fate : 1 = false;      // scrap or rework
    bool has_branches : 1 = false;  // several ways on
    bool has_needs : 1 = false;
    bool has_upkeeps : 1 = false;
    bool has_busy_modes : 1 = false;           // some failure mode's uptime runs with the work
    bool finishes : 1 = false;                 // a unit in hand is finished before people go home
    bool has_rivals : 1 = false;               // Model::station_rivals
    bool interruptible : 1 = true;             // by more than failures of its own work: what was to finish may be withdrawn
    bool simple : 1 = false;                   // none of what few stations have: see `is_simple`
    std::uint16_t batch = 1;                   // units that a server works on at once
    Slice crews;                               // Model::crew_choices: its work holds the first that is free; empty: nobody
    std::uint32_t needs = 0, first_needs = 0;  // Model::needs_by_item, by item; the latter for a unit's very start: its bill too
    StoreId takes_from, fills;                 // the first such store, if any: to be asked for ahead

    ClockId work_clock;                               // by which work goes on: `clock`, unless it finishes what is in hand
    Slice items;                                      // Model::line_items: those of its line, or of its plant
    Slice lines;                                      // Model::station_lines: those that pass it, in path order
    std::uint32_t first_number = 0;                   // Model::item_numbers, by item
    std::uint32_t first_setup = 0, number_count = 1;  // Model::setups, number_count x number_count (from, to)
    std::uint32_t first_ways = 0;                     // Model::ways, by item; where `has_branches`
    std::uint32_t first_fate = 0;                     // Model::fates, by item; where `has_fate`
    StreamId branch_stream, setup_stream;
    std::uint32_t batch_rule = 0;  // Model::batch_rules; where `batch` is more than 1
    std::int16_t priority = 0;     // who gets what is scarce: higher before lower
    bool first_free = false;       // of several ways on, that to a free server; else by shares
};

static_assert(sizeof(Station) == 128);

/// Whether a station has none of what few have: it works on one unit at a time, with nobody's help and without set-ups, maintenance and
/// limits, and sends what is good one way. What units do there is compiled a second time, without asking for any of this.
[[nodiscard]] inline bool is_simple(const Station& row) {
    return row.batch == 1 && row.crews.empty() && !row.has_setups && !row.has_upkeeps && !row.wip_limited && !row.has_fate &&
           !row.has_branches && !row.has_rivals;
}

/// Apart from its row, which then takes less of the memory that events read.
struct StationName {
    std::string path;
    PlantId plant;
    std::string id;
};

/// One server; its failure modes and maintenance rules.
struct Server {
    StationId station;
    Slice modes, upkeeps;
};

/// One failure mode of one server.
struct Mode {
    ServerId server;
    Draw uptime, repair;
    FailureClock clock = FailureClock::busy;
    OnFailure on_failure = OnFailure::resume;
    CrewId crew;  // none: no crew needed
};

enum class UpkeepRule : std::uint8_t { every, after_units, on_dates };

/// One maintenance rule of one server.
struct Upkeep {
    ServerId server;
    Draw every, takes;
    CrewId crew;
    UpkeepRule rule = UpkeepRule::every;
    std::int64_t after_units = 0;
    Slice dates;  // Model::upkeep_dates
};

}  // namespace agrocap
