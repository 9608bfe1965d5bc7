#include "model/trade/demand.hpp"

#include "model/floor/store.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/order_moments.hpp"
#include "model/trade/orders.hpp"
#include "model/trade/promise.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/transport.hpp"
#include "model/trade/way_taken.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

void schedule_demand(Run& run, DemandId id) {
    const Demand& demand = run.model.demands[id];
    DemandStatus& status = run.state.trade.demands[id];
    status.since = run.now();
    status.ticket = {};
    if (status.factor <= 0) return;
    const Time at = moment_after(run, demand, run.now(), status.remaining / status.factor);
    if (at == time_never || at > run.model.end) return;
    status.ticket = schedule_cancellable(run, EventKind::demand_arrived, at, rank::arrival + rank::market, id.index);
}

void change_open(Run& run, DemandId id, std::int64_t change) {
    DemandStatus& status = run.state.trade.demands[id];
    status.open += change;
    status.backlog.change(run.now(), change);
}

PairId pair_of(const Run& run, const ParcelStatus& parcel) {
    return parcel.source != no_row ? run.model.channel_sources[parcel.source].pair : PairId();
}

/// What a sale brings in, or costs besides the goods themselves.
struct Proceeds {
    double price = 0;    // per unit
    double penalty = 0;  // of all of them
};

void book_sale(Run& run, MarketId market, std::int64_t units, const Proceeds& proceeds, const ParcelStatus& parcel) {
    const double count = static_cast<double>(units);
    const auto book = [&](PairStatus& ledger) {
        ledger.units += units;
        ledger.revenue += proceeds.price * count;
        ledger.spent += parcel.spent * count;
        ledger.transport += parcel.transport * count;
        ledger.duties += parcel.duties * count;
        ledger.penalty += proceeds.penalty;
    };
    book(run.state.trade.markets[market]);
    if (const PairId pair = pair_of(run, parcel); pair.valid()) book(run.state.trade.pairs.open(pair));
}

void count_delivered(Run& run, DemandId id, std::uint32_t choice, std::int64_t units, Time placed) {
    DemandStatus& status = run.state.trade.demands[id];
    run.state.trade.delivered_of_choice[choice] += units;
    status.delivered += units;
    status.delivered_ever += units;
    status.delivery.add(run.now() - placed, units);
    run.state.trade.sold_ever[run.model.choices[choice].item] += units;
    change_open(run, id, -units);
}

void count_lost(Run& run, DemandId id, std::int64_t units, Time due) {
    DemandStatus& status = run.state.trade.demands[id];
    run.state.trade.markets[run.model.demands[id].market].penalty += break_promise(run, id, due, units);
    status.lost += units;
    status.lost_ever += units;
    change_open(run, id, -units);
}

/// When an order was placed, and when it is due.
struct OrderTimes {
    Time placed{};
    Time due = time_never;
};

/// Units of a dealers' stock go to a customer, the oldest first.
void hand_over(Run& run, StoreId stock_id, DemandId id, std::uint32_t choice, std::int64_t units, const OrderTimes& times) {
    StoreStatus& stock = run.state.stores[stock_id];
    const MarketId market = run.model.demands[id].market;
    const double price = run.value(run.model.choices[choice].price);
    count_delivered(run, id, choice, units, times.placed);
    stock.shipped_ever += units;
    const bool never_empty = run.model.stores[stock_id].never_empty;  // of no plant, and no cost is known
    if (never_empty) book_sale(run, market, units, {price, keep_promise(run, id, times.due, units)}, ParcelStatus{});
    for (std::int64_t left = never_empty ? 0 : units; left > 0;) {
        const ParcelId layer = stock.layers.head;
        ParcelStatus& parcel = run.state.trade.parcels[layer];
        const std::int64_t part = std::min(left, parcel.quantity);
        book_sale(run, market, part, {price, keep_promise(run, id, times.due, part)}, parcel);
        left -= part;
        parcel.quantity -= part;
        if (parcel.quantity > 0) continue;
        free_parcel(run, take_first(run.state.trade.parcels, stock.layers));
    }
    remove_stock(run, stock_id, units);
}

/// Which item serves a demand that several can: the first that can serve it all at once, else of those that somebody can make in time the
/// one with the fewest units waited for.
std::uint32_t choose(Run& run, DemandId id, std::int64_t units) {
    const Demand& demand = run.model.demands[id];
    if (demand.choices.count == 1) return demand.choices.first;
    std::uint32_t best = demand.choices.first;
    std::pair<bool, std::int64_t> least{true, INT64_MAX};  // nobody can; units waited for
    for (const std::uint32_t i : indices_of(demand.choices)) {
        const Choice& choice = run.model.choices[i];
        std::int64_t waiting = 0;
        std::int64_t stock = 0;
        if (choice.stock.valid()) {
            stock = run.model.stores[choice.stock].never_empty ? units : run.state.stores[choice.stock].level;
            waiting = run.state.stores[choice.stock].owed;
        } else {
            const Slice sources = run.model.channels[choice.channel].sources;
            for (std::uint32_t s = sources.first; s < sources.end() && stock < units; ++s) {
                const StoreId store = run.model.channel_sources[s].store;
                stock += run.model.stores[store].never_empty ? units : run.state.stores[store].level;
            }
            waiting = run.state.trade.channels[choice.channel].waiting;
        }
        if (stock >= units) return i;
        const bool able = choice.stock.valid() || pick_plant(run, choice.channel, limits_of(run, id)).able;
        if (const std::pair rank(!able, waiting); rank < least) {
            least = rank;
            best = i;
        }
    }
    return best;
}

