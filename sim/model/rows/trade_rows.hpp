#pragma once

#include "model/rows/dated_number.hpp"
#include "model/rows/draw.hpp"
#include "model/rows/ids.hpp"
#include "model/rows/trade_ids.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

enum class NodeKind : std::uint8_t { plant, supplier, place, market };

/// A point of the transport network. Numbering: plants, suppliers, places, markets, each in path order.
struct Node {
    NodeKind kind = NodeKind::plant;
    std::uint32_t index = 0;  // of its own kind
    std::string country;
    Slice leaving;  // Model::lanes_leaving
};

/// What every departure and arrival reads comes first.
struct alignas(64) Lane {
    NodeId from, to;
    ClockId clock;
    PlaceId stop;  // at its end, where goods are handled; none: they go on at once
    std::int64_t load = 1;
    std::int64_t fleet = unlimited;
    std::int64_t load_g = unlimited;  // mass in a vehicle
    DatedNumber cost;                 // money per unit
    DatedNumber fee;                  // the same, at its end
    Duration unit_time{};             // least time between units by its highest capacity; 0: unlimited
    DatedNumber pace;                 // its capacity as a share of the highest
    bool leaves_part_full = false;    // after `wait`
    bool holds_vehicle = false;       // a vehicle stays at the place at the end until its load is handled
    Draw transit, return_time, wait;
    double transit_mean = 0;             // ns
    double distance_km = 0;              // 0: not given
    std::int64_t mean_load = unlimited;  // units in a vehicle, where mass bounds them of the mean mass
    double fleet_wait = 0;               // ns that each unit in front keeps one waiting for a vehicle; 0: there is always one
    std::string id;
};

struct Place {
    std::string id;
    NodeId node;
    std::int64_t servers = unlimited;
    Draw time;
    Draw traffic, traffic_time;  // other people's shipments: time between two, handling
    bool has_traffic = false;
    bool instant = false;  // nothing to wait for
    ClockId clock;
    DatedNumber fee;           // money per unit
    double shipment_wait = 0;  // ns that each shipment in front keeps one waiting; 0: it is never full
};

struct Supplier {
    std::string id;
    NodeId node;
    Slice supplies;
    ClockId clock;  // hours in which goods leave
};

/// One item of one supplier.
struct Supply {
    SupplierId supplier;
    ItemId item;
    DatedNumber price;
    Duration unit_time{};  // by its highest capacity; 0: unlimited
    DatedNumber pace;      // its capacity as a share of the highest
    Draw lead;
    std::int64_t lot = 1;
    double usable = 1;
    StreamId usable_stream;
};

/// Where a store's replenishment can come from.
struct StoreSource {
    SupplyId supply;    // a supplier's item, or …
    ChannelId channel;  // … an order to plants
    double share = 1;
};

struct Market {
    std::string id;
    NodeId node;
    bool domestic = false;
    Slice demands;
};

/// A piece of a demand's course: constant rate from `from` on.
struct DemandPiece {
    Time from{};
    double before = 0;  // orders until `from`
    double each = 0;    // ns from one order to the next; infinite: none come. Not their rate: whole times have to come out whole
};

/// One line of a market's demand: an item, or any item of a family.
struct alignas(64) Demand {
    MarketId market;
    StreamId arrival_stream;
    Arrivals arrivals = Arrivals::poisson;
    bool lost_if_unmet = false;
    bool patient = true;        // waits for ever
    bool promises = false;      // some order has a due moment
    bool promises_all = false;  // `due` holds for those that have none of their own
    bool penalised = false;     // `penalty` is given
    double wait_max = 0;        // ns: from where nobody keeps it waiting longer, if somebody does
    Slice pieces;               // Model::demand_pieces
    Slice choices;              // Model::choices: what may serve it
    ChannelId channel;          // of the first of them, if it has one: to be asked for ahead
    Draw order, patience;
    Draw due;             // promised time
    DatedNumber penalty;  // money per unit and day late
    Slice tenders;        // Model::tenders, by time
    std::string key;      // item or family
};

/// One item that may serve a demand: from dealers' stock where there is one, else straight from plants.
struct Choice {
    ItemId item;
    StoreId stock;      // dealers' stock, or none
    ChannelId channel;  // to plants; none where there is a stock
    DatedNumber price;
};

/// An order with a date.
struct Tender {
    Time at{};
    Draw units;
    Draw due;
    bool has_due = false;
};

/// Orders for one item that go to plants: from a market's customers, a dealers' stock or another plant's store.
struct SupplyChannel {
    ItemId item;
    NodeId to;
    MarketId market;  // none: for a plant's store
    StoreId store;    // the store that is filled; none: straight to customers
    bool domestic = true;
    bool alone = true;  // it has one source, and nobody else could serve instead
    double share = 0;   // of the allocation policy "shares"
    DatedNumber price;  // what a unit fetches: for the tariff and the margin
    DatedNumber fee;    // money per unit that comes there
    Slice sources;      // Model::channel_sources
};

/// A plant's store that can serve a channel. There are as many as plants times markets: what hangs on one of them only stands elsewhere.
struct ChannelSource {
    StoreId store;
    ChannelId channel;
    PairId pair;
    std::uint32_t served = 0;  // its row in Model::store_channels
    std::uint32_t tariff = 0;  // Model::tariffs
};

static_assert(sizeof(ChannelSource) == 20);

/// What a plant's store sends to others.
struct StoreGoods {
    DatedNumber making;  // the line's cost per unit
    DatedNumber spent;   // what a unit has cost where it is made: material, bought or made, and the lines' cost
    bool makes = false;  // a line or a supply stands behind the store
};

/// A line that fills a store: how fast, and out of what.
struct Maker {
    LineId line;
    std::uint32_t item = 0;  // Model::line_items
    double rate = 0;         // units per ns while it is open: its nominal capacity times the item's share
    Slice needs;             // Model::maker_needs: material of one unit, at all stations
};

/// A plant and a market between which goods may flow: for sales and money by plant and market.
struct Pair {
    PlantId plant;
    MarketId market;
};

enum class DisruptedKind : std::uint8_t { servers, supplier, lane, place, market };

struct Disruption {
    std::string id;
    DisruptedKind kind = DisruptedKind::servers;
    Slice servers;            // Model::disrupted_servers
    Slice lines;              // Model::disrupted_lines: nothing passes these while it is closed
    std::uint32_t index = 0;  // of the supplier, lane, place or market
    double speed = 0;
    bool dated = true;     // begins at `starts` first
    bool repeats = false;  // after `every`: from start to start where it is dated, else from end to start
    Time starts{};
    Draw every, lasts;
    double lasts_mean = 0;  // ns
};

}  // namespace agrocap
