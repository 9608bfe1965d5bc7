#include "bound/demanded.hpp"
#include "bound/goods_rows.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

std::string demand_path(const Model& model, const Demand& demand) {
    return "market." + model.markets[demand.market].id + ".demand." + demand.key;
}

SourceSpan demand_place(const Draft& draft, const Demand& demand) {
    return draft.scenario.market.at(draft.model.markets[demand.market].id).demand.at(demand.key).at;
}

void add_columns(Draft& draft) {
    const Model& model = draft.model;
    for (std::size_t i = 0; i < model.channel_sources.size(); ++i) draft.shipped.push_back(draft.add_course());
    draft.received = Table<SupplyChannel, Course>(model.channels.size());
    for (std::uint32_t c = 0; c < model.channels.size(); ++c)
        if (model.channels[ChannelId(c)].store.valid()) draft.received[ChannelId(c)] = draft.add_course();
    draft.bought.resize(model.store_sources.size());
    draft.fed = Table<Store, char>(model.stores.size(), 0);
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        const Store& store = model.stores[StoreId(s)];
        if (!store.reorders) continue;
        for (const std::uint32_t i : indices_of(store.sources)) {
            const StoreSource& source = model.store_sources[i];
            if (!source.supply.valid()) continue;
            const Supply& supply = model.supplies[source.supply];
            const bool is_limited = supply.unit_time > Duration{} || draft.ways.limits(model.suppliers[supply.supplier].node, store.node);
            if (is_limited) draft.bought[i] = draft.add_course();
            if (!is_limited) draft.fed[StoreId(s)] = 1;
        }
    }
    for (std::size_t i = 0; i < model.choices.size(); ++i) {
        draft.delivered.push_back(draft.add_course());
        draft.ordered.push_back(draft.add_course());
    }
}

/// Orders for one item of a demand; delivered in the measured time is what was asked for then, or not long before where nobody waits long.
void add_demand_rows(Draft& draft, DemandId id) {
    const Model& model = draft.model;
    const Demand& demand = model.demands[id];
    bool is_at_once = true;  // what is delivered was ordered no longer ago than its buyer is patient
    for (const Choice& choice : rows_of(model.choices, demand.choices))
        is_at_once = is_at_once && (choice.stock.valid() || model.lanes.empty());
    for (int p = 0; p < draft.periods.count(); ++p) {
        for (const auto* courses : {&draft.ordered, &draft.delivered}) {
            Sum row;
            row.constant = demanded_until(model, id, draft.periods.end(p), Side::at_most);
            for (const Course& course : rows_of(*courses, demand.choices)) row.add(course, p, 1);
            draft.add_row(RowKind::demand, demand_path(model, demand), demand_place(draft, demand), p, std::move(row));
        }
    }
    const double patience = demand.lost_if_unmet ? 0 : demand.patient ? HUGE_VAL : demand.patience.distribution.upper();
    if (!is_at_once || draft.periods.window == 0 || !(patience < 9e18)) return;
    const Time since = model.warmup_end - Duration(static_cast<std::int64_t>(patience) + 2);
    Sum row;
    row.constant = demanded_until(model, id, model.end, Side::at_most) - demanded_until(model, id, since, Side::at_least);
    for (const Course& delivered : rows_of(draft.delivered, demand.choices))
        for (int p = draft.periods.window; p < draft.periods.count(); ++p) row.add(delivered.in(p), 1);
    draft.add_row(RowKind::demand, demand_path(model, demand), demand_place(draft, demand), draft.periods.count() - 1, std::move(row));
}

void add_shipped(const Draft& draft, ChannelId channel, int period, double sign, Sum& row) {
    const Slice sources = draft.model.channels[channel].sources;
    for (const Course& shipped : rows_of(draft.shipped, sources)) row.add(shipped, period, sign);
}

/// What goes straight from plants to customers.
void add_direct_rows(Draft& draft, std::uint32_t choice, const Demand& demand) {
    const ChannelId channel = draft.model.choices[choice].channel;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum arrives, leaves;
        arrives.add(draft.delivered[choice], p, 1);
        add_shipped(draft, channel, p, -1, arrives);
        draft.add_row(RowKind::orders, demand_path(draft.model, demand), demand_place(draft, demand), p, std::move(arrives));
        leaves.add(draft.ordered[choice], p, -1);
        add_shipped(draft, channel, p, 1, leaves);
        draft.add_row(RowKind::orders, demand_path(draft.model, demand), demand_place(draft, demand), p, std::move(leaves));
    }
}

/// What customers get of a dealers' stock.
void add_dealers_rows(Draft& draft, StoreId id, const std::vector<std::uint32_t>& choices) {
    const Store& store = draft.model.stores[id];
    if (store.never_empty || draft.fed[id] != 0) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.constant = static_cast<double>(store.initial);
        for (const std::uint32_t choice : choices) row.add(draft.delivered[choice], p, 1);
        add_received(draft, id, p, row);
        draft.add_row(RowKind::stock, store.path, store_place(draft, id), p, std::move(row));
    }
}

/// Replenishments from plants: no more arrives than is shipped, and no more is shipped than is ordered.
void add_replenishing_rows(Draft& draft, StoreId id) {
    const Store& store = draft.model.stores[id];
    if (!store.reorders) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum leaves;
        bool is_ordered = false;
        for (const StoreSource& source : rows_of(draft.model.store_sources, store.sources)) {
            const ChannelId channel = source.channel;
            if (!channel.valid()) continue;
            is_ordered = true;
            Sum arrives;
            arrives.add(draft.received[channel], p, 1);
            add_shipped(draft, channel, p, -1, arrives);
            draft.add_row(RowKind::orders, store.path, store_place(draft, id), p, std::move(arrives));
            add_shipped(draft, channel, p, 1, leaves);
        }
        if (!is_ordered || !subtract_orders_of(draft, id, p, leaves)) continue;
        draft.add_row(RowKind::orders, store.path, store_place(draft, id), p, std::move(leaves));
    }
}

