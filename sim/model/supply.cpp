#include "model/observer.hpp"
#include "model/room.hpp"
#include "model/trade.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace agrocap {

namespace {

PurchaseId new_purchase(Run& run, const PurchaseStatus& purchase) {
    TradeState& trade = run.state.trade;
    PurchaseId& free = trade.supplies[purchase.supply].free;
    PurchaseId id = free;
    if (id.valid()) {
        free = trade.purchases[id].next;
        trade.purchases[id] = purchase;
    } else {
        require_room(trade.purchases.size(), run.now(), "orders to suppliers");
        id = trade.purchases.add(purchase);
    }
    tell(run, &RunObserver::purchase_placed, id);
    return id;
}

void free_purchase(Run& run, PurchaseId id) {
    PurchaseStatus& purchase = run.state.trade.purchases[id];
    purchase.quantity = 0;
    purchase.next = run.state.trade.supplies[purchase.supply].free;
    run.state.trade.supplies[purchase.supply].free = id;
}

/// The cheapest landed source, or the one furthest behind its share of the units ordered; ties by their order.
std::size_t choose_source(const Run& run, const Store& row, const StoreStatus& store, std::int64_t quantity) {
    std::size_t best = 0;
    double best_figure = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; row.sources.count > 1 && i < row.sources.count; ++i) {
        const StoreSource& source = run.model.store_sources[row.sources.first + i];
        const double figure =
            row.cheapest_source ? -landed_cost(run, row, source) : store.source_credit[i] + source.share * static_cast<double>(quantity);
        if (figure <= best_figure) continue;
        best_figure = figure;
        best = i;
    }
    return best;
}

/// Books what was ordered from one of several sources by shares.
void credit_sources(Run& run, const Store& row, StoreStatus& store, std::size_t chosen, std::int64_t ordered) {
    if (row.cheapest_source || row.sources.count < 2) return;
    const double units = static_cast<double>(ordered);
    for (std::size_t i = 0; i < row.sources.count; ++i)
        store.source_credit[i] += run.model.store_sources[row.sources.first + i].share * units;
    store.source_credit[chosen] -= units;
}

void schedule_purchase(Run& run, PurchaseId id) {
    PurchaseStatus& purchase = run.state.trade.purchases[id];
    purchase.ticket =
        schedule_cancellable(run, purchase.ready, rank::completion, purchase.supply.index, EventKind::purchase_ready, id.index);
}

/// Whole lots; the lead time begins when the supplier's capacity has made what was ordered before. Gives the units ordered.
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
    status.free_at = begins + slowed(supply.unit_time * quantity, speed);
    purchase.ready = begins + slowed(lead, speed);
    schedule_purchase(run, new_purchase(run, purchase));
    return quantity;
}

void order(Run& run, StoreId id, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    StoreStatus& store = run.state.stores[id];
    if (row.sources.empty()) return;
    ++store.orders;
    const std::size_t chosen = choose_source(run, row, store, quantity);
    const StoreSource& source = run.model.store_sources[row.sources.first + chosen];
    if (source.supply.valid()) {
        credit_sources(run, row, store, chosen, buy(run, id, source.supply, quantity));
    } else {
        credit_sources(run, row, store, chosen, quantity);
        order_from_plants(run, id, source.channel, quantity);
    }
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

std::int64_t usable_units(Run& run, const ParcelStatus& parcel) {
    if (!parcel.supply.valid()) return parcel.quantity;
    const Supply& supply = run.model.supplies[parcel.supply];
    if (supply.usable >= 1) return parcel.quantity;
    std::int64_t usable = 0;
    for (std::int64_t i = 0; i < parcel.quantity; ++i) usable += run.state.streams[supply.usable_stream].uniform() < supply.usable ? 1 : 0;
    return usable;
}

}  // namespace

double landed_cost(const Run& run, const Store& row, const StoreSource& source) {
    const TradeState& trade = run.state.trade;
    const auto cost_from = [&](NodeId from) {
        const double cost = way_cost(run, from, row.node);
        return std::isfinite(cost) ? cost : 0;  // no lane: the lead time covers the way
    };
    if (source.supply.valid()) {
        const Supply& supply = run.model.supplies[source.supply];
        return supply.price + cost_from(run.model.suppliers[supply.supplier].node);
    }
    const SupplyChannel& channel = run.model.channels[source.channel];
    if (channel.sources.empty()) return std::numeric_limits<double>::infinity();
    return channel.price + cost_from(run.model.stores[trade.source_order[channel.sources.first].store].node);
}

void review(Run& run, StoreId id) {
    const Store& row = run.model.stores[id];
    const auto position = [&] {
        const StoreStatus& store = run.state.stores[id];
        return store.level + store.on_order - store.owed;
    };
    switch (row.reorder) {
        case ReorderKind::none: break;
        case ReorderKind::base_stock:
            if (position() < row.high) order(run, id, row.high - position());
            break;
        case ReorderKind::s_S:
            if (position() <= row.low) order(run, id, row.high - position());
            break;
        case ReorderKind::r_Q:
            // A demand of many units may need several lots to lift the position above r.
            for (std::int64_t before = position(); before <= row.low; before = position()) {
                order(run, id, row.lot);
                if (position() <= before) break;
            }
            break;
    }
}

void on_review_due(Run& run, StoreId id) {
    schedule(run, run.now() + run.draw_duration(run.model.stores[id].review), rank::arrival, id.index, EventKind::review_due);
    review(run, id);
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
        schedule_cancellable(run, open, rank::strike, purchase.supply.index, EventKind::purchase_ready, id.index);
}

void set_supplier_speed(Run& run, SupplierId id, double speed) {
    TradeState& trade = run.state.trade;
    const double before = trade.suppliers[id].speed;
    if (speed == before) return;
    trade.suppliers[id].speed = speed;
    const auto change = [&](Time& done, Duration& remaining) {
        if (before > 0) remaining = work_in(std::max(done - run.now(), Duration{}), before);
        if (speed > 0) done = run.now() + slowed(remaining, speed);
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

void receive(Run& run, ParcelId id) {
    TradeState& trade = run.state.trade;
    const ParcelStatus parcel = trade.parcels[id];
    StoreStatus& store = run.state.stores[parcel.store];
    const Store& row = run.model.stores[parcel.store];
    const std::int64_t usable = usable_units(run, parcel);
    trade.on_the_way[row.item] -= parcel.quantity;
    trade.unusable_ever[row.item] += parcel.quantity - usable;
    store.on_order -= parcel.quantity;
    store.received_ever += usable;
    tell(run, &RunObserver::parcel_received, id, usable);
    if (row.market.valid() && usable > 0) {
        trade.parcels[id].quantity = usable;
        trade.parcels[id].next = ParcelId();
        if (store.layers.tail.valid()) {
            trade.parcels[store.layers.tail].next = id;
        } else {
            store.layers.head = id;
        }
        store.layers.tail = id;
    } else {
        free_parcel(run, id);
    }
    if (usable > 0) put_stock(run, parcel.store, usable);
    if (usable < parcel.quantity && row.reviews_each) review(run, parcel.store);
}

}  // namespace agrocap
