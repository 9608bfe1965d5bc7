#include "observe/metric_source.hpp"
#include "observe/part_reads.hpp"
#include "stats/duration_tally.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

double ratio(std::int64_t part, std::int64_t all) { return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : nothing; }

double mean_of(const DurationTally& tally) { return tally.count() > 0 ? tally.mean_hours() : nothing; }

const StoreStatus& now_of(const Source& source, StoreId id) { return source.state->stores[id]; }
const DemandStatus& now_of(const Source& source, DemandId id) { return source.state->trade.demands[id]; }
const LaneStatus& now_of(const Source& source, LaneId id) { return source.state->trade.lanes[id]; }
const PlaceStatus& now_of(const Source& source, PlaceId id) { return source.state->trade.places[id]; }

// Stocks of plants and of dealers: the same figures under the names of either.

bool can_be_empty(const Model& model, StoreId id) { return !model.stores[id].never_empty; }  // else its level means nothing

bool reorders(const Model& model, StoreId id) { return model.stores[id].reorders; }

bool is_asked(const Model& model, StoreId id) { return !model.stores[id].channels.empty() || !model.stores[id].takers.empty(); }

bool is_demanded(const Model& model, const Market& market, const std::string& key) {
    for (const DemandId demand : ids_of<DemandId>(market.demands)) {
        if (model.demands[demand].key == key) return true;
    }
    return false;
}

/// Where the market demands the very item, the demand's own metrics tell of it.
bool is_told_by_none(const Model& model, StoreId id) {
    const Store& store = model.stores[id];
    return !is_demanded(model, model.markets[store.market], model.items[store.item].id);
}

double mean_stock(const Source& source, StoreId id) { return source.mean(now_of(source, id).stock, now_of(source, id).level); }
double lowest_stock(const Source& source, StoreId id) { return static_cast<double>(now_of(source, id).min); }
double empty_share(const Source& source, StoreId id) { return source.share(static_cast<double>(now_of(source, id).empty.count()), 1); }
double mean_owed(const Source& source, StoreId id) { return source.mean(now_of(source, id).backlog, now_of(source, id).owed); }
double given_at_once(const Source& source, StoreId id) { return ratio(now_of(source, id).at_once, now_of(source, id).demanded); }
double orders(const Source& source, StoreId id) { return source.per_year(now_of(source, id).orders); }

bool is_taken_from(const Model& model, StoreId id) { return can_be_empty(model, id) && !model.stores[id].takers.empty(); }

/// Of each station that takes the item the mean over its servers, and all stations together.
double hours_waited_for(const Source& source, StoreId id) {
    constexpr auto lacking = static_cast<std::size_t>(ServerState::waiting_material);
    double hours = 0;
    for (const StationId station : rows_of(source.model.store_takers, source.model.stores[id].takers)) {
        const Slice servers = source.model.stations[station].servers;
        hours += time_in(*source.state, servers, lacking).sum() / (ns_per_hour * servers.count);
    }
    return source.per_year(hours);
}

constexpr MetricValue<StoreId> plant_levels[] = {
    {"store.PLANT.STORED.mean", mean_stock, can_be_empty},
    {"store.PLANT.STORED.min", lowest_stock, can_be_empty},
    {"store.PLANT.STORED.empty", empty_share, can_be_empty},
};
constexpr MetricValue<StoreId> dealers_levels[] = {
    {"store.MARKET.HELD.mean", mean_stock, can_be_empty},
    {"store.MARKET.HELD.min", lowest_stock, can_be_empty},
    {"store.MARKET.HELD.empty", empty_share, can_be_empty},
};
constexpr MetricValue<StoreId> plant_service[] = {
    {"backlog.PLANT.STORED", mean_owed, is_asked},
    {"fill.PLANT.STORED", given_at_once, is_asked},
    {"orders.PLANT.STORED", orders, reorders},
    {"waited.PLANT.STORED", hours_waited_for, is_taken_from},
};
constexpr MetricValue<StoreId> dealers_service[] = {
    {"backlog.MARKET.HELD", mean_owed, is_told_by_none},
    {"fill.MARKET.HELD", given_at_once, is_told_by_none},
    {"orders.MARKET.HELD", orders, reorders},
};
constexpr MetricValue<SupplyId> shipped{"supply.SUPPLIER.SUPPLIED",
                                        [](const Source& s, SupplyId id) { return s.per_year(s.state->trade.supplies[id].shipped); }};

