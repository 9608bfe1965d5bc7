#include "observe/metric_source.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

double ratio(std::int64_t part, std::int64_t all) { return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : nothing; }

bool has_demand_key(const Model& model, const Market& market, const std::string& key) {
    for (std::uint32_t d = market.demands.first; d < market.demands.end(); ++d) {
        if (model.demands[DemandId(d)].key == key) return true;
    }
    return false;
}

template <class Sink>
void stock_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        const Store& store = model.stores[StoreId(i)];
        const std::string& item = model.items[store.item].id;
        const std::string& owner = store.market.valid() ? model.markets[store.market].id : model.plants[store.plant].id;
        // Of a dealers' stock the demand's own metrics tell, where the demand is for that very item.
        const bool told = store.market.valid() && has_demand_key(model, model.markets[store.market], item);
        const auto name = [&](const char* prefix) { return prefix + owner + "." + item; };
        const auto status = [&]() -> const StoreStatus& { return source.state->stores[StoreId(i)]; };
        if (!told && (!store.channels.empty() || !store.takers.empty() || store.market.valid())) {
            sink.add([&] { return name("backlog."); }, "units",
                     [&] { return status().backlog.mean(source.from(), source.now(), status().owed); });
            sink.add([&] { return name("fill."); }, "share", [&] { return ratio(status().at_once, status().demanded); });
        }
        if (store.reorder != ReorderKind::none) {
            sink.add([&] { return name("orders."); }, "orders/y", [&] { return source.per_year(static_cast<double>(status().orders)); });
        }
    }
    for (std::uint32_t i = 0; i < model.supplies.size(); ++i) {
        const Supply& supply = model.supplies[SupplyId(i)];
        sink.add([&] { return "supply." + model.suppliers[supply.supplier].id + "." + model.items[supply.item].id; }, "units/y",
                 [&] { return source.per_year(static_cast<double>(source.state->trade.supplies[SupplyId(i)].shipped)); });
    }
}

/// Sum of one count over the demands of the markets chosen.
template <class Chosen, class Count>
double demand_sum(const Source& source, Chosen chosen, Count count) {
    double sum = 0;
    for (std::uint32_t d = 0; d < source.model.demands.size(); ++d) {
        if (chosen(source.model.demands[DemandId(d)].market)) sum += static_cast<double>(count(source.state->trade.demands[DemandId(d)]));
    }
    return source.per_year(sum);
}

/// Of a demand for a family, what was sold by item.
template <class Sink>
void family_sales(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (const Demand& demand : model.demands) {
        const Market& market = model.markets[demand.market];
        const bool is_item = std::any_of(model.items.begin(), model.items.end(), [&](const Item& item) { return item.id == demand.key; });
        if (is_item) continue;
        for (std::uint32_t i = 0; i < model.items.size(); ++i) {
            const Item& item = model.items[ItemId(i)];
            if (item.family != demand.key || has_demand_key(model, market, item.id)) continue;
            sink.add([&] { return "sales." + market.id + "." + item.id; }, "units/y",
                     [&] {
                         std::int64_t units = 0;
                         for (std::uint32_t c = demand.choices.first; c < demand.choices.end(); ++c)
                             units += model.choices[c].item == ItemId(i) ? source.state->trade.delivered_of_choice[c] : 0;
                         return source.per_year(static_cast<double>(units));
                     });
        }
    }
}

template <class Sink>
void market_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    if (model.markets.empty()) return;
    const auto demanded = [](const DemandStatus& demand) { return demand.demanded; };
    const auto delivered = [](const DemandStatus& demand) { return demand.delivered; };
    const auto every = [](MarketId) { return true; };
    const auto domestic = [&](MarketId market) { return model.markets[market].domestic; };
    const auto per_market = [&](const std::string& prefix, auto count) {
        for (std::uint32_t m = 0; m < model.markets.size(); ++m) {
            const Market& market = model.markets[MarketId(m)];
            sink.add([&] { return prefix + market.id; }, "units/y",
                     [&] {
                         return demand_sum(
                             source, [&](MarketId of) { return of == MarketId(m); }, count);
                     });
            for (std::uint32_t d = market.demands.first; d < market.demands.end(); ++d) {
                sink.add([&] { return prefix + market.id + "." + model.demands[DemandId(d)].key; }, "units/y",
                         [&] { return source.per_year(static_cast<double>(count(source.state->trade.demands[DemandId(d)]))); });
            }
        }
    };
    sink.add([] { return std::string("demand.total"); }, "units/y", [&] { return demand_sum(source, every, demanded); });
    per_market("demand.", demanded);
    sink.add([] { return std::string("sales.total"); }, "units/y", [&] { return demand_sum(source, every, delivered); });
    sink.add([] { return std::string("sales.domestic"); }, "units/y", [&] { return demand_sum(source, domestic, delivered); });
    sink.add([] { return std::string("sales.export"); }, "units/y",
             [&] {
                 return demand_sum(
                     source, [&](MarketId market) { return !domestic(market); }, delivered);
             });
    per_market("sales.", delivered);
    family_sales(source, sink);
    for (std::uint32_t p = 0; p < model.pairs.size(); ++p) {
        const Pair& pair = model.pairs[PairId(p)];
        sink.add([&] { return "sales." + model.plants[pair.plant].id + "." + model.markets[pair.market].id; }, "units/y",
                 [&] { return source.per_year(static_cast<double>(source.state->trade.pairs[PairId(p)].units)); });
    }
}

