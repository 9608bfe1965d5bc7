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
#include "model/trade/who_serves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace agrocap {

namespace {

/// No lane leads there: goods are there at once, or the lead time covers the way.
double if_finite(double way) { return std::isfinite(way) ? way : 0; }

/// Mean time from a supplier's having made a unit until it is here.
double time_from(const Run& run, const Store& row, const Supply& supply) {
    return supply.lead.distribution.mean() + if_finite(way_time(run, run.model.suppliers[supply.supplier].node, row.node));
}

/// `at` in ns from now; never, if beyond the clock.
Time in_ns(const Run& run, double at) { return at < 4e18 ? later(run.now(), Duration(static_cast<std::int64_t>(at))) : time_never; }

/// Orders from one source.
std::int64_t order_from(Run& run, StoreId id, const StoreSource& source, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    if (source.supply.valid()) {
        const Supply& supply = run.model.supplies[source.supply];
        const double made = row.watched ? wait_at_supplier(run, source.supply, quantity - 1) : 0;
        const std::int64_t ordered = buy(run, id, source.supply, quantity);
        if (!row.watched) return ordered;
        const double leave = made + supply.lead.distribution.mean();
        const double arrive = made + time_from(run, row, supply);
        expect_goods(run, id, {.supply = source.supply, .units = ordered, .leave = in_ns(run, leave), .arrive = in_ns(run, arrive)});
        return ordered;
    }
    if (row.watched) {
        const Pick plant = pick_plant(run, source.channel, limits_of(run, DemandId()));
        double wait = for_ever;
        if (plant.found()) {
            const StoreId from = run.model.channel_sources[plant.source].store;
            wait = wait_at_store(run, from) + if_finite(way_time(run, run.model.stores[from].node, row.node));
        }
        const Time arrive = in_ns(run, wait);
        expect_goods(run, id, {.supply = SupplyId(), .units = quantity, .leave = arrive, .arrive = arrive});
    }
    order_from_plants(run, id, source.channel, quantity);
    return quantity;
}

/// What each source was given becomes an order.
void place_orders(Run& run, StoreId id) {
    const Store& row = run.model.stores[id];
    for (std::uint32_t i = 0; i < row.sources.count; ++i) {
        const std::int64_t units = std::exchange(run.state.stores[id].given[i], 0);
        if (units > 0) order_from(run, id, run.model.store_sources[row.sources.first + i], units);
    }
}

/// A source of a store, given `ahead` units just now.
Pick pick_of_source(Run& run, const Store& row, std::uint32_t number, const Limits& limits, std::int64_t ahead) {
    const StoreSource& source = run.model.store_sources[row.sources.first + number];
    if (source.supply.valid()) {
        Pick pick = pick_of_supply(run, row, source.supply, limits, ahead);
        pick.weight +=
            run.model.route_by == RouteBy::cost ? landed_cost(run, row, source) : time_from(run, row, run.model.supplies[source.supply]);
        pick.source = number;
        return pick;
    }
    Pick pick = pick_plant(run, source.channel, limits, {.but = StoreId(), .ahead = ahead});
    if (pick.found()) pick.source = number;
    return pick;
}

/// Units that a source takes before another has to be thought of, of at least `chunk`: as many as it can serve in time, in whole lots.
std::int64_t units_taken(Run& run, const StoreSource& source, const Pick& pick, const Limits& limits, std::int64_t chunk,
                         std::int64_t left) {
    std::int64_t units = std::min(chunk, left);
    if (!source.supply.valid()) {
        if (units == left) return units;
        const Pick plant = pick_plant(run, source.channel, limits);
        return plant.able ? std::max(units, units_for(run, source.channel, plant, limits, left)) : units;
    }
    const Supply& supply = run.model.supplies[source.supply];
    if (pick.able) {
        const double each =
            static_cast<double>(supply.unit_time.count()) / (run.state.trade.suppliers[supply.supplier].speed * run.value(supply.pace));
        const double more = each > 0 ? (limits.source - pick.wait) / each : for_ever;
        units = more < static_cast<double>(left) ? std::max(units, static_cast<std::int64_t>(more)) : left;
    }
    return (units + supply.lot - 1) / supply.lot * supply.lot;
}

/// The source of the next units of an order, and the shares of all that can serve them.
struct SourceChoice {
    Pick pick;
    double able_shares = 0;
};

/// By shares: of the sources that can serve, the one furthest behind its share; none if nobody can.
Pick furthest_behind(const Run& run, const Store& row, const StoreStatus& store, std::int64_t chunk, double able_shares) {
    Pick best;
    if (!(able_shares > 0)) return best;
    double most = -for_ever;
    for (std::uint32_t i = 0; i < row.sources.count; ++i) {
        if (store.able[i] == 0) continue;
        const double share = run.model.store_sources[row.sources.first + i].share / able_shares * static_cast<double>(chunk);
        if (store.source_credit[i] + share > most) {
            most = store.source_credit[i] + share;
            best = {.source = i, .weight = 0, .wait = 0, .able = true};
        }
    }
    return best;
}

/// The source of the next units of an order: the cheapest landed that can serve, or by shares among those that can; if none can, the one
/// with the shortest wait. `but` is not asked.
SourceChoice choose_source(Run& run, const Store& row, StoreStatus& store, const Limits& limits, std::int64_t chunk, std::uint32_t but) {
    SourceChoice best;
    for (std::uint32_t i = 0; i < row.sources.count; ++i) {
        store.able[i] = 0;
        if (i == but) continue;
        const Pick pick = pick_of_source(run, row, i, limits, store.given[i]);
        best.pick.prefer(pick);
        if (!pick.able) continue;
        store.able[i] = 1;
        best.able_shares += run.model.store_sources[row.sources.first + i].share;
    }
    if (!row.cheapest_source && best.pick.able) best.pick = furthest_behind(run, row, store, chunk, best.able_shares);
    return best;
}

/// Books what was given to one of several sources by shares: those that could not serve make up for nothing later.
void credit_sources(const Run& run, const Store& row, StoreStatus& store, const SourceChoice& chosen, std::int64_t units) {
    if (row.cheapest_source || !(chosen.able_shares > 0)) return;
    for (std::uint32_t i = 0; i < row.sources.count; ++i) {
        if (store.able[i] == 0) continue;
        store.source_credit[i] += run.model.store_sources[row.sources.first + i].share / chosen.able_shares * static_cast<double>(units);
    }
    store.source_credit[chosen.pick.source] -= static_cast<double>(units);
}

/// Gives each unit to somebody who can serve it, and orders what each was given. Gives how many; with `only_able` not those that nobody
/// can serve.
std::int64_t order_from_several(Run& run, StoreId id, std::int64_t quantity, std::uint32_t but, bool only_able) {
    constexpr std::int64_t chunks = 10'000;  // so that a huge order does not take for ever
    const Store& row = run.model.stores[id];
    StoreStatus& store = run.state.stores[id];
    const Limits limits = limits_of(run, DemandId());
    const std::int64_t chunk = std::max<std::int64_t>(1, quantity / chunks);
    std::int64_t left = quantity;
    std::fill(store.given.begin(), store.given.end(), 0);
    while (left > 0) {
        const SourceChoice choice = choose_source(run, row, store, limits, chunk, but);
        const Pick& pick = choice.pick;
        if (!pick.found() || (only_able && !pick.able)) break;
        const StoreSource& source = run.model.store_sources[row.sources.first + pick.source];
        const std::int64_t units = units_taken(run, source, pick, limits, chunk, row.cheapest_source ? left : std::min(left, chunk));
        credit_sources(run, row, store, choice, units);
        left -= units;
        if (source.supply.valid()) {
            store.given[pick.source] += units;
        } else if (row.cheapest_source) {
            order_from(run, id, source, units);  // so that the next unit finds it owed
        } else {
            store.given[pick.source] += units;
        }
    }
    place_orders(run, id);
    return quantity - std::max<std::int64_t>(left, 0);
}

void order(Run& run, StoreId id, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    if (row.sources.empty()) return;
    ++run.state.stores[id].orders;
    if (row.sources.count > 1) {
        order_from_several(run, id, quantity, no_row, false);
        return;
    }
    order_from(run, id, run.model.store_sources[row.sources.first], quantity);
}

}  // namespace

