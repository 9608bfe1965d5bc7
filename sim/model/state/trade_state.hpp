#pragma once

#include "base/bit_row.hpp"
#include "engine/event_list.hpp"
#include "model/rows/trade_rows.hpp"
#include "model/state/pair_ledgers.hpp"
#include "model/state/pool.hpp"
#include "model/state/queue.hpp"
#include "model/time/scaled_work.hpp"
#include "stats/duration_tally.hpp"
#include "stats/time_average.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace agrocap {

struct Parcel;
struct Shipment;
struct Order;
struct Purchase;
using ParcelId = Id<Parcel>;
using ShipmentId = Id<Shipment>;
using OrderId = Id<Order>;
using PurchaseId = Id<Purchase>;

/// Goods of one origin and one purpose that move together: one cache line. Their item is that of the store or the order.
struct alignas(64) ParcelStatus {
    ParcelId next;
    NodeId to;
    StoreId store;                  // the store that it fills, if any
    std::uint32_t source = no_row;  // Model::channel_sources: who sent it, for which market; none: a supplier, or nobody
    SupplyId supply;                // none: sent by a plant
    OrderId order;                  // a customer's order, if any
    std::int64_t quantity = 0;
    double transport = 0;  // money per unit, so far
    double spent = 0;      // the same for material and making, of what lies in a dealers' stock
    double duties = 0;     // tariff and fee, likewise
    Time queued{};         // joined the lane's queue
};

static_assert(sizeof(ParcelStatus) == 64);

/// Some of the parcels of a queue, so that all of them can be asked for ahead at once and not each by the one before.
struct ParcelsAhead {
    std::array<ParcelId, 6> ids;
    std::uint32_t count = 0;

    void add(ParcelId parcel) {
        if (count < ids.size()) ids[count++] = parcel;
    }
};

/// A loaded vehicle, or at a place somebody else's: one cache line.
struct alignas(64) ShipmentStatus {
    LaneId lane;  // none: other traffic at a place
    ShipmentId next;
    std::uint32_t number = 0;  // of the lane's departures: ties go by it
    ParcelsAhead ahead;
    std::int64_t units = 0;
    Queue<Parcel> parcels;
    Time queued{};  // joined the place's queue
};

static_assert(sizeof(ShipmentStatus) == 64);

/// Units wanted from plants, or by a customer from dealers' stock. Open until all is delivered or lost. Units that wait at several plants
/// are several records: each is owed by one store.
struct alignas(64) OrderStatus {
    DemandId demand;                // a customer's
    ChannelId channel;              // its queue at the plants; none: it waits at a dealers' stock
    StoreId stock;                  // dealers' stock that owes it
    StoreId assigned;               // the store that owes it while it waits
    std::uint32_t source = no_row;  // Model::channel_sources: in whose queue it waits
    std::uint32_t choice = 0;
    std::int64_t waiting = 0;  // units not yet shipped or handed over
    std::int64_t open = 0;     // units not yet delivered
    Time placed{};
    Time due = time_never;            // promised; never: not
    Time patient_until = time_never;  // drawn when it first waits
    EventTicket patience;
    OrderId previous, next;
};

struct ChannelStatus {
    std::int64_t waiting = 0;  // units, at all its sources
    double served = 0;         // units ever, for the policy "shares"
    Pool<Order> free;          // records of replenishment orders
};

/// An order that a supplier has in hand: one that is being made lot by lot, or units that have left its making and have their lead time.
struct PurchaseStatus {
    SupplyId supply;
    StoreId store;
    std::int64_t quantity = 0;  // not made yet, or on their lead; 0: the record is free
    std::uint32_t number = 0;   // of the leads begun: ties go by it
    PacedWork lead;
    bool on_lead = false;
    EventTicket ticket;
    PurchaseId next;  // in the supplier's queue, or of free records
};

struct SupplyStatus {
    Queue<Purchase> queue;    // orders that are being made
    std::int64_t queued = 0;  // units of these not made yet, those of the lot in hand included
    std::uint32_t leads = 0;  // begun since time 0
    PacedWork making;         // of the lot in hand
    EventTicket ticket;       // of it
    std::int64_t shipped = 0;
    std::int64_t shipped_ever = 0;
    Pool<Purchase> free;  // records
};

struct SupplierStatus {
    double speed = 1;
    Time expected_open{};  // when a closure is expected to end
};

