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

void schedule_purchase(Run& run, PurchaseId id) {
    PurchaseStatus& purchase = run.state.trade.purchases[id];
    purchase.ticket =
        schedule_cancellable(run, EventKind::purchase_ready, purchase.ready, rank::completion, purchase.supply.index, id.index);
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
    parcel.material = supply.price;
    const ParcelId sent = new_parcel(run, parcel);
    tell(run, &RunObserver::purchase_shipped, id, sent);
    send_parcel(run, run.model.suppliers[supply.supplier].node, sent);
}

}  // namespace

std::int64_t buy(Run& run, StoreId store, SupplyId supply_id, std::int64_t wanted) {
    const Supply& supply = run.model.supplies[supply_id];
    SupplyStatus& status = run.state.trade.supplies[supply_id];
    const double speed = run.state.trade.suppliers[supply.supplier].speed;
    const std::int64_t quantity = (wanted + supply.lot - 1) / supply.lot * supply.lot;
    const Duration lead = run.draw_duration(supply.lead);
    run.state.stores[store].on_order += quantity;
    PurchaseStatus purchase;
    purchase.supply = supply_id;
    purchase.store = store;
    purchase.quantity = quantity;
    if (speed == 0) {
        purchase.remaining = status.remaining + lead;
        status.remaining += supply.unit_time * quantity;
        new_purchase(run, purchase);
        return quantity;
    }
    const Time begins = std::max(run.now(), status.free_at);
    status.free_at = begins + scaled(supply.unit_time * quantity, speed);
    purchase.ready = begins + scaled(lead, speed);
    schedule_purchase(run, new_purchase(run, purchase));
    return quantity;
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
    run.state.trade.purchases[id].ticket =
        schedule_cancellable(run, EventKind::purchase_ready, open, rank::strike, purchase.supply.index, id.index);
}

void set_supplier_speed(Run& run, SupplierId id, double speed) {
    TradeState& trade = run.state.trade;
    const double before = trade.suppliers[id].speed;
    if (speed == before) return;
    trade.suppliers[id].speed = speed;
    const auto change = [&](Time& done, Duration& remaining) {
        if (before > 0) remaining = work_in(std::max(done - run.now(), Duration{}), before);
        if (speed > 0) done = later(run.now(), scaled(remaining, speed));
    };
    const Slice supplies = run.model.suppliers[id].supplies;
    for (std::uint32_t i = supplies.first; i < supplies.end(); ++i)
        change(trade.supplies[SupplyId(i)].free_at, trade.supplies[SupplyId(i)].remaining);
    for (std::uint32_t i = 0; i < trade.purchases.size(); ++i) {
        PurchaseStatus& purchase = trade.purchases[PurchaseId(i)];
        if (purchase.quantity == 0 || run.model.supplies[purchase.supply].supplier != id) continue;
        run.state.simulation.cancel(purchase.ticket);
        change(purchase.ready, purchase.remaining);
        if (speed > 0) schedule_purchase(run, PurchaseId(i));
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
