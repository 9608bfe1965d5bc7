#include "model/trade/orders.hpp"

#include "model/floor/store.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/pool.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/transport.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace agrocap {

namespace {

double way_cost(const Run& run, const SupplyChannel& channel, StoreId store) {
    return way_cost(run, run.model.stores[store].node, channel.to);
}

/// A channel has orders that wait now, or none.
void note_waiting(Run& run, ChannelId id, bool waits) {
    const SupplyChannel& channel = run.model.channels[id];
    run.state.trade.waiting[channel.slot] = waits;
    if (waits) {
        ++run.state.trade.waiting_channels[channel.item];
    } else {
        --run.state.trade.waiting_channels[channel.item];
    }
}

/// Ships units of an order from a store; the caller reviews the store. Requires: the store has them.
void ship(Run& run, OrderId order_id, const ChannelSource& source, std::int64_t units) {
    TradeState& trade = run.state.trade;
    const ChannelId channel_id = trade.orders[order_id].channel;
    const SupplyChannel& channel = run.model.channels[channel_id];
    trade.orders[order_id].waiting -= units;
    trade.channels[channel_id].served += static_cast<double>(units);
    trade.on_the_way[channel.item] += units;
    run.state.stores[source.store].shipped_ever += units;
    ParcelStatus parcel;
    parcel.quantity = units;
    parcel.to = channel.to;
    parcel.store = channel.store;
    parcel.source = static_cast<std::uint32_t>(&source - run.model.channel_sources.data());
    parcel.order = trade.orders[order_id].demand.valid() ? order_id : OrderId();
    const ParcelId id = new_parcel(run, parcel);
    tell(run, &RunObserver::parcel_shipped, order_id, id, source.store);
    remove_stock(run, source.store, units);
    send_parcel(run, run.model.stores[source.store].node, id);
}

/// How a waiting order ranks for a store's stock: the smaller goes first; ties by the time of the order, then by the channel.
double precedence(const Run& run, const SupplyChannel& channel, const ChannelStatus& status, const ChannelSource& source) {
    switch (run.model.allocation) {
        case Allocation::first_come: return 0;
        case Allocation::domestic_first: return channel.domestic ? 0 : 1;
        case Allocation::margin:
            return -(run.value(channel.price) - run.value(source.spent) - duties(run, channel, source) -
                     way_cost(run, channel, source.store));
        case Allocation::shares:
            if (!channel.market.valid()) return -1;  // what another plant works on is no sale: it goes first
            return channel.share > 0 ? status.served / channel.share : std::numeric_limits<double>::max();
        case Allocation::earliest_due:  // the queue is sorted by it; ties of nanoseconds beyond what a double tells go by the order's time
            return static_cast<double>(run.state.trade.orders[status.orders.head].due.time_since_epoch().count());
    }
    return 0;
}

struct Claim {
    OrderId order;
    const ChannelSource* source = nullptr;
};

Claim first_claim(const Run& run, StoreId store) {
    Claim best;
    double best_precedence = 0;
    const Slice channels = run.model.stores[store].channels;
    for (std::uint32_t i = channels.first; i < channels.end(); ++i) {
        const ServedChannel& served = run.model.store_channels[i];
        if (!run.state.trade.waiting[served.slot]) continue;
        const ChannelStatus& status = run.state.trade.channels[served.channel];
        const SupplyChannel& channel = run.model.channels[served.channel];
        const ChannelSource* source = &run.model.channel_sources[served.source];
        const double rank = precedence(run, channel, status, *source);
        const bool earlier =
            best.source == nullptr || rank < best_precedence ||
            (rank == best_precedence && run.state.trade.orders[status.orders.head].placed < run.state.trade.orders[best.order].placed);
        if (!earlier) continue;
        best = {status.orders.head, source};
        best_precedence = rank;
    }
    return best;
}

/// Records that the order's demand or channel has finished with.
Pool<Order>& free_orders(TradeState& trade, const OrderStatus& order) {
    return order.demand.valid() ? trade.demands[order.demand].free : trade.channels[order.channel].free;
}

std::int64_t available(const Run& run, StoreId store) {
    return run.model.stores[store].never_empty ? unlimited : run.state.stores[store].level;
}

}  // namespace

void line_up(Run& run, Queue<Order>& queue, OrderId id) {
    Table<Order, OrderStatus>& orders = run.state.trade.orders;
    OrderId behind = queue.tail;
    if (run.model.allocation == Allocation::earliest_due)
        while (behind.valid() && orders[behind].due > orders[id].due) behind = orders[behind].previous;
    insert_linked(orders, queue, behind, id);
}

OrderId new_order(Run& run, const OrderStatus& order) {
    TradeState& trade = run.state.trade;
    const OrderId id = take_record(trade.orders, free_orders(trade, order), order, run.now(), "open orders");
    tell(run, &RunObserver::order_opened, id);
    return id;
}

void free_order(Run& run, OrderId id) {
    TradeState& trade = run.state.trade;
    give_back(trade.orders, free_orders(trade, trade.orders[id]), id);
}