/// What disruptions leave of a line as seen from outside: what its stations suffer is the floor's.
struct MakerStatus {
    double speed = 1;
    bool closed = false;
    Time expected_open{};  // when a closure is expected to end
};

/// Goods ordered for a store and not yet there.
struct ExpectedGoods {
    SupplyId supply;  // none: from a plant
    std::int64_t units = 0;
    Time leave{}, arrive{};  // when they are expected to
};

/// A vehicle that left while its lane was slow: it goes on at another speed when the lane does.
struct SlowShipment {
    ShipmentId shipment;
    PacedWork transit;
    EventTicket ticket;
};

struct alignas(64) LaneStatus {
    Queue<Parcel> queue;
    std::int64_t waiting = 0;      // units
    std::int32_t away = 0;         // vehicles
    Pool<Shipment> free;           // records
    std::uint32_t departures = 0;  // since time 0
    double speed = 1;
    Duration wait = wait_unknown;  // of the next load
    PacedWork gap;                 // until capacity lets the next vehicle leave
    Time timer_at = time_never;    // the pending look at the queue
    Time first_queued{};           // when the first of the queue joined it

    ParcelsAhead ahead;                    // of the queue
    std::int64_t units = 0, vehicles = 0;  // departed since the start of measurement
    std::int64_t grams = 0;                // of these units
    double fullness = 0;                   // of these vehicles, where loads are bounded by mass: the fuller of the shares of each
    Time expected_open{};                  // when a closure is expected to end
    std::int64_t most_quiet = unlimited;   // with so many units waiting, the next would wait longer than some order accepts
    bool crowded = false;                  // it is so now
    std::vector<SlowShipment> slow;        // on the road

    static constexpr Duration wait_unknown{-1};
};

struct Handling {
    ShipmentId shipment;
    std::uint32_t number = 0;
    EventTicket ticket;
    PacedWork work;  // on the place's open clock
};

struct PlaceStatus {
    Queue<Shipment> queue;
    std::int64_t waiting = 0;
    double speed = 1;
    Time expected_open{};                 // when a closure is expected to end
    std::int64_t most_quiet = unlimited;  // as for lanes, of shipments
    bool crowded = false;
    std::vector<Handling> handled;
    bool queued_for_opening = false;
    std::uint32_t begun = 0;  // handlings since time 0: ties go by their number
    Pool<Shipment> others;    // records of other traffic
    TimeAverage length;
    DurationTally wait;
};

/// A demand now: first what an order that arrives touches, then what a delivery touches, too.
struct alignas(64) DemandStatus {
    double factor = 1;     // disruptions
    double remaining = 0;  // orders until the next arrival, at `since`
    Time since{};
    EventTicket ticket;
    std::int64_t demanded = 0, at_once = 0;  // units since the start of measurement
    std::int64_t demanded_ever = 0;
    Pool<Order> free;  // records

    std::int64_t open = 0;       // units ordered and neither delivered nor lost
    TimeAverage backlog;         // of `open`
    DurationTally delivery;      // by unit
    std::int64_t delivered = 0;  // since the start of measurement
    std::int64_t delivered_ever = 0;

    std::int64_t lost = 0, lost_ever = 0;
    std::uint32_t next_tender = 0;  // Model::tenders
};

/// Units delivered or lost before they were due: whether they were on time counts where the due moment lies.
struct EarlyUnits {
    Time due{};
    std::int64_t delivered = 0, lost = 0;
};

/// What a demand was promised, and when it came. Since the start of measurement, by the due moment.
struct PromiseStatus {
    std::vector<EarlyUnits> early;         // those whose due moment has not come: a heap, the soonest first
    std::int64_t on_time = 0, missed = 0;  // units
    DurationTally late;                    // by unit that came late, or was lost after its due moment
};

/// A source of a channel, and what whoever looks for a plant wants to know of it.
struct RankedSource {
    std::uint32_t source = 0;  // Model::channel_sources
    StoreId store;
    LaneId lane;          // the first of the way from there; none: no lane
    bool closed = false;  // the way is
    bool makes = false;   // as in the model, at hand here
    double weight = 0;    // what sources are compared by: landed cost, or time on the way
};

/// How the first order of a channel ranks among those that claim a store's stock.
struct RankedClaim {
    double rank = 0;  // by the allocation policy: the smallest first
    Time placed{};
    std::uint32_t row = 0;  // Model::store_channels

    auto operator<=>(const RankedClaim&) const = default;
};