template <class Sink>
void service_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (const Market& market : model.markets) {
        sink.add([&] { return "fill." + market.id; }, "share",
                 [&] {
                     std::int64_t at_once = 0;
                     std::int64_t demanded = 0;
                     for (std::uint32_t d = market.demands.first; d < market.demands.end(); ++d) {
                         at_once += source.state->trade.demands[DemandId(d)].at_once;
                         demanded += source.state->trade.demands[DemandId(d)].demanded;
                     }
                     return ratio(at_once, demanded);
                 });
        for (std::uint32_t d = market.demands.first; d < market.demands.end(); ++d) {
            const auto name = [&](const char* prefix) { return prefix + market.id + "." + model.demands[DemandId(d)].key; };
            const auto status = [&, d]() -> const DemandStatus& { return source.state->trade.demands[DemandId(d)]; };
            sink.add([&] { return name("fill."); }, "share", [&] { return ratio(status().at_once, status().demanded); });
            sink.add([&] { return name("backlog."); }, "units",
                     [&] { return status().backlog.mean(source.from(), source.now(), status().open); });
            sink.add([&] { return name("lost."); }, "units/y", [&] { return source.per_year(static_cast<double>(status().lost)); });
            sink.add([&] { return name("delivery."); }, "h",
                     [&] { return status().delivery.count() > 0 ? status().delivery.mean_hours() : nothing; });
        }
    }
}

/// Mean time in the queue of a place; 0 where there is nothing to wait for and something has come.
double mean_wait(const Source& source, const Place& place, const PlaceStatus& status) {
    if (status.wait.count() > 0) return status.wait.mean_hours();
    for (std::uint32_t i = 0; place.instant && i < source.model.lanes.size(); ++i) {
        if (source.model.lanes[LaneId(i)].to == place.node && source.state->trade.lanes[LaneId(i)].vehicles > 0) return 0;
    }
    return nothing;
}

/// How full the vehicles left, of their units or of their mass, whichever is more.
double mean_load(const Lane& lane, const LaneStatus& status) {
    if (lane.load_g == unlimited) return ratio(status.units, status.vehicles * lane.load);
    return status.vehicles > 0 ? status.fullness / static_cast<double>(status.vehicles) : nothing;
}

template <class Sink>
void transport_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (std::uint32_t i = 0; i < model.lanes.size(); ++i) {
        const Lane& lane = model.lanes[LaneId(i)];
        const auto status = [&, i]() -> const LaneStatus& { return source.state->trade.lanes[LaneId(i)]; };
        sink.add([&] { return "flow." + lane.id; }, "units/y", [&] { return source.per_year(static_cast<double>(status().units)); });
        sink.add([&] { return "load." + lane.id; }, "share", [&] { return mean_load(lane, status()); });
    }
    for (std::uint32_t i = 0; i < model.places.size(); ++i) {
        const Place& place = model.places[PlaceId(i)];
        const auto status = [&, i]() -> const PlaceStatus& { return source.state->trade.places[PlaceId(i)]; };
        sink.add([&] { return "wait." + place.id; }, "h", [&] { return mean_wait(source, place, status()); });
        sink.add([&] { return "queue." + place.id; }, "shipments",
                 [&] { return status().length.mean(source.from(), source.now(), status().waiting); });
    }
}

double cost_of(const PairStatus& ledger) { return ledger.material + ledger.transport + ledger.duties; }

/// One pass over all pairs: a large network has far more of them than plants.
template <class Amount>
std::vector<double> sums_by_plant(const Source& source, Amount amount) {
    std::vector<double> sums(source.model.plants.size(), 0.0);
    if (source.state == nullptr) return sums;
    for (std::uint32_t i = 0; i < source.model.pairs.size(); ++i)
        sums[source.model.pairs[PairId(i)].plant.index] += amount(source.state->trade.pairs[PairId(i)]);
    return sums;
}

template <class Sink>
void money_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    if (model.markets.empty()) return;
    const auto add = [&](const std::string& prefix, auto amount) {
        sink.add([&] { return prefix + "total"; }, "money/y",
                 [&] {
                     double sum = 0;
                     for (const PairStatus& market : source.state->trade.markets) sum += amount(market);
                     return source.per_year(sum);
                 });
        for (std::uint32_t m = 0; m < model.markets.size(); ++m) {
            sink.add([&] { return prefix + model.markets[MarketId(m)].id; }, "money/y",
                     [&] { return source.per_year(amount(source.state->trade.markets[MarketId(m)])); });
        }
        const std::vector<double> by_plant = sums_by_plant(source, amount);
        for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
            sink.add([&] { return prefix + model.plants[PlantId(p)].id; }, "money/y", [&] { return source.per_year(by_plant[p]); });
        }
    };
    add("revenue.", [](const PairStatus& ledger) { return ledger.revenue; });
    add("cost.", cost_of);
    add("margin.", [](const PairStatus& ledger) { return ledger.revenue - cost_of(ledger); });
}

template <class Sink>
void content_metrics(const Source& source, Sink& sink) {
    for (const Item& item : source.model.items) {
        if (!item.finished && std::isnan(item.local_share)) continue;
        sink.add([&] { return "local." + item.id; }, "share", [&] { return item.local_share; });
    }
}

template <class Sink>
void all_trade_metrics(const Source& source, Sink& sink) {
    stock_metrics(source, sink);
    market_metrics(source, sink);
    service_metrics(source, sink);
    transport_metrics(source, sink);
    money_metrics(source, sink);
    content_metrics(source, sink);
}

}  // namespace

void add_trade_metrics(const Source& source, Names& names) { all_trade_metrics(source, names); }
void add_trade_metrics(const Source& source, Values& values) { all_trade_metrics(source, values); }

}  // namespace agrocap
