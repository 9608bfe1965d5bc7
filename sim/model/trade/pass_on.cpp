// What moves from who can no longer serve to who can: the second half of docs/decisions/0014-who-can-serve.md.

#include "model/trade/orders.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/ways_aside.hpp"

#include <algorithm>
#include <vector>

namespace agrocap {

namespace {

/// Units of what a store owes that are made or being made: they are waited for there.
std::int64_t begun(const Run& run, StoreId id) {
    const Store& row = run.model.stores[id];
    std::int64_t units = run.state.stores[id].level;
    for (const Maker& maker : rows_of(run.model.makers, row.makers)) units += run.state.line_items[maker.item].in_line;
    return units;
}

/// The orders that wait at a store, those first that wait longest.
const Rows<OrderId>& orders_at(Run& run, StoreId id) {
    TradeState& trade = run.state.trade;
    Rows<OrderId>& orders = trade.passing_on;
    orders.clear();
    const Slice channels = run.model.stores[id].channels;
    const std::size_t end = channels.end();
    for (std::size_t i = trade.waiting.next_set(channels.first, end); i < end; i = trade.waiting.next_set(i + 1, end)) {
        const OrderId head = trade.queues[run.model.store_channels[i]].head;
        for (OrderId order = head; order.valid(); order = trade.orders[order].next) orders.push_back(order);
    }
    std::stable_sort(orders.begin(), orders.end(), [&](OrderId a, OrderId b) { return trade.orders[a].placed < trade.orders[b].placed; });
    return orders;
}

/// Whether goods of this source get through: its way is open, and nothing on it is full.
bool gets_through(Run& run, StoreId from, const SupplyChannel& channel, double limit) {
    const NodeId node = run.model.stores[from].node;
    if (way_closed(run, node, channel.to)) return false;
    if (run.state.trade.crowded == 0 || !next_lane(run, node, channel.to).valid()) return true;
    return choose_way(run, node, channel.to, limit).able;
}

/// Of the `units` of an order behind `ahead` others at a store: how many can still be served there?
std::int64_t units_in_time(Run& run, StoreId store, const SupplyChannel& channel, const Limits& limits, std::int64_t ahead,
                           std::int64_t units) {
    if (!gets_through(run, store, channel, limits.way)) return 0;
    std::int64_t low = 0, high = units;  // waits grow with the units in front
    while (low < high) {
        const std::int64_t middle = high - (high - low) / 2;
        if (is_within(wait_for_units(run, store, ahead + middle), limits.source)) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/// Units of an order go to another plant, or to another source of the store that they are for. Gives how many: none if nobody can serve.
std::int64_t move_units(Run& run, OrderId id, StoreId from, const Limits& limits, std::int64_t units) {
    const OrderStatus order = run.state.trade.orders[id];
    const Pick pick = pick_plant(run, order.channel, limits, {.but = from});
    const SupplyChannel& channel = run.model.channels[order.channel];
    if (!pick.able) return channel.store.valid() ? order_elsewhere(run, id, units) : 0;
    const StoreId to = run.model.channel_sources[pick.source].store;
    if (way_closed(run, run.model.stores[to].node, channel.to)) return 0;
    const std::int64_t moved = units_for(run, order.channel, pick, limits, units);
    move_order(run, id, moved, pick.source);
    return moved;
}

}  // namespace

void pass_on(Run& run, StoreId id) {
    if (!run.model.stores[id].has_rivals || run.state.stores[id].owed == 0) return;
    std::int64_t stay = 0;  // units in front
    for (const OrderId order_id : orders_at(run, id)) {
        const OrderStatus order = run.state.trade.orders[order_id];
        const Limits limits = limits_of(run, order.demand);
        const SupplyChannel& channel = run.model.channels[order.channel];
        const std::int64_t made = std::clamp<std::int64_t>(begun(run, id) - stay, 0, order.waiting);
        std::int64_t late = order.waiting - made;
        late -= units_in_time(run, id, channel, limits, stay + made, late);
        stay += order.waiting - late;
        while (late > 0) {
            const std::int64_t moved = move_units(run, order_id, id, limits, late);
            if (moved == 0) break;
            late -= moved;
        }
        stay += late;
    }
}

void pass_on_to(Run& run, StoreId id) {
    if (!run.model.stores[id].has_rivals) return;
    const Slice channels = run.model.stores[id].channels;
    for (const std::uint32_t served : rows_of(run.model.store_channels, channels)) {
        const SupplyChannel& channel = run.model.channels[run.model.channel_sources[served].channel];
        for (const ChannelSource& source : rows_of(run.model.channel_sources, channel.sources)) {
            if (source.store != id) pass_on(run, source.store);
        }
    }
}

void pass_on_all(Run& run) {
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) pass_on(run, StoreId(i));
}

}  // namespace agrocap