template <class Sink, std::size_t of_plants, std::size_t of_dealers>
void add_stocks(const Source& source, Sink& sink, const MetricValue<StoreId> (&plants)[of_plants],
                const MetricValue<StoreId> (&dealers)[of_dealers]) {
    for (std::uint32_t i = 0; i < source.model.stores.size(); ++i) {
        if (source.model.stores[StoreId(i)].market.valid())
            add_all(source, sink, dealers, StoreId(i));
        else
            add_all(source, sink, plants, StoreId(i));
    }
}

// Markets.

using Count = std::int64_t DemandStatus::*;

using Chosen = bool (*)(const Market&);

bool is_market(const Market&) { return true; }
bool is_domestic(const Market& market) { return market.domestic; }
bool is_abroad(const Market& market) { return !market.domestic; }

/// The demands of the markets chosen.
auto each_demand(const Model& model, Chosen chosen) {
    return [&model, chosen](auto&& visit) {
        for (std::uint32_t d = 0; d < model.demands.size(); ++d)
            if (chosen(model.markets[model.demands[DemandId(d)].market])) visit(DemandId(d));
    };
}

/// One count over the demands of the markets chosen, a year.
template <Count count, Chosen chosen>
double demand_sum(const Source& source, Whole) {
    std::int64_t sum = 0;
    each_demand(source.model, chosen)([&](DemandId id) { sum += now_of(source, id).*count; });
    return source.per_year(sum);
}

std::int64_t market_sum(const Source& source, Count count, MarketId id) {
    const Slice demands = source.model.markets[id].demands;
    std::int64_t sum = 0;
    for (const DemandId demand : ids_of<DemandId>(demands)) sum += now_of(source, demand).*count;
    return sum;
}

double sold_of_family(const Source& source, FamilySale sale) {
    const Slice choices = source.model.demands[sale.demand].choices;
    std::int64_t units = 0;
    for (const std::uint32_t c : indices_of(choices))
        units += source.model.choices[c].item == sale.item ? source.state->trade.delivered_of_choice[c] : 0;
    return source.per_year(units);
}

constexpr MetricValue<Whole> whole_demand{"demand.total", demand_sum<&DemandStatus::demanded, is_market>};
constexpr MetricValue<MarketId> market_demand[] = {
    {"demand.MARKET", [](const Source& s, MarketId id) { return s.per_year(market_sum(s, &DemandStatus::demanded, id)); }}};
constexpr MetricValue<DemandId> demand_demand[] = {
    {"demand.MARKET.DEMANDED", [](const Source& s, DemandId id) { return s.per_year(now_of(s, id).demanded); }}};

struct SalesTotal {
    MetricValue<Whole> of_all;
    Chosen chosen;
};

constexpr SalesTotal sales_totals[] = {
    {{"sales.total", demand_sum<&DemandStatus::delivered, is_market>}, is_market},
    {{"sales.domestic", demand_sum<&DemandStatus::delivered, is_domestic>}, is_domestic},
    {{"sales.export", demand_sum<&DemandStatus::delivered, is_abroad>}, is_abroad},
};
constexpr MetricValue<MarketId> market_sales[] = {
    {"sales.MARKET", [](const Source& s, MarketId id) { return s.per_year(market_sum(s, &DemandStatus::delivered, id)); }}};
constexpr MetricValue<DemandId> demand_sales[] = {
    {"sales.MARKET.DEMANDED", [](const Source& s, DemandId id) { return s.per_year(now_of(s, id).delivered); }}};
constexpr MetricValue<FamilySale> family_sales[] = {{"sales.MARKET.SOLD", sold_of_family}};

/// In a large network nearly all pairs sell nothing, and would be nearly all metrics.
bool is_pair_of_note(const Model& model, PairId id) {
    return model.pairs.size() <= pair_metrics_max || std::binary_search(model.asked_pairs.begin(), model.asked_pairs.end(), id);
}

constexpr MetricValue<PairId> pair_sales{
    "sales.PLANT.MARKET", [](const Source& s, PairId id) { return s.per_year(s.state->trade.pairs[id].units); }, is_pair_of_note};

constexpr MetricValue<MarketId> market_service[] = {{"fill.MARKET", [](const Source& s, MarketId id) {
                                                         return ratio(market_sum(s, &DemandStatus::at_once, id),
                                                                      market_sum(s, &DemandStatus::demanded, id));
                                                     }}};
constexpr MetricValue<DemandId> demand_service[] = {
    {"fill.MARKET.DEMANDED", [](const Source& s, DemandId id) { return ratio(now_of(s, id).at_once, now_of(s, id).demanded); }},
    {"backlog.MARKET.DEMANDED", [](const Source& s, DemandId id) { return s.mean(now_of(s, id).backlog, now_of(s, id).open); }},
    {"lost.MARKET.DEMANDED", [](const Source& s, DemandId id) { return s.per_year(now_of(s, id).lost); }},
    {"delivery.MARKET.DEMANDED", [](const Source& s, DemandId id) { return mean_of(now_of(s, id).delivery); }},
};