void serve_from_stock(Run& run, DemandId id, std::uint32_t choice, std::int64_t units, Time due) {
    const StoreId stock_id = run.model.choices[choice].stock;
    StoreStatus& stock = run.state.stores[stock_id];
    DemandStatus& status = run.state.trade.demands[id];
    const std::int64_t at_once = run.model.stores[stock_id].never_empty ? units : std::min(stock.level, units);
    const std::int64_t rest = units - at_once;
    status.at_once += at_once;
    stock.demanded += units;
    stock.at_once += at_once;
    if (at_once > 0) {
        tell(run, &RunObserver::order_served, OrderId(), at_once);
        hand_over(run, stock_id, id, choice, at_once, {run.now(), due});
    }
    if (rest > 0 && run.model.demands[id].lost_if_unmet) {
        tell(run, &RunObserver::order_lost, OrderId(), rest);
        count_lost(run, id, rest, due);
    } else if (rest > 0) {
        OrderStatus order;
        order.demand = id;
        order.stock = stock_id;
        order.assigned = stock_id;
        order.choice = choice;
        order.waiting = order.open = rest;
        order.placed = run.now();
        order.due = due;
        const OrderId order_id = new_order(run, order);
        line_up(run, stock.owed_orders, order_id);
        owe(run, stock_id, rest);
        start_patience(run, order_id);
    }
    review_at_once(run, stock_id);
}

void serve_from_plants(Run& run, DemandId id, std::uint32_t choice, std::int64_t units, Time due) {
    OrderStatus order;
    order.demand = id;
    order.channel = run.model.choices[choice].channel;
    order.choice = choice;
    order.waiting = order.open = units;
    order.placed = run.now();
    order.due = due;
    const OrderId order_id = new_order(run, order);
    const Limits limits = limits_of(run, id);
    if (!run.model.demands[id].lost_if_unmet) {
        run.state.trade.demands[id].at_once += give_out(run, order_id, limits);
        return;
    }
    const std::int64_t at_once = ship_at_once(run, order_id, limits);
    const std::int64_t rest = units - at_once;
    run.state.trade.demands[id].at_once += at_once;
    if (rest == 0) return;  // freed when the last unit is delivered, which may be now
    count_lost(run, id, rest, due);
    tell(run, &RunObserver::order_lost, order_id, rest);
    OrderStatus& left = run.state.trade.orders[order_id];
    left.waiting = 0;
    left.open -= rest;
    if (left.open == 0) free_order(run, order_id);
    // It was asked of whoever would have owed it.
    const Pick asked = pick_plant(run, run.model.choices[choice].channel, limits);
    if (!asked.found()) return;
    const StoreId store = run.model.channel_sources[asked.source].store;
    run.state.stores[store].demanded += rest;
    review_at_once(run, store);
}

/// The next dated order, if there is one.
void schedule_tender(Run& run, DemandId id) {
    const Slice tenders = run.model.demands[id].tenders;
    const std::uint32_t next = run.state.trade.demands[id].next_tender;
    if (next < tenders.count)
        schedule(run, EventKind::tender_arrived, run.model.tenders[tenders.first + next].at, rank::dated + rank::market, id.index);
}

void place_order(Run& run, DemandId id, std::int64_t units, Time due) {
    DemandStatus& status = run.state.trade.demands[id];
    if (units <= 0) return;
    status.demanded += units;
    status.demanded_ever += units;
    change_open(run, id, units);
    tell(run, &RunObserver::order_placed, id, units);
    const std::uint32_t choice = choose(run, id, units);
    if (run.model.choices[choice].stock.valid()) {
        serve_from_stock(run, id, choice, units, due);
    } else {
        serve_from_plants(run, id, choice, units, due);
    }
}

/// The promised moment of an order that is placed now.
Time promised(Run& run, const Draw& due) { return later(run.now(), run.draw_duration(due)); }

}  // namespace

void begin_demand(Run& run, DemandId id) {
    const Demand& demand = run.model.demands[id];
    DemandStatus& status = run.state.trade.demands[id];
    // Even orders stand in the middle of their intervals, so that every stretch of whole intervals holds the stated number.
    status.remaining = demand.arrivals == Arrivals::even ? 0.5 : -run.state.streams[demand.arrival_stream].log_uniform();
    schedule_demand(run, id);
    schedule_tender(run, id);
}