void owe(Run& run, StoreId id, std::int64_t change) {
    if (!id.valid()) return;  // an order that no plant can serve
    StoreStatus& store = run.state.stores[id];
    store.owed += change;
    store.backlog.change(run.now(), change);
    if (change <= 0) return;
    wake_pull_lines(run, run.model.stores[id]);
}

StoreId owing_store(const Run& run, ChannelId id) {
    const Slice sources = run.model.channels[id].sources;
    StoreId owing;
    for (std::uint32_t i = sources.first; i < sources.end(); ++i) {
        const ChannelSource& source = run.model.channel_sources[run.state.trade.source_order[i].source];
        if (!owing.valid()) owing = source.store;
        if (source.makes) return source.store;
    }
    return owing;
}

std::int64_t ship_at_once(Run& run, OrderId id) {
    const TradeState& trade = run.state.trade;
    const ChannelId channel_id = trade.orders[id].channel;
    const SupplyChannel& channel = run.model.channels[channel_id];
    if (trade.stocked_stores[channel.item] == 0) return 0;
    std::int64_t served = 0;
    StoreId deferred;
    for (std::uint32_t i = channel.sources.first; i < channel.sources.end() && trade.orders[id].waiting > 0; ++i) {
        if (!trade.stocked[trade.source_order[i].shelf]) continue;
        const ChannelSource& source = run.model.channel_sources[trade.source_order[i].source];
        assert(std::isfinite(way_cost(run, channel, source.store)));  // compilation leaves out who has no way
        const std::int64_t units = std::min(available(run, source.store), trade.orders[id].waiting);
        if (units <= 0) continue;
        run.state.stores[source.store].demanded += units;
        run.state.stores[source.store].at_once += units;
        served += units;
        const bool complete = trade.orders[id].waiting == units;  // the record may be used again once it is shipped
        ship(run, id, source, units);
        // The store that will owe the rest looks at its position when the whole order is in it.
        if (!complete && source.store == owing_store(run, channel_id)) {
            deferred = source.store;
        } else {
            review_at_once(run, source.store);
        }
        if (!complete) continue;
        if (deferred.valid()) review_at_once(run, deferred);
        break;
    }
    return served;
}

void queue_order(Run& run, OrderId id) {
    TradeState& trade = run.state.trade;
    OrderStatus& order = trade.orders[id];
    const SupplyChannel& channel = run.model.channels[order.channel];
    ChannelStatus& status = trade.channels[order.channel];
    if (status.orders.empty()) note_waiting(run, order.channel, true);
    line_up(run, status.orders, id);
    status.waiting += order.waiting;
    const StoreId owing = owing_store(run, order.channel);
    order.assigned = owing;
    if (!owing.valid()) return;
    run.state.stores[owing].demanded += order.waiting;
    owe(run, owing, order.waiting);
    review_at_once(run, owing);
    // What was shipped at once may have made room for a unit that a server held: it is in stock now, and nobody else brings it up.
    for (std::uint32_t i = channel.sources.first; i < channel.sources.end() && trade.stocked_stores[channel.item] > 0; ++i) {
        if (trade.stocked[run.model.stores[run.model.channel_sources[i].store].shelf]) allocate(run, run.model.channel_sources[i].store);
    }
}

void remove_order(Run& run, OrderId id) {
    TradeState& trade = run.state.trade;
    const OrderStatus& order = trade.orders[id];
    ChannelStatus& status = trade.channels[order.channel];
    remove_linked(trade.orders, status.orders, id);
    if (status.orders.empty()) note_waiting(run, order.channel, false);
}

void order_from_plants(Run& run, StoreId store, ChannelId channel, std::int64_t quantity) {
    run.state.stores[store].on_order += quantity;
    OrderStatus order;
    order.channel = channel;
    order.waiting = quantity;
    order.placed = run.now();
    const OrderId id = new_order(run, order);
    if (ship_at_once(run, id) < quantity) {
        queue_order(run, id);
    } else {
        free_order(run, id);
    }
}

void allocate(Run& run, StoreId store) {
    TradeState& trade = run.state.trade;
    const ItemId item = run.model.stores[store].item;
    while (trade.waiting_channels[item] > 0 && available(run, store) > 0) {
        const Claim claim = first_claim(run, store);
        if (claim.source == nullptr) return;
        const OrderStatus order = trade.orders[claim.order];
        const std::int64_t units = std::min(available(run, store), order.waiting);
        trade.channels[order.channel].waiting -= units;
        owe(run, order.assigned, -units);
        if (units == order.waiting) {
            remove_order(run, claim.order);
            run.state.simulation.cancel(order.patience);
        }
        ship(run, claim.order, *claim.source, units);
        if (units == order.waiting && !order.demand.valid()) free_order(run, claim.order);
        review_at_once(run, store);
    }
}

void note_stock(Run& run, StoreId id, bool has_units) {
    const Store& store = run.model.stores[id];
    if (store.shelf == UINT32_MAX) return;
    run.state.trade.stocked[store.shelf] = has_units;
    if (has_units) {
        ++run.state.trade.stocked_stores[store.item];
    } else {
        --run.state.trade.stocked_stores[store.item];
    }
}

}  // namespace agrocap
