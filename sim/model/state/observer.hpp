#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

/// Somebody who follows a run and is told what happens as it happens. It cannot steer: it sees the run, it does not touch it.
///
/// Most are told of all in one order, that of time, and at one instant that of the events, with starts at its end. Who needs an order
/// within each of the `parts_of` a run only, and follows its units, costs it less: parts are told one after the other, starts without a
/// rival at once, and what follows from where units go is not told, see `begin_telling`.
///
/// The state is that after the change unless said otherwise. Records (units, orders, shipments, …) are used again: an id means the same
/// thing only from the call that brings it up to the call that ends it. What it throws ends the run.
class RunObserver {
  public:
    enum class Telling : bool { whole, by_part };

    explicit RunObserver(Telling telling = Telling::whole) : telling_(telling) {}
    virtual ~RunObserver() = default;

    [[nodiscard]] Telling telling() const { return telling_; }

    /// An event is about to be handled: the state is still that before it.
    virtual void event_due(const Run&, const Event&) {}

    // Factories.
    /// A server shows another state.
    virtual void server_changed(const Run&, ServerId) {}
    /// A repair or a maintenance of the server begins or goes on: those of the crew who do it, if it has any, have come.
    virtual void care_went_on(const Run&, ServerId, CrewId) {}
    /// A calendar opens or closes; also at time 0, where it is open from the start.
    virtual void clock_switched(const Run&, ClockId) {}
    virtual void unit_released(const Run&, LineId, UnitId) {}
    /// An arrival found the first buffer full.
    virtual void unit_lost(const Run&, LineId) {}
    /// Sent to a station where it waits; one that starts at once is not told to have waited.
    virtual void unit_queued(const Run&, StationId, UnitId) {}
    /// Told before the server has the unit.
    virtual void unit_started(const Run&, ServerId, UnitId) {}
    /// The server's unit goes back for rework.
    virtual void unit_reworked(const Run&, ServerId) {}
    /// Told before its record is free.
    virtual void unit_scrapped(const Run&, LineId, UnitId) {}
    virtual void unit_left(const Run&, LineId, UnitId) {}
    virtual void store_changed(const Run&, StoreId) {}
    /// More or fewer units of orders wait for the store.
    virtual void owed_changed(const Run&, StoreId) {}

    // Orders.
    /// A customer wants units. A record follows (`order_opened`) unless dealers' stock serves all of them at once.
    virtual void order_placed(const Run&, DemandId, std::int64_t /*units*/) {}
    /// The record of the customer's order just placed, or of a store's order to plants.
    virtual void order_opened(const Run&, OrderId) {}
    /// Some units of an order wait elsewhere than the rest: a record of their own.
    virtual void order_split(const Run&, OrderId /*whole*/, OrderId /*part*/) {}
    /// Handed over to a customer from dealers' stock; no id: of the order just placed.
    virtual void order_served(const Run&, OrderId, std::int64_t /*units*/) {}
    virtual void order_lost(const Run&, OrderId, std::int64_t /*units*/) {}
    virtual void purchase_placed(const Run&, PurchaseId) {}

    // Goods on their way.
    virtual void purchase_split(const Run&, PurchaseId /*whole*/, PurchaseId /*lot*/) {}
    virtual void purchase_shipped(const Run&, PurchaseId, ParcelId) {}
    /// Units of an order leave a plant's store.
    virtual void parcel_shipped(const Run&, OrderId, ParcelId, StoreId) {}
    /// A part of a parcel goes on by itself.
    virtual void parcel_split(const Run&, ParcelId /*whole*/, ParcelId /*part*/) {}
    /// A parcel reaches its customer; told before its record is free.
    virtual void parcel_delivered(const Run&, ParcelId) {}
    /// A parcel reaches its store; told before its record is free.
    virtual void parcel_received(const Run&, ParcelId, std::int64_t /*usable*/) {}
    virtual void shipment_departed(const Run&, ShipmentId) {}
    /// At the end of its lane: a place that handles it, or where its parcels go on; told before its record is free.
    virtual void shipment_arrived(const Run&, ShipmentId) {}
    virtual void handling_started(const Run&, PlaceId, ShipmentId) {}
    virtual void handling_finished(const Run&, PlaceId, ShipmentId) {}
    virtual void disruption_switched(const Run&, DisruptionId) {}

  private:
    Telling telling_;
};

/// Notes for each server what the run's observer is told of it. Who follows units is told
/// - the end of work at a simple station by where its unit goes, first of all that it leads to, or else by its server's being blocked;
/// - what a server shows, where more than its units decides that, if something keeps it from work, or no longer does, or it is blocked.
void begin_telling(Run& run);

/// Whether it is told that the server shows another state than before.
[[nodiscard]] inline bool is_told(const ServerStatus& server, ServerState before) {
    const unsigned left = server.told_states & ~(1U << static_cast<unsigned>(ServerState::blocked));
    return ((server.told_states >> static_cast<unsigned>(server.shown) | left >> static_cast<unsigned>(before)) & 1U) != 0;
}

/// Whether somebody wants to be told of everything in one order.
[[nodiscard]] inline bool is_told_in_order(const Run& run) {
    return run.observer != nullptr && run.observer->telling() == RunObserver::Telling::whole;
}

/// Tells the run's observer, if there is one. All that a run without one pays is this test.
template <class... Subject>
inline void tell(const Run& run, void (RunObserver::*what)(const Run&, Subject...), Subject... subject) {
    if (run.observer != nullptr) [[unlikely]]
        (run.observer->*what)(run, subject...);
}

}  // namespace agrocap
