#include "model/room.hpp"
#include "model/trade.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace agrocap {

namespace {

void append(Run& run, Queue<Purchase>& queue, PurchaseId purchase) {
    run.state.trade.purchases[purchase].next = PurchaseId();
    if (queue.tail.valid()) {
        run.state.trade.purchases[queue.tail].next = purchase;
    } else {
        queue.head = purchase;
    }
    queue.tail = purchase;
}

PurchaseId new_purchase(Run& run, const PurchaseStatus& purchase) {
    TradeState& trade = run.state.trade;
    if (trade.free_purchases.empty()) {
        require_room(trade.purchases.size(), run.now(), "orders to suppliers");
        return trade.purchases.add(purchase);
    }
    const PurchaseId id = trade.free_purchases.back();
    trade.free_purchases.pop_back();
    trade.purchases[id] = purchase;
    return id;
}

/// The cheapest landed source, or the one furthest behind its share of the units ordered; ties by their order.
const StoreSource& choose_source(Run& run, const Store& row, StoreStatus& store, std::int64_t quantity) {
    std::size_t best = 0;
    if (row.cheapest_source) {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < row.sources.count; ++i) {
            const Supply& supply = run.model.supplies[run.model.store_sources[row.sources.first + i].supply];
            const std::size_t way =
                run.state.trade.destination_of[row.node.index] * run.model.nodes.size() + run.model.suppliers[supply.supplier].node.index;
            const double cost = run.state.trade.way_cost[way];
            const double landed = supply.price + (std::isfinite(cost) ? cost : 0);  // no lane: the lead time covers the way
            if (landed < least) {
                least = landed;
                best = i;
            }
        }
    } else if (row.sources.count > 1) {
        for (std::size_t i = 0; i < row.sources.count; ++i) {
            store.source_credit[i] += run.model.store_sources[row.sources.first + i].share * static_cast<double>(quantity);
            if (store.source_credit[i] > store.source_credit[best]) best = i;
        }
        store.source_credit[best] -= static_cast<double>(quantity);
    }
    return run.model.store_sources[row.sources.first + best];
}

/// Whole lots; the lead time begins when the supplier's capacity has made what was ordered before.
void buy(Run& run, StoreId store, SupplyId supply_id, std::int64_t wanted) {
    const Supply& supply = run.model.supplies[supply_id];
    SupplyStatus& status = run.state.trade.supplies[supply_id];
    const double speed = run.state.trade.suppliers[supply.supplier].speed;
    const std::int64_t quantity = (wanted + supply.lot - 1) / supply.lot * supply.lot;
    const auto slowed = [&](Duration time) {
        return speed == 1 || speed == 0 ? time : Duration(static_cast<std::int64_t>(static_cast<double>(time.count()) / speed + 0.5));
    };
    const Time begins = std::max(run.now(), status.free_at);
    status.free_at = begins + slowed(supply.unit_time * quantity);
    const Time ready = begins + slowed(run.draw_duration(supply.lead));
    run.state.stores[store].on_order += quantity;
    const PurchaseId purchase = new_purchase(run, {.supply = supply_id, .store = store, .quantity = quantity, .next = PurchaseId()});
    schedule(run, ready, rank::completion, supply_id.index, EventKind::purchase_ready, purchase.index);
}

void order(Run& run, StoreId id, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    StoreStatus& store = run.state.stores[id];
    if (row.sources.empty()) return;
    ++store.orders;
    const StoreSource& source = choose_source(run, row, store, quantity);
    if (source.supply.valid()) {
        buy(run, id, source.supply, quantity);
    } else {
        order_from_plants(run, id, source.channel, quantity);
    }
}

void ship_purchase(Run& run, PurchaseId id) {
    const PurchaseStatus purchase = run.state.trade.purchases[id];
    run.state.trade.free_purchases.push_back(id);
    const Supply& supply = run.model.supplies[purchase.supply];
    SupplyStatus& status = run.state.trade.supplies[purchase.supply];
    status.shipped += purchase.quantity;
    status.shipped_ever += purchase.quantity;
    run.state.trade.on_the_way[supply.item] += purchase.quantity;
    ParcelStatus parcel;
    parcel.item = supply.item;
    parcel.quantity = purchase.quantity;
    parcel.to = run.model.stores[purchase.store].node;
    parcel.store = purchase.store;
    parcel.supply = purchase.supply;
    parcel.material = supply.price;
    send_parcel(run, run.model.suppliers[supply.supplier].node, new_parcel(run, parcel));
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
    schedule(run, run.now() + run.model.stores[id].review, rank::arrival, id.index, EventKind::review_due);
    review(run, id);
}

void on_purchase_ready(Run& run, PurchaseId id) {
    SupplierStatus& supplier = run.state.trade.suppliers[run.model.supplies[run.state.trade.purchases[id].supply].supplier];
    if (supplier.speed == 0) {
        append(run, supplier.held, id);
    } else {
        ship_purchase(run, id);
    }
}

void ship_held_purchases(Run& run, SupplierId id) {
    Queue<Purchase> held = run.state.trade.suppliers[id].held;
    run.state.trade.suppliers[id].held = {};
    while (!held.empty()) {
        const PurchaseId purchase = held.head;
        held.head = run.state.trade.purchases[purchase].next;
        ship_purchase(run, purchase);
    }
}

void receive(Run& run, ParcelId id) {
    TradeState& trade = run.state.trade;
    const ParcelStatus parcel = trade.parcels[id];
    StoreStatus& store = run.state.stores[parcel.store];
    const Store& row = run.model.stores[parcel.store];
    const std::int64_t usable = usable_units(run, parcel);
    trade.on_the_way[parcel.item] -= parcel.quantity;
    trade.unusable_ever[parcel.item] += parcel.quantity - usable;
    store.on_order -= parcel.quantity;
    store.received_ever += usable;
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
    if (usable < parcel.quantity && row.review == Duration{}) review(run, parcel.store);
}

}  // namespace agrocap
