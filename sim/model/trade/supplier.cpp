#include "model/trade/supplier.hpp"

#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/openings.hpp"
#include "model/state/pool.hpp"
#include "model/state/table_room.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/transport.hpp"

#include <algorithm>

namespace agrocap {

namespace {

PurchaseId new_purchase(Run& run, const PurchaseStatus& purchase) {
    TradeState& trade = run.state.trade;
    const PurchaseId id = take_record(trade.purchases, trade.supplies[purchase.supply].free, purchase, run.now(), "orders to suppliers");
    tell(run, &RunObserver::purchase_placed, id);
    return id;
}

void free_purchase(Run& run, PurchaseId id) {
    TradeState& trade = run.state.trade;
    trade.purchases[id].quantity = 0;
    give_back(trade.purchases, trade.supplies[trade.purchases[id].supply].free, id);
}

double speed_of(const Run& run, SupplyId id) { return run.state.trade.suppliers[run.model.supplies[id].supplier].speed; }

/// The same with what the capacity of this item is now.
double making_speed(const Run& run, SupplyId id) { return speed_of(run, id) * run.value(run.model.supplies[id].pace); }

void schedule_purchase(Run& run, PurchaseId id) {
    PurchaseStatus& purchase = run.state.trade.purchases[id];
    purchase.ticket = schedule_cancellable(run, EventKind::purchase_ready, purchase.lead.end(), rank::completion + rank::supplier,
                                           purchase.supply.index, purchase.number, id.index);
}

void schedule_lot(Run& run, SupplyId id) {
    SupplyStatus& status = run.state.trade.supplies[id];
    status.ticket = schedule_cancellable(run, EventKind::lot_made, status.making.end(), rank::completion + rank::supplier, id.index);
}

/// The lead time of units begins now.
void start_lead(Run& run, PurchaseId id) {
    PurchaseStatus& purchase = run.state.trade.purchases[id];
    purchase.on_lead = true;
    purchase.number = run.state.trade.supplies[purchase.supply].leads++;
    purchase.lead = {run.draw_duration(run.model.supplies[purchase.supply].lead), run.now(), speed_of(run, purchase.supply)};
    schedule_purchase(run, id);
}

/// The next lot of the first order in the queue is begun.
void start_lot(Run& run, SupplyId id) {
    const Supply& supply = run.model.supplies[id];
    run.state.trade.supplies[id].making = {work_for(supply.unit_time, supply.lot), run.now(), making_speed(run, id)};
    schedule_lot(run, id);
}

void change_pace(Run& run, SupplyId id) {
    SupplyStatus& status = run.state.trade.supplies[id];
    if (status.queue.empty()) return;
    run.state.simulation.cancel(status.ticket);
    status.making.change_speed(run.now(), making_speed(run, id));
    schedule_lot(run, id);
}

void ship_purchase(Run& run, PurchaseId id) {
    const PurchaseStatus purchase = run.state.trade.purchases[id];
    free_purchase(run, id);
    const Supply& supply = run.model.supplies[purchase.supply];
    SupplyStatus& status = run.state.trade.supplies[purchase.supply];
    status.shipped += purchase.quantity;
    status.shipped_ever += purchase.quantity;
    run.state.trade.on_the_way[supply.item] += purchase.quantity;
    ParcelStatus parcel;
    parcel.quantity = purchase.quantity;
    parcel.to = run.model.stores[purchase.store].node;
    parcel.store = purchase.store;
    parcel.supply = purchase.supply;
    const ParcelId sent = new_parcel(run, parcel);
    tell(run, &RunObserver::purchase_shipped, id, sent);
    send_parcel(run, run.model.suppliers[supply.supplier].node, sent);
}

}  // namespace

std::int64_t buy(Run& run, StoreId store, SupplyId id, std::int64_t wanted) {
    const Supply& supply = run.model.supplies[id];
    const std::int64_t quantity = (wanted + supply.lot - 1) / supply.lot * supply.lot;
    run.state.stores[store].on_order += quantity;
    PurchaseStatus placed;
    placed.supply = id;
    placed.store = store;
    placed.quantity = quantity;
    const PurchaseId purchase = new_purchase(run, placed);
    if (supply.unit_time == Duration{}) {
        start_lead(run, purchase);
        return quantity;
    }
    Queue<Purchase>& queue = run.state.trade.supplies[id].queue;
    const bool idle = queue.empty();
    append(run.state.trade.purchases, queue, purchase);
    run.state.trade.supplies[id].queued += quantity;
    if (idle) start_lot(run, id);
    return quantity;
}

void on_lot_made(Run& run, SupplyId id) {
    TradeState& trade = run.state.trade;
    SupplyStatus& status = trade.supplies[id];
    const PurchaseId order = status.queue.head;
    status.queued -= run.model.supplies[id].lot;  // orders are whole lots
    PurchaseId lot = order;
    if (trade.purchases[order].quantity > run.model.supplies[id].lot) {
        PurchaseStatus made = trade.purchases[order];
        made.quantity = run.model.supplies[id].lot;
        trade.purchases[order].quantity -= made.quantity;
        lot = take_record(trade.purchases, status.free, made, run.now(), "orders to suppliers");
        tell(run, &RunObserver::purchase_split, order, lot);
    } else {
        take_first(trade.purchases, status.queue);
    }
    if (!status.queue.empty()) start_lot(run, id);
    start_lead(run, lot);
}

void on_purchase_ready(Run& run, PurchaseId id) {
    const PurchaseStatus& purchase = run.state.trade.purchases[id];
    const Supplier& supplier = run.model.suppliers[run.model.supplies[purchase.supply].supplier];
    if (run.state.clocks[supplier.clock].is_open(run.now())) {
        ship_purchase(run, id);
        return;
    }
    const Time open = next_opening(run, supplier.clock);
    if (open == time_never) return;
    // The calendar's own events come first at that instant.
    run.state.trade.purchases[id].ticket = schedule_cancellable(run, EventKind::purchase_ready, open, rank::strike + rank::supplier,
                                                                purchase.supply.index, purchase.number, id.index);
}

void set_supplier_speed(Run& run, SupplierId id, double speed) {
    TradeState& trade = run.state.trade;
    if (speed == trade.suppliers[id].speed) return;
    trade.suppliers[id].speed = speed;
    const Slice supplies = run.model.suppliers[id].supplies;
    for (const SupplyId supply : ids_of<SupplyId>(supplies)) change_pace(run, supply);
    for (std::uint32_t i = 0; i < trade.purchases.size(); ++i) {
        PurchaseStatus& purchase = trade.purchases[PurchaseId(i)];
        if (purchase.quantity == 0 || run.model.supplies[purchase.supply].supplier != id || !purchase.on_lead) continue;
        run.state.simulation.cancel(purchase.ticket);
        purchase.lead.change_speed(run.now(), speed);
        schedule_purchase(run, PurchaseId(i));
    }
}

void change_capacities(Run& run) {
    for (std::uint32_t i = 0; i < run.model.supplies.size(); ++i) {
        if (!run.model.supplies[SupplyId(i)].pace.later.empty()) change_pace(run, SupplyId(i));
    }
}

std::int64_t usable_units(Run& run, const ParcelStatus& parcel) {
    if (!parcel.supply.valid()) return parcel.quantity;
    const Supply& supply = run.model.supplies[parcel.supply];
    if (supply.usable >= 1) return parcel.quantity;
    // Each unit is looked at by itself, so that a larger delivery draws on where a smaller one ended.
    if (parcel.quantity > static_cast<std::int64_t>(room_max))
        report_too_many(run.now(), parcel.quantity, "units in a delivery of supplier." + run.model.suppliers[supply.supplier].id);
    std::int64_t usable = 0;
    for (std::int64_t i = 0; i < parcel.quantity; ++i) usable += run.state.streams[supply.usable_stream].uniform() < supply.usable ? 1 : 0;
    return usable;
}

}  // namespace agrocap