std::int64_t order_elsewhere(Run& run, OrderId id, std::int64_t units) {
    const ChannelId channel = run.state.trade.orders[id].channel;
    const StoreId store = run.model.channels[channel].store;
    const Store& row = run.model.stores[store];
    if (row.sources.count < 2) return 0;
    std::uint32_t here = 0;
    while (run.model.store_sources[row.sources.first + here].channel != channel) ++here;
    const std::int64_t moved = order_from_several(run, store, units, here, true);
    if (moved > 0) withdraw(run, id, moved);
    return moved;
}

double landed_cost(const Run& run, const Store& row, const StoreSource& source) {
    const TradeState& trade = run.state.trade;
    const auto cost_from = [&](NodeId from) { return if_finite(way_cost(run, from, row.node)); };
    if (source.supply.valid()) {
        const Supply& supply = run.model.supplies[source.supply];
        return run.value(supply.price) + cost_from(run.model.suppliers[supply.supplier].node);
    }
    const SupplyChannel& channel = run.model.channels[source.channel];
    if (channel.sources.empty()) return std::numeric_limits<double>::infinity();
    const RankedSource& first = trade.source_order[channel.sources.first];
    return run.value(channel.price) + run.value(run.model.store_goods[first.store].making) + cost_from(run.model.stores[first.store].node);
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

void schedule_review(Run& run, StoreId id) {
    const Store& row = run.model.stores[id];
    const std::uint8_t kind = row.market.valid() ? rank::dealers : rank::plant;
    schedule(run, EventKind::review_due, later(run.now(), run.draw_duration(row.review)), rank::arrival + kind, id.index);
}

void on_review_due(Run& run, StoreId id) {
    schedule_review(run, id);
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
    goods_came(run, parcel.store, parcel.supply, parcel.quantity);
    store.received_ever += usable;
    tell(run, &RunObserver::parcel_received, id, usable);
    if (row.market.valid() && usable > 0) {
        trade.parcels[id].quantity = usable;
        note_costs(run, id);
        append(trade.parcels, store.layers, id);
    } else {
        free_parcel(run, id);
    }
    if (usable > 0) {
        put_stock(run, parcel.store, usable);
        wake_pull_lines(run, row);  // what came they need not make
    }
    if (usable < parcel.quantity && row.reviews_each) review(run, parcel.store);
}

}  // namespace agrocap