struct DisruptionStatus {
    std::int32_t active = 0;  // how many of its times have come and are not over
    Time began{};             // the latest
    Time next = time_never;   // of a dated one that repeats
};

/// A way found besides the one that goods take.
struct Way {
    double weight = 0;  // money or time, as `[routing] by` says
    double least = 0;   // the same with the best way on from its end
    std::vector<LaneId> lanes;
};

/// The ways from a node to a destination, best first, as far as they have been looked for.
struct WayList {
    std::vector<Way> found;
    std::vector<Way> begun;  // a heap of ways that have not been looked at
    std::size_t attempts = 0;
    bool started = false;
};

/// Ways by destination and node: only where something on the first is full are there any.
using WaysAside = std::unordered_map<std::size_t, WayList>;

/// A lane that goods have passed, behind those that they passed before.
struct WayTaken {
    LaneId lane;
    std::uint32_t before = no_row;  // TradeState::ways_taken
};

/// Everything of the network and the markets that changes in a run.
struct TradeState {
    // Records of what comes and goes. Those that events name are used again by the same lane, demand, channel or supply only: so the
    // order of ties, which their numbers decide, does not hang on what happens elsewhere in the network.
    Table<Parcel, ParcelStatus> parcels;
    Table<Shipment, ShipmentStatus> shipments;
    Table<Order, OrderStatus> orders;
    Table<Purchase, PurchaseStatus> purchases;
    Pool<Parcel> free_parcels;

    Table<Supplier, SupplierStatus> suppliers;
    Table<Supply, SupplyStatus> supplies;
    Table<Lane, LaneStatus> lanes;
    Table<Place, PlaceStatus> places;
    Table<Demand, DemandStatus> demands;
    Table<Demand, PromiseStatus> promises;
    Rows<std::int64_t> delivered_of_choice;  // by Model::choices: units since the start of measurement
    Table<SupplyChannel, ChannelStatus> channels;
    PairLedgers pairs;
    Table<Market, PairStatus> markets;  // all that was sold there, a dealers' initial stock included
    Table<Disruption, DisruptionStatus> disruptions;
    Table<Line, MakerStatus> makers;
    Table<Store, std::vector<ExpectedGoods>> expected;  // of stores that are watched, in the order of placing
    std::uint32_t next_change = 0;                      // Model::changes

    // Where what lanes or places ask for changes on dates: it is paid as of delivery, so it is known to the end which way goods came.
    bool follows_ways = false;
    std::vector<WayTaken> ways_taken;                                              // each once, however many come by it
    std::vector<std::uint32_t> way_of_parcel;                                      // by parcel: ways_taken
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> ways_by_end;  // by what is before and the lane: ways_taken

    // Routes now: the lane to take at a node for a destination, and the money per unit of the whole way. Destinations are few: those
    // that lanes lead to and goods go to, numbered by `destination_of`; what no lane leads to is reached at once and for nothing. Markets,
    // the last of the nodes, have no column: nothing leaves them.
    Rows<std::uint32_t> destination_of;  // by node
    std::uint32_t origins = 0;           // nodes that have a column: the first so many
    Rows<LaneId> next_lane;              // destination x origin
    Rows<double> way_cost;               // destination x origin; infinity: no way
    Rows<double> way_time;               // the same in ns, along the chosen way
    Rows<char> way_closed;               // whether something on the way is closed
    Rows<RankedSource> source_order;     // as Model::channel_sources of each channel: open ways first, then by weight
    Rows<std::uint32_t> shelf_order;     // the same, the shelves of their stores: hundreds may be looked at for an order
    std::uint32_t crowded = 0;           // lanes and places that are
    WaysAside ways_aside;
    Rows<Queue<Order>> queues;  // as Model::channel_sources: what waits there
    Rows<OrderId> passing_on;   // room for `pass_on`
    // What there is and who waits, in little memory: an order or a unit is looked at by hundreds of stores or channels in a large network.
    BitRow stocked;                                 // by Store::shelf: there are units, and they may serve orders
    BitRow promising;                               // likewise: there are units, or they are made and it may be in time
    Table<Item, std::uint32_t> stocked_stores;      // how many
    BitRow waiting;                                 // as Model::store_channels: orders wait
    Table<Store, std::vector<RankedClaim>> claims;  // heaps, of stores that serve many channels: see `first_claim`

    // By item, since time 0: for the conservation check.
    Table<Item, std::int64_t> on_the_way, sold_ever, unusable_ever;
};

}  // namespace agrocap