void on_demand_arrived(Run& run, DemandId id) {
    const Demand& demand = run.model.demands[id];
    DemandStatus& status = run.state.trade.demands[id];
    status.remaining = demand.arrivals == Arrivals::even ? 1 : -run.state.streams[demand.arrival_stream].log_uniform();
    schedule_demand(run, id);
    const std::int64_t units = demand.order.distribution.sample_count(run.state.streams[demand.order.stream]);
    place_order(run, id, units, demand.promises_all ? promised(run, demand.due) : time_never);
}

void on_tender_arrived(Run& run, DemandId id) {
    run.state.simulation.enter_late_half();
    const Demand& demand = run.model.demands[id];
    const Tender& tender = run.model.tenders[demand.tenders.first + run.state.trade.demands[id].next_tender++];
    schedule_tender(run, id);
    const std::int64_t units = tender.units.distribution.sample_count(run.state.streams[tender.units.stream]);
    place_order(run, id, units, tender.has_due ? promised(run, tender.due) : demand.promises_all ? promised(run, demand.due) : time_never);
}

void set_demand_factor(Run& run, DemandId id, double factor) {
    const Demand& demand = run.model.demands[id];
    DemandStatus& status = run.state.trade.demands[id];
    run.state.simulation.cancel(status.ticket);
    const double passed = orders_between(run, demand, status.since, run.now());
    status.remaining = std::max(0.0, status.remaining - passed * status.factor);
    status.factor = factor;
    schedule_demand(run, id);
}

void start_patience(Run& run, OrderId id) {
    OrderStatus& order = run.state.trade.orders[id];
    if (!order.demand.valid() || run.model.demands[order.demand].patient || order.patience != EventTicket()) return;
    if (order.patient_until == time_never)
        order.patient_until = later(run.now(), run.draw_duration(run.model.demands[order.demand].patience));
    order.patience = schedule_cancellable(run, EventKind::patience_ended, order.patient_until, rank::strike + rank::market,
                                          order.demand.index, id.index);
}

void on_patience_ended(Run& run, OrderId id) {
    OrderStatus& order = run.state.trade.orders[id];
    const std::int64_t units = order.waiting;
    tell(run, &RunObserver::order_lost, id, units);
    count_lost(run, order.demand, units, order.due);
    if (order.stock.valid()) {
        remove_linked(run.state.trade.orders, run.state.stores[order.stock].owed_orders, id);
        owe(run, order.stock, -units);
    } else {
        remove_order(run, id);
    }
    order.waiting = 0;
    order.open -= units;
    if (order.open == 0) free_order(run, id);
}

void note_costs(Run& run, ParcelId id) {
    book_way(run, id);
    ParcelStatus& parcel = run.state.trade.parcels[id];
    if (parcel.source != no_row) {
        const ChannelSource& source = run.model.channel_sources[parcel.source];
        parcel.spent = run.value(run.model.store_goods[source.store].spent);
        parcel.duties = duties(run, run.model.channels[source.channel], source);
    } else if (parcel.supply.valid()) {
        parcel.spent = run.value(run.model.supplies[parcel.supply].price);
    }
}

void deliver(Run& run, ParcelId id) {
    note_costs(run, id);
    const ParcelStatus parcel = run.state.trade.parcels[id];
    tell(run, &RunObserver::parcel_delivered, id);
    free_parcel(run, id);
    OrderStatus& order = run.state.trade.orders[parcel.order];
    run.state.trade.on_the_way[item_of(run, parcel)] -= parcel.quantity;
    count_delivered(run, order.demand, order.choice, parcel.quantity, order.placed);
    const double price = run.value(run.model.choices[order.choice].price);
    const double penalty = keep_promise(run, order.demand, order.due, parcel.quantity);
    book_sale(run, run.model.demands[order.demand].market, parcel.quantity, {price, penalty}, parcel);
    order.open -= parcel.quantity;
    if (order.open == 0) free_order(run, parcel.order);
}

void serve_owed(Run& run, StoreId id) {
    StoreStatus& stock = run.state.stores[id];
    while (stock.level > 0 && !stock.owed_orders.empty()) {
        const OrderId order_id = stock.owed_orders.head;
        OrderStatus& order = run.state.trade.orders[order_id];
        const std::int64_t units = std::min(stock.level, order.waiting);
        order.waiting -= units;
        order.open -= units;
        owe(run, id, -units);
        tell(run, &RunObserver::order_served, order_id, units);
        hand_over(run, id, order.demand, order.choice, units, {order.placed, order.due});
        if (order.waiting > 0) return;
        run.state.simulation.cancel(order.patience);
        remove_linked(run.state.trade.orders, stock.owed_orders, order_id);
        free_order(run, order_id);
    }
}

}  // namespace agrocap
