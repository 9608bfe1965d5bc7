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
};

struct Crew {
    std::string path;
    PlantId plant;
    std::int64_t size = 1;
    ClockId clock;   // the crew's own hours
    Slice stations;  // Model::crew_stations: those whose work needs it
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
    std::uint32_t shelf = UINT32_MAX;  // TradeState::stocked; none: no orders to serve
    MarketId market;                   // one of the two
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

    std::int64_t target = 0;
    ReorderRule rule;  // of its policy
    Draw review;       // time between two looks, unless there is one after each demand
    Slice sources;     // Model::store_sources
    Slice makers;      // Model::makers
    std::int64_t initial = 0;
    UnitCost first_cost;  // of a dealers' first stock
    std::string path;
};

/// One item of a line: its place in the sequence and the store that it goes to.
struct LineItem {
    ItemId item;
    StoreId store;
    std::int64_t weight = 1;  // share as a whole number, so that ties are exact
};

struct alignas(64) Line {
    PlantId plant;
    ClockId clock;
    Slice stations, items;
    StationId first;
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
    StationId to;
    double share_up_to = 1;
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

/// A station. What every start and finish reads is the first of two cache lines: that a station has none of the rest is said there, too.
struct alignas(64) Station {
    LineId line;
    ClockId clock;  // its hours less those in which some crew that it needs has gone home
    Slice servers;
    std::uint32_t first_time = 0;     // Model::times, one by line item
    StationId next;                   // default way on; none: the unit leaves the line
    std::int64_t places = unlimited;  // buffer and servers together
    StreamId time_stream;             // of all of these times: at hand here, so that a draw waits for both rows at once
    bool is_first : 1 = false;
    bool wip_limited : 1 = false;     // of a line with release = { wip }
    bool makes_units : 1 = false;     // first station of a line that is saturated or pulled: it draws its units itself
    bool starts_at_once : 1 = false;  // a start needs nothing but a unit and a free server, and nothing of the instant can change it
    bool plain : 1 = false;           // and nothing interrupts the work
    bool has_setups : 1 = false;
    bool has_fate : 1 = false;  // scrap or rework
    bool has_branches : 1 = false;
    bool has_needs : 1 = false;
    bool has_upkeeps : 1 = false;
    bool has_busy_modes : 1 = false;           // some failure mode's uptime runs with the work
    bool crew_has_hours : 1 = false;           // `clock` is narrower than `hours`
    Slice crew;                                // Model::crew_needs
    std::uint32_t needs = 0, first_needs = 0;  // Model::needs_by_item, one by line item; the latter for a unit's very start: its bill too
    StoreId takes_from, fills;                 // the first such store, if any: to be asked for ahead

    ClockId hours;  // its own hours: outside them it is off shift
    std::uint32_t item_count = 1;
    Slice setups;                              // Model::setups, item_count x item_count (from, to); empty: none
    Slice branches;                            // Model::branches; empty: always `next`
    double scrap_up_to = 0, rework_up_to = 0;  // one uniform decides: below the first scrap, below the second rework
    StationId rework_to;
    StreamId fate_stream, branch_stream, setup_stream;
    double visits = 1;  // expected visits of a unit with no rework and no scrap: for nominal capacity
};

static_assert(sizeof(Station) == 128);

/// Apart from its row, which then takes less of the memory that events read.
struct StationName {
    std::string path;
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

/// One maintenance rule of one server.
struct Upkeep {
    ServerId server;
    Draw every, takes;
    CrewId crew;
};

}  // namespace agrocap