// Promises.

double on_time(std::int64_t units, std::int64_t missed) { return ratio(units, units + missed); }

double on_time_in_market(const Source& source, MarketId id) {
    const Slice demands = source.model.markets[id].demands;
    std::int64_t units = 0, missed = 0;
    for (const DemandId demand : ids_of<DemandId>(demands)) {
        units += source.promises[demand].on_time;
        missed += source.promises[demand].missed;
    }
    return on_time(units, missed);
}

bool promises(const Model& model, DemandId id) { return model.demands[id].promises; }

bool promises_somewhere(const Model& model, MarketId id) {
    const Slice demands = model.markets[id].demands;
    for (const DemandId demand : ids_of<DemandId>(demands))
        if (promises(model, demand)) return true;
    return false;
}

constexpr MetricValue<MarketId> market_promises[] = {{"ontime.MARKET", on_time_in_market, promises_somewhere}};
constexpr MetricValue<DemandId> demand_promises[] = {
    {"ontime.MARKET.DEMANDED", [](const Source& s, DemandId id) { return on_time(s.promises[id].on_time, s.promises[id].missed); },
     promises},
    {"late.MARKET.DEMANDED", [](const Source& s, DemandId id) { return mean_of(s.promises[id].late); }, promises},
};

/// Of each market its own metrics, then those of its demands.
template <class Sink, std::size_t n, std::size_t m>
void add_markets(const Source& source, Sink& sink, const MetricValue<MarketId> (&of_market)[n],
                 const MetricValue<DemandId> (&of_demand)[m]) {
    for (std::uint32_t i = 0; i < source.model.markets.size(); ++i) {
        const MarketId id(i);
        add_all(source, sink, of_market, id);
        const Slice demands = source.model.markets[id].demands;
        for (const DemandId demand : ids_of<DemandId>(demands)) add_all(source, sink, of_demand, demand);
    }
}

template <class Sink>
void add_family_sales(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (std::uint32_t d = 0; d < model.demands.size(); ++d) {
        const Demand& demand = model.demands[DemandId(d)];
        const bool is_item = std::any_of(model.items.begin(), model.items.end(), [&](const Item& item) { return item.id == demand.key; });
        if (is_item) continue;
        for (std::uint32_t i = 0; i < model.items.size(); ++i) {
            const Item& item = model.items[ItemId(i)];
            if (item.family != demand.key || is_demanded(model, model.markets[demand.market], item.id)) continue;
            add_all(source, sink, family_sales, FamilySale{DemandId(d), ItemId(i)});
        }
    }
}

// Transport.

/// Mean time in the queue of a place; 0 where there is nothing to wait for and something has come.
double mean_wait(const Source& source, PlaceId id) {
    const Place& place = source.model.places[id];
    if (now_of(source, id).wait.count() > 0) return now_of(source, id).wait.mean_hours();
    for (std::uint32_t i = 0; place.instant && i < source.model.lanes.size(); ++i) {
        if (source.model.lanes[LaneId(i)].to == place.node && now_of(source, LaneId(i)).vehicles > 0) return 0;
    }
    return nothing;
}

/// How full the vehicles left, of their units or of their mass, whichever is more.
double mean_load(const Source& source, LaneId id) {
    const Lane& lane = source.model.lanes[id];
    const LaneStatus& status = now_of(source, id);
    if (lane.load_g == unlimited) return ratio(status.units, status.vehicles * lane.load);
    return status.vehicles > 0 ? status.fullness / static_cast<double>(status.vehicles) : nothing;
}

double tonnes(const LaneStatus& status) { return static_cast<double>(status.grams) / 1e6; }

constexpr MetricValue<LaneId> of_lanes[] = {
    {"flow.LANE", [](const Source& s, LaneId id) { return s.per_year(now_of(s, id).units); }},
    {"load.LANE", mean_load},
    {"tonnes.LANE", [](const Source& s, LaneId id) { return s.per_year(tonnes(now_of(s, id))); },
     [](const Model& model, LaneId) { return model.has_masses; }},
    {"tonne-km.LANE", [](const Source& s, LaneId id) { return s.per_year(tonnes(now_of(s, id)) * s.model.lanes[id].distance_km); },
     [](const Model& model, LaneId id) { return model.has_masses && model.lanes[id].distance_km > 0; }},
};
constexpr MetricValue<PlaceId> of_places[] = {
    {"wait.PLACE", mean_wait},
    {"queue.PLACE", [](const Source& s, PlaceId id) { return s.mean(now_of(s, id).length, now_of(s, id).waiting); }},
};

