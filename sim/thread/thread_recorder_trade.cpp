// The part of the recorder that follows orders and goods on their way.

#include "thread/thread_recorder.hpp"

#include "model/state/events.hpp"

#include <algorithm>

namespace agrocap {

void ThreadRecorder::event_of_trade(const Run& run, const Event& event) {
    const std::uint32_t subject = event.subject();
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::lot_made: {
            const SupplyId id(subject);
            const PurchaseId order = run.state.trade.supplies[id].queue.head;
            Latest begun;
            begun.await(made_[id], moments_);
            begun.await(purchases_[order].ready, moments_);
            made_[id] = moments_.add(begun.settle(moments_), event.at, {ThreadCause::making, place_of(id), id});
            if (run.state.trade.purchases[order].quantity <= model_.supplies[id].lot) purchases_[order].ready = made_[id];
            happen(made_[id]);
            break;
        }
        case EventKind::purchase_ready: {
            PurchaseThread& purchase = purchases_[PurchaseId(event.record)];
            const SupplyId id = run.state.trade.purchases[PurchaseId(event.record)].supply;
            const ThreadCause cause = purchase.lead_over ? ThreadCause::off_shift : ThreadCause::lead;  // it waits for the supplier's hours
            purchase.ready = moments_.add(purchase.ready, event.at, {cause, place_of(id), id});
            purchase.lead_over = true;
            happen(purchase.ready);
            break;
        }
        // Those of goods that are followed say so themselves.
        case EventKind::shipment_arrived:
        case EventKind::vehicle_returned:
        case EventKind::lane_due: happen_outside(ThreadCause::waiting, place_of(LaneId(subject))); break;
        case EventKind::handling_finished:
        case EventKind::place_opened:
        case EventKind::traffic_arrived: happen_outside(ThreadCause::waiting, place_of(PlaceId(subject))); break;
        case EventKind::demand_arrived:
        case EventKind::tender_arrived:
        case EventKind::patience_ended: happen_outside(ThreadCause::no_order, place_of(DemandId(subject))); break;
        case EventKind::review_due: happen_outside(ThreadCause::review, place_of(StoreId(subject))); break;
        case EventKind::disruption_began:
        case EventKind::disruption_ended: happen_outside(ThreadCause::disrupted, place_of(DisruptionId(subject))); break;
        default: happen_outside(ThreadCause::date, {}); break;
    }
}

// Stocks ----------------------------------------------------------------------------------------------------------------------------------

void ThreadRecorder::store_changed(const Run& run, StoreId id) {
    if (stores_[id].matters) change_store(run, id);
}

AGROCAP_APART void ThreadRecorder::change_store(const Run& run, StoreId id) {
    StoreThread& store = stores_[id];
    const std::int64_t change = run.state.stores[id].level - store.level;
    store.level += change;
    if (change > 0) {
        if (store.units_matter) store.units.add(change, present(run));
    } else {
        if (store.units_matter) store.units.take(-change);
        if (store.drops_matter) store.dropped = present(run);
        store.reserved = std::max<std::int64_t>(0, store.reserved + change);
    }
    note_wanted(run, id);
}

void ThreadRecorder::owed_changed(const Run& run, StoreId id) { note_wanted(run, id); }

/// What is wanted goes up and down in the midst of what happens: a unit that comes is shipped to who waits for it, and no more is wanted
/// than before. So it is noted now and settled when the next event comes, or a unit begins.
void ThreadRecorder::note_wanted(const Run& run, StoreId id) {
    StoreThread& store = stores_[id];
    if (!store.is_pulled) return;
    const std::int64_t wanted = model_.stores[id].target + run.state.stores[id].owed - store.level - store.coming;
    if (wanted > store.wanted_seen) store.wanted_more = present(run);
    store.wanted_seen = wanted;
    if (!store.is_touched) touched_.push_back(id);
    store.is_touched = true;
    tidy_below_ = 0;
}

void ThreadRecorder::settle_wants(StoreThread& store) {
    const std::int64_t before = std::max<std::int64_t>(0, store.wanted);
    const std::int64_t now = std::max<std::int64_t>(0, store.wanted_seen);
    store.wants.add(now - before, store.wanted_more);
    store.wants.take(before - now);
    store.wanted = store.wanted_seen;
    store.is_touched = false;
}

/// Since when the unit is wanted that a line begins now to fill a store.
Since ThreadRecorder::first_wanted(const Run& run, const Line& line, StoreId id) {
    StoreThread& store = stores_[id];
    settle_wants(store);
    const Since wanted = store.wants.last_of(1);
    ++store.coming;
    note_wanted(run, id);
    const Since& opened = lines_[LineId(static_cast<std::size_t>(&line - model_.lines.data()))].opened;
    return opened.at > wanted.at ? opened : wanted;
}

// Orders ----------------------------------------------------------------------------------------------------------------------------------

