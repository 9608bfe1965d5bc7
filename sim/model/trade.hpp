#pragma once

#include "model/run.hpp"

namespace agrocap {

// Handlers of the supply network and the markets. Ranks are those of `rank`; a delivery is a completion of transport.

void schedule(Run& run, Time at, std::uint8_t event_rank, std::uint32_t subject, EventKind kind, std::uint32_t detail = 0);
EventTicket schedule_cancellable(Run& run, Time at, std::uint8_t event_rank, std::uint32_t subject, EventKind kind,
                                 std::uint32_t detail = 0);

/// The next opening of a clock that is closed now; `time_never` if it stays closed.
[[nodiscard]] Time next_opening(const Run& run, ClockId clock);

/// How long `work` takes at a share of normal speed. Requires: speed > 0.
[[nodiscard]] inline Duration slowed(Duration work, double speed) {
    if (speed == 1) return work;
    const double time = static_cast<double>(work.count()) / speed;
    return time < 2e18 ? Duration(static_cast<std::int64_t>(time + 0.5)) : Duration(std::int64_t{2'000'000'000'000'000'000});
}
/// The work at normal speed that fills `time` at a share of it.
[[nodiscard]] inline Duration work_in(Duration time, double speed) {
    return speed == 1 ? time : Duration(static_cast<std::int64_t>(static_cast<double>(time.count()) * speed + 0.5));
}

/// Empty tables and the ways of time 0, with nothing closed.
void begin_ways(Run& run);
/// Sets the trade part of the state to time 0, with its stocks.
void begin_trade(Run& run);
/// The first orders of a part, and what disrupts it.
void begin_orders(Run& run, const Part& part);
void reset_trade_measurements(Run& run);
/// A store that serves orders has units now, or none.
void note_stock(Run& run, StoreId store, bool has_units);

// routing.cpp: ways through lanes and places
// ------------------------------------------------------------------------------------------------

/// Finds all ways anew, around closed lanes and places where another way exists, and orders the sources of each channel by landed cost.
void find_ways(Run& run);
/// Money per unit of the way now; infinity: no way.
[[nodiscard]] double way_cost(const Run& run, NodeId from, NodeId to);
/// Where it is said; null: goods are there, or no lane leads there.
[[nodiscard]] inline const LaneId* next_lane_cell(const Run& run, NodeId at, NodeId to) {
    const TradeState& trade = run.state.trade;
    const std::uint32_t row = trade.destination_of[to.index];
    if (row == UINT32_MAX || at == to) return nullptr;
    return &trade.next_lane[row * run.model.nodes.size() + at.index];
}
/// The lane to take at `at` for `to`; none: no way, goods arrive at once.
[[nodiscard]] inline LaneId next_lane(const Run& run, NodeId at, NodeId to) {
    const LaneId* const cell = next_lane_cell(run, at, to);
    return cell == nullptr ? LaneId() : *cell;
}

// transport.cpp
// -----------------------------------------------------------------------------------------------------------------------------

/// Sends a parcel on from a node; it is delivered at once where its destination is that node or no lane leads there.
void send_parcel(Run& run, NodeId at, ParcelId parcel);
/// A parcel goes back to a lane's queue as if it had never left it.
void requeue_parcel(Run& run, LaneId lane, ParcelId parcel, Time queued);
void on_shipment_arrived(Run& run, ShipmentId shipment);
void on_vehicle_returned(Run& run, LaneId lane);
void on_lane_due(Run& run, LaneId lane);
/// Lets vehicles leave as long as loads, vehicles, capacity and hours allow.
void dispatch_vehicles(Run& run, LaneId lane);
ParcelId new_parcel(Run& run, const ParcelStatus& parcel);
void free_parcel(Run& run, ParcelId parcel);

// place.cpp
// ---------------------------------------------------------------------------------------------------------------------------------

void arrive_at_place(Run& run, PlaceId place, ShipmentId shipment);
void on_handling_finished(Run& run, PlaceId place, ShipmentId shipment);
void on_place_opened(Run& run, PlaceId place);
void start_handling(Run& run, PlaceId place);
void set_place_speed(Run& run, PlaceId place, double speed);
/// The parcels of a shipment go on from the end of its lane, with the cost of lane and place.
void forward_shipment(Run& run, ShipmentId shipment);

// supply.cpp: reordering and suppliers
// ------------------------------------------------------------------------------------------------------

/// Money for a unit that a store gets from the source, the way included.
[[nodiscard]] double landed_cost(const Run& run, const Store& store, const StoreSource& source);
/// Looks at the inventory position and orders what the policy asks for.
void review(Run& run, StoreId store);
/// The same for stores without a `review` time, which look after each demand.
inline void review_at_once(Run& run, StoreId store) {
    if (run.model.stores[store].reviews_each) review(run, store);
}
void on_review_due(Run& run, StoreId store);
void on_purchase_ready(Run& run, PurchaseId purchase);
/// What the supplier has in hand goes on at the new speed; at 0 it stands still.
void set_supplier_speed(Run& run, SupplierId supplier, double speed);
/// Goods arrive in a store: usable ones go in, dealers' orders are served, others may be allocated.
void receive(Run& run, ParcelId parcel);

// allocation.cpp: orders to plants
// ----------------------------------------------------------------------------------------------------------

/// Ships what the channel's sources have in stock, the cheapest landed first. Gives the units shipped.
std::int64_t ship_at_once(Run& run, OrderId order);
/// The plant's store that owes what a channel's sources do not have: the cheapest landed that makes or orders the item. None: no source.
[[nodiscard]] StoreId owing_store(const Run& run, ChannelId channel);
/// What is left waits; the store that owes it sees it.
void queue_order(Run& run, OrderId order);
/// An order for a store's replenishment.
void order_from_plants(Run& run, StoreId store, ChannelId channel, std::int64_t quantity);
/// Gives a plant's stock to waiting orders as the allocation policy says.
void allocate(Run& run, StoreId store);
/// Takes an order out of its channel's queue.
void remove_order(Run& run, OrderId order);
OrderId new_order(Run& run, const OrderStatus& order);
void free_order(Run& run, OrderId order);
/// Changes what a store owes.
void owe(Run& run, StoreId store, std::int64_t change);

// demand.cpp
// --------------------------------------------------------------------------------------------------------------------------------

void begin_demand(Run& run, DemandId demand);
void on_demand_arrived(Run& run, DemandId demand);
void on_patience_ended(Run& run, OrderId order);
void set_demand_factor(Run& run, DemandId demand, double factor);
/// Units of a parcel reach a customer, straight from a plant.
void deliver(Run& run, ParcelId parcel);
/// Dealers' stock serves the orders that wait for it.
void serve_owed(Run& run, StoreId stock);

// disruption.cpp
// ----------------------------------------------------------------------------------------------------------------------------

void begin_disruption(Run& run, DisruptionId disruption);
void on_disruption_began(Run& run, DisruptionId disruption);
void on_disruption_ended(Run& run, DisruptionId disruption);

}  // namespace agrocap