// Money.

using Amount = double (*)(const PairStatus&);

template <Amount amount>
double market_money(const Source& source, MarketId id) {
    return source.per_year(amount(source.money_by_market[id]));
}

template <Amount amount>
double whole_money(const Source& source, Whole) {
    double sum = 0;
    for (const PairStatus& market : source.money_by_market) sum += amount(market);
    return source.per_year(sum);
}

template <double PlantMoney::*amount>
double plant_money(const Source& source, PlantId id) {
    return source.per_year(source.money_by_plant[id.index].*amount);
}

double revenue_of(const PairStatus& ledger) { return ledger.revenue; }
double margin_of(const PairStatus& ledger) { return ledger.revenue - cost_of(ledger); }

struct MoneyMetrics {
    MetricValue<Whole> of_all;
    MetricValue<MarketId> of_markets;
    MetricValue<PlantId> of_plants;
};

constexpr MoneyMetrics money[] = {
    {{"revenue.total", whole_money<revenue_of>},
     {"revenue.MARKET", market_money<revenue_of>},
     {"revenue.PLANT", plant_money<&PlantMoney::revenue>}},
    {{"cost.total", whole_money<cost_of>}, {"cost.MARKET", market_money<cost_of>}, {"cost.PLANT", plant_money<&PlantMoney::cost>}},
    {{"margin.total", whole_money<margin_of>},
     {"margin.MARKET", market_money<margin_of>},
     {"margin.PLANT", plant_money<&PlantMoney::margin>}},
};

double penalty_of(const PairStatus& ledger) { return ledger.penalty; }

constexpr MetricValue<Whole> whole_penalty{"penalty.total", whole_money<penalty_of>};
constexpr MetricValue<MarketId> market_penalty{"penalty.MARKET", market_money<penalty_of>};

constexpr MetricValue<ItemId> content{
    "local.ITEM", [](const Source& s, ItemId id) { return s.model.items[id].local_share; },
    [](const Model& model, ItemId id) { return model.items[id].finished || !std::isnan(model.items[id].local_share); }};

auto each_market(const Model& model) {
    return [&model](auto&& visit) {
        for (std::uint32_t i = 0; i < model.markets.size(); ++i) visit(MarketId(i));
    };
}

template <class Sink>
void add_trade(const Source& source, Sink& sink) {
    const Model& model = source.model;
    add_stocks(source, sink, plant_levels, dealers_levels);
    add_stocks(source, sink, plant_service, dealers_service);
    add_each(source, sink, shipped, model.supplies.size());
    if (!model.markets.empty()) {
        add_total(source, sink, whole_demand, Whole{}, Adding::whole_numbers, demand_demand[0], each_demand(model, is_market));
        add_markets(source, sink, market_demand, demand_demand);
        for (const auto& [of_all, chosen] : sales_totals)
            add_total(source, sink, of_all, Whole{}, Adding::whole_numbers, demand_sales[0], each_demand(model, chosen));
        add_markets(source, sink, market_sales, demand_sales);
        add_family_sales(source, sink);
        add_each(source, sink, pair_sales, model.pairs.size());
        add_markets(source, sink, market_service, demand_service);
        add_markets(source, sink, market_promises, demand_promises);
    }
    for (std::uint32_t i = 0; i < model.lanes.size(); ++i) add_all(source, sink, of_lanes, LaneId(i));
    for (std::uint32_t i = 0; i < model.places.size(); ++i) add_all(source, sink, of_places, PlaceId(i));
    for (const MoneyMetrics& one : money) {
        if (model.markets.empty()) break;
        add_total(source, sink, one.of_all, Whole{}, Adding::amounts, one.of_markets, each_market(model));
        add_each(source, sink, one.of_markets, model.markets.size());
        add_each(source, sink, one.of_plants, model.plants.size());
    }
    if (has_penalties(model)) {
        add_total(source, sink, whole_penalty, Whole{}, Adding::amounts, market_penalty, each_market(model));
        add_each(source, sink, market_penalty, model.markets.size());
    }
    add_each(source, sink, content, model.items.size());
}

}  // namespace

void add_trade_metrics(const Source& source, Names& names) { add_trade(source, names); }
void add_trade_metrics(const Source& source, Values& values) { add_trade(source, values); }
void add_trade_metrics(const Source& source, PartReads& reads) { add_trade(source, reads); }

bool has_penalties(const Model& model) {
    return std::any_of(model.demands.begin(), model.demands.end(), [](const Demand& demand) { return demand.penalised; });
}

}  // namespace agrocap