/// A supplier makes one unit after the other.
void add_supply_rows(Draft& draft) {
    const Model& model = draft.model;
    std::vector<std::vector<std::uint32_t>> sources(model.supplies.size());
    for (std::uint32_t i = 0; i < model.store_sources.size(); ++i)
        if (draft.bought[i].valid()) sources[model.store_sources[i].supply.index].push_back(i);
    for (std::uint32_t s = 0; s < model.supplies.size(); ++s) {
        const Supply& supply = model.supplies[SupplyId(s)];
        if (supply.unit_time == Duration{} || sources[s].empty()) continue;
        const Supplier& supplier = model.suppliers[supply.supplier];
        double made = 0;
        for (int p = 0; p < draft.periods.count(); ++p) {
            const TimeSpan stretch = draft.stretch(p);
            const double speed = speed_most(model, disruptions_of(model, DisruptedKind::supplier, supply.supplier.index), stretch);
            made += paced_time(model, supply.pace, stretch) * speed / static_cast<double>(supply.unit_time.count());
            Sum row;
            row.constant = made * (1 + 1e-9);
            for (const std::uint32_t source : sources[s]) row.add(draft.bought[source], p, 1);
            const std::string& item = model.items[supply.item].id;
            draft.add_row(RowKind::supply, "supplier." + supplier.id + ".item." + item,
                          draft.scenario.supplier.at(supplier.id).item.at(item).at, p, std::move(row));
        }
    }
}

}  // namespace

double paced_time(const Model& model, const DatedNumber& pace, TimeSpan stretch) {
    double time = 0;
    double value = pace.first;
    Time from = stretch.from;
    for (const DatedStep& step : rows_of(model.dated_steps, pace.later)) {
        if (step.from >= stretch.to) break;
        if (step.from > from) {
            time += static_cast<double>((step.from - from).count()) * value;
            from = step.from;
        }
        value = step.value;
    }
    return time + static_cast<double>((stretch.to - from).count()) * value;
}

SourceSpan store_place(const Draft& draft, StoreId id) {
    const Store& store = draft.model.stores[id];
    const std::string& item = draft.model.items[store.item].id;
    if (store.market.valid()) return draft.scenario.market.at(draft.model.markets[store.market].id).stock.at(item).at;
    const auto& stores = draft.scenario.plant.at(draft.model.plants[store.plant].id).store;
    const auto declared = stores.find(item);
    return declared == stores.end() ? draft.scenario.item.at(item).at : declared->second.at;
}

void add_received(const Draft& draft, StoreId id, int period, Sum& row) {
    const Store& store = draft.model.stores[id];
    if (!store.reorders) return;
    for (const std::uint32_t i : indices_of(store.sources)) {
        const StoreSource& source = draft.model.store_sources[i];
        if (source.channel.valid()) {
            row.add(draft.received[source.channel], period, -1);
        } else if (draft.bought[i].valid()) {
            const double usable = draft.model.supplies[source.supply].usable;
            row.add(draft.bought[i], period, usable < 1 ? -step_up(usable) : -1);
        }
    }
}

bool subtract_orders_of(const Draft& draft, StoreId id, int period, Sum& row) {
    const Model& model = draft.model;
    const Store& store = model.stores[id];
    for (const StoreSource& source : rows_of(model.store_sources, store.sources)) {
        if (source.supply.valid() && model.supplies[source.supply].usable < 1) return false;  // what is unusable is ordered again
    }
    row.constant += static_cast<double>(std::max<std::int64_t>(0, store.rule.highest() - store.initial));
    if (!store.market.valid()) return store.channels.empty() && subtract_taken(draft, id, period, row);
    for (std::uint32_t c = 0; c < model.choices.size(); ++c)
        if (model.choices[c].stock == id) row.add(draft.ordered[c], period, -1);
    return true;
}

bool subtract_orders(const Draft& draft, ItemId item, int period, Sum& row) {
    const Model& model = draft.model;
    for (std::uint32_t c = 0; c < model.choices.size(); ++c)
        if (model.choices[c].item == item && !model.choices[c].stock.valid()) row.add(draft.ordered[c], period, -1);
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        const Store& store = model.stores[StoreId(s)];
        if (store.item != item || !store.reorders) continue;
        bool asks_plants = false;
        for (const StoreSource& source : rows_of(model.store_sources, store.sources)) asks_plants = asks_plants || source.channel.valid();
        if (asks_plants && !subtract_orders_of(draft, StoreId(s), period, row)) return false;
    }
    return true;
}

void add_market_rows(Draft& draft) {
    add_columns(draft);
    const Model& model = draft.model;
    std::vector<std::vector<std::uint32_t>> choices(model.stores.size());
    for (std::uint32_t d = 0; d < model.demands.size(); ++d) {
        const Demand& demand = model.demands[DemandId(d)];
        add_demand_rows(draft, DemandId(d));
        for (const std::uint32_t c : indices_of(demand.choices)) {
            if (model.choices[c].stock.valid()) {
                choices[model.choices[c].stock.index].push_back(c);
            } else {
                add_direct_rows(draft, c, demand);
            }
        }
    }
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        if (model.stores[StoreId(s)].market.valid()) add_dealers_rows(draft, StoreId(s), choices[s]);
        add_replenishing_rows(draft, StoreId(s));
    }
    add_supply_rows(draft);
}

}  // namespace agrocap
