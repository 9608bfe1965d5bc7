#include "model/trade/reorder.hpp"

#include "model/floor/store.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/table_room.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/orders.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/supplier.hpp"
#include "model/trade/transport.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace agrocap {

namespace {

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

}  // namespace

double landed_cost(const Run& run, const Store& row, const StoreSource& source) {
    const TradeState& trade = run.state.trade;
    const auto cost_from = [&](NodeId from) {
        const double cost = way_cost(run, from, row.node);
        return std::isfinite(cost) ? cost : 0;  // no lane: the lead time covers the way
    };
    if (source.supply.valid()) {
        const Supply& supply = run.model.supplies[source.supply];
        return run.value(supply.price) + cost_from(run.model.suppliers[supply.supplier].node);
    }
    const SupplyChannel& channel = run.model.channels[source.channel];
    if (channel.sources.empty()) return std::numeric_limits<double>::infinity();
    const RankedSource& first = trade.source_order[channel.sources.first];
    const ChannelSource& cheapest = run.model.channel_sources[first.source];
    return run.value(channel.price) + run.value(cheapest.making) + cost_from(run.model.stores[first.store].node);
}

void review(Run& run, StoreId id) {
    const Store& row = run.model.stores[id];
    const auto position = [&] {
        const StoreStatus& store = run.state.stores[id];
        return store.level + store.on_order - store.owed;
    };
    if (!row.reorders) return;
    // A demand of many units may need several lots to lift the position above the trigger: each is an order of its own, and needs room.
    if (const std::int64_t lots = row.rule.more_orders_at(position()); lots > static_cast<std::int64_t>(room_max))
        report_too_many(run.now(), lots, "orders of " + row.path);
    for (std::int64_t before = position(); row.rule.quantity_at(before) > 0; before = position()) {
        order(run, id, row.rule.quantity_at(before));
        if (position() <= before) break;
    }
}

void on_review_due(Run& run, StoreId id) {
    schedule(run, EventKind::review_due, later(run.now(), run.draw_duration(run.model.stores[id].review)), rank::arrival, id.index);
    review(run, id);
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
        note_costs(run, id);
        append(trade.parcels, store.layers, id);
    } else {
        free_parcel(run, id);
    }
    if (usable > 0) put_stock(run, parcel.store, usable);
    if (usable < parcel.quantity && row.reviews_each) review(run, parcel.store);
}

}  // namespace agrocap
