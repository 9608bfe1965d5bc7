#include "model/trade/orders.hpp"

#include "model/floor/store.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/pool.hpp"
#include "model/trade/claims.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/transport.hpp"
#include "model/trade/ways_aside.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <span>
#include <utility>

namespace agrocap {

namespace {

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

/// Records that the order's demand or channel has finished with.
Pool<Order>& free_orders(TradeState& trade, const OrderStatus& order) {
    return order.demand.valid() ? trade.demands[order.demand].free : trade.channels[order.channel].free;
}

std::int64_t available(const Run& run, StoreId store) {
    return run.model.stores[store].never_empty ? unlimited : run.state.stores[store].level;
}

/// So much that whoever asks is not served in time, whatever else may keep one waiting.
bool owes_too_much(const Run& run, StoreId id) {
    const std::uint32_t most = run.model.stores[id].most_owed;
    return most != no_row && run.state.stores[id].owed >= most;
}

/// What was shipped at one time, and whether the store had more, for which there was no room on its way.
struct Shipped {
    std::int64_t units = 0;
    bool has_more = false;
};

/// Ships what a store has of what an order still wants and the way takes in time: the next units may go by another, or from elsewhere.
/// Where nothing is in time all goes.
Shipped ship_stock(Run& run, OrderId id, const Pick& pick, const Limits& limits) {
    const ChannelSource& row = run.model.channel_sources[pick.source];
    const OrderStatus& order = run.state.trade.orders[id];
    const std::int64_t there = std::min(available(run, row.store), order.waiting);
    const NodeId from = run.model.stores[row.store].node, to = run.model.channels[order.channel].to;
    const bool counts_the_way = there > 1 && pick.able && limits.way < for_ever;
    const std::int64_t units = counts_the_way ? std::min(there, units_by_way(run, from, to, limits.way)) : there;
    const bool replenishes = !order.demand.valid();
    const bool complete = units == order.waiting;
    assert(std::isfinite(way_cost(run, from, to)));  // compilation saw to it
    run.state.stores[row.store].demanded += units;
    ship(run, id, row, units);
    if (complete && replenishes) free_order(run, id);
    return {.units = units, .has_more = units < there};
}

/// Units of an order that will wait elsewhere than the rest become an order of their own.
OrderId split_order(Run& run, OrderId id, std::int64_t units) {
    TradeState& trade = run.state.trade;
    OrderStatus part = trade.orders[id];
    part.waiting = part.open = units;
    part.patience = {};
    trade.orders[id].waiting -= units;
    trade.orders[id].open -= units;
    const OrderId part_id = take_record(trade.orders, free_orders(trade, part), part, run.now(), "open orders");
    tell(run, &RunObserver::order_split, id, part_id);
    return part_id;
}

/// Units of an order that waits are not waited for any more where they were.
void take_from(Run& run, const OrderStatus& order, std::int64_t units) {
    run.state.trade.channels[order.channel].waiting -= units;
    if (order.assigned.valid()) owe(run, order.assigned, -units);
}

/// All that is left of an order waits at a source; none: at nobody's, as long as it has patience.
void wait_at(Run& run, OrderId id, std::uint32_t source) {
    TradeState& trade = run.state.trade;
    start_patience(run, id);
    OrderStatus& order = trade.orders[id];
    order.source = source;
    trade.channels[order.channel].waiting += order.waiting;
    if (source == no_row) {
        order.assigned = StoreId();
        return;
    }
    const ChannelSource& row = run.model.channel_sources[source];
    line_up(run, trade.queues[source], id);
    trade.waiting.set(row.served, true);
    if (trade.queues[source].head == id) note_head(run, row);
    order.assigned = row.store;
    run.state.stores[row.store].demanded += order.waiting;
    owe(run, row.store, order.waiting);
}

/// Stores that an order was given to: each looks at its position once the whole order is in it.
class Asked {
  public:
    void add(Run& run, StoreId store) {
        if (has(stores(), store)) return;
        if (count_ == stores_.size()) review_all(run);
        stores_[count_++] = store;
    }
    /// It has given all that was in stock when the order came: what it has from now on has come up since.
    void note_empty(StoreId store) {
        if (!is_empty(store) && empty_count_ < empty_.size()) empty_[empty_count_++] = store;
    }

    [[nodiscard]] bool is_empty(StoreId store) const { return has(empty(), store); }
    [[nodiscard]] std::span<const StoreId> empty() const { return {empty_.data(), empty_count_}; }

    void review_all(Run& run) {
        for (std::size_t i = 0; i < count_; ++i) review_at_once(run, stores_[i]);
        // What was shipped may have made room for a unit that a server held: it is in stock now, and nobody else brings it up.
        for (std::size_t i = 0; i < count_; ++i) allocate(run, stores_[i]);
        count_ = empty_count_ = 0;
    }

  private:
    [[nodiscard]] std::span<const StoreId> stores() const { return {stores_.data(), count_}; }
    static bool has(std::span<const StoreId> known, StoreId store) { return std::find(known.begin(), known.end(), store) != known.end(); }