/// Who orders at a review has wanted to since the stock went down.
Since ThreadRecorder::ordered(const Run& run, StoreId store) {
    if (present_.cause != ThreadCause::review) return present(run);
    Latest latest;
    latest.await(stores_[store].dropped, moments_);
    latest.await_outside(run.now(), why_of(present_.reason));
    return latest.settle(moments_);
}

void ThreadRecorder::order_opened(const Run& run, OrderId id) {
    const OrderStatus& order = run.state.trade.orders[id];
    if (!order.demand.valid()) orders_[id] = ordered(run, model_.channels[order.channel].store);  // what customers get leads to nothing
}

void ThreadRecorder::order_split(const Run&, OrderId whole, OrderId part) {
    const Since order = orders_[whole];  // the row of the part may move those of others
    orders_[part] = order;
}

void ThreadRecorder::purchase_placed(const Run& run, PurchaseId id) {
    purchases_[id] = {.ready = ordered(run, run.state.trade.purchases[id].store)};
}

/// The lot has been made just now.
void ThreadRecorder::purchase_split(const Run& run, PurchaseId, PurchaseId lot) { purchases_[lot] = {.ready = present(run)}; }

// Goods -----------------------------------------------------------------------------------------------------------------------------------

void ThreadRecorder::purchase_shipped(const Run& run, PurchaseId id, ParcelId parcel) {
    const Since ready = purchases_[id].ready;
    parcels_[parcel] = {.ready = ready, .of = run.state.trade.parcels[parcel].supply, .followed = true};
    purchases_[id] = {};
}

void ThreadRecorder::parcel_shipped(const Run& run, OrderId order, ParcelId parcel, StoreId store) {
    GoodsThread& goods = parcels_[parcel] = {};
    if (run.state.trade.orders[order].demand.valid()) return;
    Latest latest;
    latest.await(orders_[order], moments_);
    if (!model_.stores[store].never_empty) latest.await(stores_[store].units.last_of(run.state.trade.parcels[parcel].quantity), moments_);
    goods.ready = settle(run, latest);
    goods.followed = true;
}

void ThreadRecorder::parcel_split(const Run&, ParcelId whole, ParcelId part) {
    const GoodsThread goods = parcels_[whole];
    parcels_[part] = goods;
}

void ThreadRecorder::parcel_received(const Run&, ParcelId id, std::int64_t) {
    if (parcels_[id].followed) happen(parcels_[id].ready);
    parcels_[id] = {};
}

// Shipments -------------------------------------------------------------------------------------------------------------------------------

/// The goods of a load that came last.
ThreadRecorder::GoodsThread ThreadRecorder::load_of(const Run& run, const ShipmentStatus& shipment) {
    GoodsThread last;
    for (ParcelId id = shipment.parcels.head; id.valid(); id = run.state.trade.parcels[id].next) {
        const GoodsThread& goods = parcels_[id];
        if (goods.followed && (!last.followed || goods.ready.at > last.ready.at)) last = goods;
    }
    return last;
}

void ThreadRecorder::shipment_departed(const Run& run, ShipmentId id) {
    const ShipmentStatus& shipment = run.state.trade.shipments[id];
    GoodsThread& load = shipments_[id] = load_of(run, shipment);
    if (load.followed) load.ready = moments_.add(load.ready, run.now(), {ThreadCause::waiting, place_of(shipment.lane), load.of});
}

void ThreadRecorder::shipment_arrived(const Run& run, ShipmentId id) {
    GoodsThread& load = shipments_[id];
    const LaneId lane = run.state.trade.shipments[id].lane;
    if (!load.followed) return;
    load.ready = moments_.add(load.ready, run.now(), {ThreadCause::on_the_way, place_of(lane), load.of});
    if (!model_.lanes[lane].stop.valid()) unload(run, id);
}

void ThreadRecorder::handling_started(const Run& run, PlaceId place, ShipmentId id) {
    GoodsThread& load = shipments_[id];
    if (load.followed) load.ready = moments_.add(load.ready, run.now(), {ThreadCause::waiting, place_of(place), load.of});
}

void ThreadRecorder::handling_finished(const Run& run, PlaceId place, ShipmentId id) {
    GoodsThread& load = shipments_[id];
    if (!load.followed) return;
    load.ready = moments_.add(load.ready, run.now(), {ThreadCause::handled, place_of(place), load.of});
    unload(run, id);
}

void ThreadRecorder::unload(const Run& run, ShipmentId id) {
    const Since ready = shipments_[id].ready;
    for (ParcelId parcel = run.state.trade.shipments[id].parcels.head; parcel.valid(); parcel = run.state.trade.parcels[parcel].next)
        if (parcels_[parcel].followed) parcels_[parcel].ready = ready;
    shipments_[id] = {};
    happen(ready);
}

}  // namespace agrocap