    std::array<StoreId, 8> stores_, empty_;
    std::size_t count_ = 0, empty_count_ = 0;
};

}  // namespace

void line_up(Run& run, Queue<Order>& queue, OrderId id) {
    Table<Order, OrderStatus>& orders = run.state.trade.orders;
    const bool by_due = run.model.allocation == Allocation::earliest_due;
    const auto place = [&](OrderId order) { return std::pair(by_due ? orders[order].due : time_never, orders[order].placed); };
    OrderId behind = queue.tail;  // orders that come from elsewhere keep their place in time
    while (behind.valid() && place(behind) > place(id)) behind = orders[behind].previous;
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
    const bool was_late = owes_too_much(run, id);
    store.owed += change;
    if (was_late != owes_too_much(run, id)) note_promise(run, id);
    store.backlog.change(run.now(), change);
    tell(run, &RunObserver::owed_changed, id);
    if (change <= 0) return;
    wake_pull_lines(run, run.model.stores[id]);
}

std::int64_t ship_at_once(Run& run, OrderId id, const Limits& limits) {
    Asked asked;
    std::int64_t shipped = 0;
    while (true) {
        const Pick pick = pick_stock(run, run.state.trade.orders[id].channel, limits, asked.empty());
        if (!pick.found()) break;
        const StoreId store = run.model.channel_sources[pick.source].store;
        const std::int64_t waiting = run.state.trade.orders[id].waiting;
        asked.add(run, store);
        const Shipped part = ship_stock(run, id, pick, limits);
        run.state.stores[store].at_once += part.units;
        shipped += part.units;
        if (part.units == waiting) break;  // the record may be another's by now
        if (!part.has_more) asked.note_empty(store);
    }
    asked.review_all(run);
    return shipped;
}

std::int64_t give_out(Run& run, OrderId id, const Limits& limits) {
    const ChannelId channel = run.state.trade.orders[id].channel;
    Asked asked;
    std::int64_t shipped = 0;
    for (std::int64_t left = run.state.trade.orders[id].waiting; left > 0;) {
        const Pick pick = pick_plant(run, channel, limits);
        if (!pick.found()) {
            wait_at(run, id, no_row);
            break;
        }
        const StoreId store = run.model.channel_sources[pick.source].store;
        asked.add(run, store);
        const bool in_stock = !asked.is_empty(store);  // else what it has now has come up since
        Shipped part;
        if (available(run, store) > 0) {
            part = ship_stock(run, id, pick, limits);
            if (in_stock) run.state.stores[store].at_once += part.units;
            if (in_stock) shipped += part.units;
        } else {
            part.units = units_for(run, channel, pick, limits, left);
            wait_at(run, part.units < left ? split_order(run, id, part.units) : id, pick.source);
        }
        if (!part.has_more) asked.note_empty(store);
        left -= part.units;
    }
    asked.review_all(run);
    return shipped;
}

void order_from_plants(Run& run, StoreId store, ChannelId channel, std::int64_t quantity) {
    run.state.stores[store].on_order += quantity;
    OrderStatus order;
    order.channel = channel;
    order.waiting = quantity;
    order.placed = run.now();
    const OrderId id = new_order(run, order);
    give_out(run, id, limits_of(run, DemandId()));
}

void remove_order(Run& run, OrderId id) {
    TradeState& trade = run.state.trade;
    const OrderStatus& order = trade.orders[id];
    take_from(run, order, order.waiting);
    if (order.source == no_row) return;
    Queue<Order>& queue = trade.queues[order.source];
    const ChannelSource& source = run.model.channel_sources[order.source];
    const bool is_first = queue.head == id;
    remove_linked(trade.orders, queue, id);
    if (queue.empty()) {
        trade.waiting.set(source.served, false);
    } else if (is_first) {
        note_head(run, source);
    }
}

void withdraw(Run& run, OrderId id, std::int64_t units) {
    OrderStatus& order = run.state.trade.orders[id];
    const StoreId store = run.model.channels[order.channel].store;
    run.state.stores[store].on_order -= units;
    goods_came(run, store, SupplyId(), units);
    if (units == order.waiting) {
        remove_order(run, id);
        free_order(run, id);
        return;
    }
    take_from(run, order, units);
    order.waiting -= units;
}

void move_order(Run& run, OrderId id, std::int64_t units, std::uint32_t source) {
    OrderId moved = id;
    if (units < run.state.trade.orders[id].waiting) {
        take_from(run, run.state.trade.orders[id], units);
        moved = split_order(run, id, units);
    } else {
        remove_order(run, id);
    }
    wait_at(run, moved, source);
    Asked asked;
    asked.add(run, run.model.channel_sources[source].store);
    asked.review_all(run);
}

void allocate(Run& run, StoreId store) {
    TradeState& trade = run.state.trade;
    while (run.state.stores[store].owed > 0 && available(run, store) > 0) {
        const OrderId first = first_claim(run, store);
        if (!first.valid()) return;
        const OrderStatus order = trade.orders[first];
        const std::int64_t units = std::min(available(run, store), order.waiting);
        if (units == order.waiting) {
            remove_order(run, first);
            run.state.simulation.cancel(order.patience);
        } else {
            take_from(run, order, units);
        }
        ship(run, first, run.model.channel_sources[order.source], units);
        if (units == order.waiting && !order.demand.valid()) free_order(run, first);
        review_at_once(run, store);
    }
}

void note_stock(Run& run, StoreId id, bool has_units) {
    const Store& store = run.model.stores[id];
    if (store.shelf == no_row) return;
    run.state.trade.stocked.set(store.shelf, has_units);
    if (has_units) {
        ++run.state.trade.stocked_stores[store.item];
    } else {
        --run.state.trade.stocked_stores[store.item];
    }
    note_promise(run, id);
}

void note_promise(Run& run, StoreId id) {
    const Store& store = run.model.stores[id];
    if (store.shelf == no_row) return;
    const bool makes = run.model.store_goods[id].makes && !owes_too_much(run, id);
    run.state.trade.promising.set(store.shelf, makes || run.state.trade.stocked[store.shelf]);
}

}  // namespace agrocap
