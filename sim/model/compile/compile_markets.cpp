#include "model/compile/compile_trade.hpp"
#include "model/state/run.hpp"
#include "scenario/amount_table.hpp"

#include "base/math.hpp"
#include "scenario/metric_name.hpp"
#include "scenario/reorder_policy.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>

namespace agrocap {

namespace {

/// The fee of an item: by its own name, by its family, by the longest HS code that begins its own, else for all.
const Dated<double>& fee_of(const MarketSpec& market, const std::string& id, const ItemSpec& item) {
    for (const std::string& name : {id, *item.family}) {
        if (const auto found = market.fee.by.find(name); found != market.fee.by.end()) return *found->second;
    }
    const DatedAmount* by_code = amount_of_code(market.fee.by, *item.hs);
    return by_code != nullptr ? **by_code : *market.fee.any;
}

void compile_stocks(TradeTables& trade, MarketId market_id, const std::string& id, const MarketSpec& spec) {
    Tables& tables = trade.tables;
    for (const auto& [item, stock] : spec.stock) {
        Store store;
        store.path = "market." + id + ".stock." + item;
        store.market = market_id;
        store.node = tables.model.markets[market_id].node;
        store.item = tables.item_ids.at(item);
        store.capacity = *stock.capacity;
        store.initial = *stock.initial;
        store.never_empty = *stock.unlimited_supply;
        trade.stocks[{market_id, store.item}] = tables.model.stores.add(store);
    }
}

/// Orders per ns from the start: by the values of `per_year` and by the months of the season; growth steps once a year, counted from the
/// start.
class DemandCourse {
  public:
    DemandCourse(Tables& tables, const DemandSpec& spec, Demand& demand)
        : tables_(tables), model_(tables.model), spec_(spec), demand_(demand), per_year_(tables.dated(*spec.per_year)) {
        demand_.pieces.first = size_of(model_.demand_pieces);
        order_mean_ = std::max(demand.order.distribution.mean(), 1e-9);
    }

    void by_year() {
        for (int year = 0; Time{} + a_year * year <= model_.end; ++year)
            add({Time{} + a_year * year, Time{} + a_year * (year + 1), exact_pow(1 + *spec_.growth, year), 1, ns_per_year});
    }

    void by_month(const std::array<double, 12>& weights) {
        using namespace std::chrono;
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        const sys_days start{days(*tables_.scenario.start)};
        const Duration into_month = start - sys_days(year_month_day(start).year() / year_month_day(start).month() / day(1));
        int number = 0;  // of the month
        for (year_month month = year_month_day(start).year() / year_month_day(start).month();; month += months(1), ++number) {
            const Time from = Time{} + duration_cast<Duration>(sys_days(month / day(1)) - start);
            const Time to = Time{} + duration_cast<Duration>(sys_days((month + months(1)) / day(1)) - start);
            const double share = weights[static_cast<unsigned>(month.month()) - 1] / total;
            const double span = static_cast<double>((to - from).count());
            const int years = number / 12;
            const bool turns = number > 0 && number % 12 == 0 && into_month > Duration{};
            const Time turn = turns ? std::min(from + into_month, to) : from;  // a year is over in the midst of the month
            if (turns) add({from, turn, exact_pow(1 + *spec_.growth, years - 1), share, span});
            add({turn, to, exact_pow(1 + *spec_.growth, years), share, span});
            if (to > model_.end) break;
        }
    }

  private:
    static constexpr Duration a_year = std::chrono::hours(24 * 365);

    /// Time in which `share` of a year's orders, grown by `growth`, come evenly over `span` ns.
    struct Stretch {
        Time from, to;
        double growth = 1, share = 1, span = 0;
    };

    /// As many pieces as `per_year` has values in the stretch.
    void add(Stretch stretch) {
        if (stretch.to <= std::max(stretch.from, Time{})) return;
        stretch.from = std::max(stretch.from, Time{});
        const Time to = stretch.to;
        for (const DatedStep& step : rows_of(model_.dated_steps, per_year_.later)) {
            const Time change = step.from;
            if (change <= stretch.from || change >= to) continue;
            stretch.to = change;
            add_piece(stretch);
            stretch.from = change;
        }
        stretch.to = to;
        add_piece(stretch);
    }

    void add_piece(const Stretch& stretch) {
        const double orders_per_year = value_at(model_, per_year_, stretch.from) / order_mean_;
        const double each = stretch.span / (orders_per_year * stretch.growth * stretch.share);  // infinite where there is no demand
        model_.demand_pieces.push_back({.from = stretch.from, .before = before_, .each = each});
        before_ += static_cast<double>((stretch.to - stretch.from).count()) / each;
        ++demand_.pieces.count;
    }

    Tables& tables_;
    Model& model_;
    const DemandSpec& spec_;
    Demand& demand_;
    DatedNumber per_year_;
    double order_mean_ = 1;
    double before_ = 0;  // orders until now
};

void compile_pieces(Tables& tables, const DemandSpec& spec, Demand& demand) {
    DemandCourse course(tables, spec, demand);
    if (spec.season->empty()) {
        course.by_year();
    } else {
        course.by_month(tables.scenario.season.at(*spec.season).monthly);
    }
}

std::vector<std::string> items_of(const Scenario& scenario, const std::string& key) {
    if (scenario.item.count(key) > 0) return {key};
    std::vector<std::string> items;
    for (const auto& [id, item] : scenario.item) {
        if (*item.family == key) items.push_back(id);
    }
    return items;
}

/// What may serve the demand: dealers' stocks and plants. An item that nobody holds is left out where another can stand in for it.
void compile_choices(TradeTables& trade, const DemandSpec& spec, Demand& demand) {
    Tables& tables = trade.tables;
    const Market& market = tables.model.markets[demand.market];
    std::vector<Choice> choices;
    for (const std::string& id : items_of(tables.scenario, demand.key)) {
        Choice choice;
        choice.item = tables.item_ids.at(id);
        choice.price = tables.dated(spec.price ? **spec.price : *tables.scenario.item.at(id).price);
        if (const auto stock = trade.stocks.find({demand.market, choice.item}); stock != trade.stocks.end()) {
            choice.stock = stock->second;
        } else {
            SupplyChannel channel;
            channel.item = choice.item;
            channel.to = market.node;
            channel.market = demand.market;
            channel.domestic = market.domestic;
            const auto& shares = tables.scenario.allocation.shares;
            const auto share = shares.find(market.id);
            channel.share = share != shares.end() ? *share->second : yearly_units(tables, spec);
            channel.price = choice.price;
            choice.channel = compile_channel(trade, channel);
        }
        choices.push_back(choice);
    }
    const auto held = [&](const Choice& choice) { return choice.stock.valid() || !tables.model.channels[choice.channel].sources.empty(); };
    if (std::any_of(choices.begin(), choices.end(), held)) std::erase_if(choices, [&](const Choice& choice) { return !held(choice); });
    demand.choices = {size_of(tables.model.choices), size_of(choices)};
    if (!choices.empty()) demand.channel = choices.front().channel;
    tables.model.choices.insert(tables.model.choices.end(), choices.begin(), choices.end());
}

/// Dated orders within the simulated time.
void compile_tenders(Tables& tables, const std::string& path, const DemandSpec& spec, Demand& demand) {
    Model& model = tables.model;
    demand.tenders.first = size_of(model.tenders);
    for (std::size_t i = 0; i < spec.orders.size(); ++i) {
        const TenderSpec& order = spec.orders[i];
        const Time at = tables.time_of(*order.date);
        if (at < Time{} || at >= model.end) continue;
        const std::string order_path = path + ".orders." + std::to_string(i + 1);
        Tender tender;
        tender.at = at;
        tender.units = tables.draw(*order.units, order_path, "units");
        tender.has_due = order.due.has_value();
        if (order.due) tender.due = tables.draw(**order.due, order_path, "due");
        demand.promises = demand.promises || tender.has_due;
        model.tenders.push_back(tender);
        ++demand.tenders.count;
    }
}

void compile_demand(TradeTables& trade, MarketId market, const std::string& key, const DemandSpec& spec) {
    Tables& tables = trade.tables;
    const std::string path = "market." + tables.model.markets[market].id + ".demand." + key;
    Demand demand;
    demand.key = key;
    demand.market = market;
    demand.arrivals = *spec.arrivals;
    demand.arrival_stream = tables.stream(path, "arrivals");
    demand.order = tables.draw(spec.order.given ? *spec.order : DistributionSpec::fixed(1), path, "order");
    demand.lost_if_unmet = *spec.unmet == Unmet::lost;
    demand.patient = !spec.patience;
    demand.patience = tables.draw(spec.patience ? **spec.patience : DistributionSpec{}, path, "patience");
    demand.promises = demand.promises_all = spec.due.has_value();
    if (spec.due) demand.due = tables.draw(**spec.due, path, "due");
    demand.penalty = tables.dated(*spec.penalty);
    demand.penalised = spec.penalty.given;
    compile_pieces(tables, spec, demand);
    compile_tenders(tables, path, spec, demand);
    compile_choices(trade, spec, demand);
    tables.model.demands.add(demand);
}

bool makes(const Model& model, PlantId plant, ItemId item) {
    const Slice lines = model.plants[plant].lines;
    for (const LineId line : ids_of<LineId>(lines)) {
        const Slice items = model.lines[line].items;
        for (const LineItem& made : rows_of(model.line_items, items)) {
            if (made.item == item) return true;
        }
    }
    return false;
}

PairId pair_of(TradeTables& trade, PlantId plant, MarketId market) {
    if (!market.valid()) return PairId();
    Model& model = trade.tables.model;
    if (trade.pairs.size() <= market.index) trade.pairs.resize(model.markets.size());
    std::vector<PairId>& row = trade.pairs[market.index];
    if (row.empty()) row.resize(model.plants.size());
    if (!row[plant.index].valid()) row[plant.index] = model.pairs.add({.plant = plant, .market = market});
    return row[plant.index];
}

const std::vector<StoreOfItem>& stores_of(TradeTables& trade, ItemId item) {
    const auto [found, is_new] = trade.stores_of.try_emplace(item);
    if (!is_new) return found->second;
    const Tables& tables = trade.tables;
    const Model& model = tables.model;
    for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
        const PlantId plant(p);
        const auto store = tables.store_ids.find({plant, item});
        if (store == tables.store_ids.end()) continue;
        const auto& declared = tables.scenario.plant.at(model.plants[plant].id).store;
        const auto spec = declared.find(model.items[item].id);
        const bool has_policy = spec != declared.end() && reorders(spec->second);
        trade.tables.model.store_goods[store->second].makes =
            makes(model, plant, item) || model.stores[store->second].never_empty || has_policy;
        found->second.push_back({.plant = plant, .store = store->second, .has_policy = has_policy});
    }
    return found->second;
}

}  // namespace

ChannelId compile_channel(TradeTables& trade, const SupplyChannel& wanted, PlantId only) {
    Tables& tables = trade.tables;
    Model& model = tables.model;
    SupplyChannel channel = wanted;
    if (channel.market.valid()) {
        const std::string& id = model.items[channel.item].id;
        channel.fee = tables.dated(fee_of(tables.scenario.market.at(model.markets[channel.market].id), id, tables.scenario.item.at(id)));
    }
    channel.sources.first = size_of(model.channel_sources);
    for (const StoreOfItem& one : stores_of(trade, channel.item)) {
        const NodeId node = model.plants[one.plant].node;
        if ((only.valid() && one.plant != only) || node == channel.to) continue;
        if (trade.reaches[node.index][channel.to.index] == 0) continue;
        const PairId pair = pair_of(trade, one.plant, channel.market);
        const Store& row = model.stores[one.store];
        if (!model.store_goods[one.store].makes && row.initial == 0) continue;
        // Between plants: from those that have the item of themselves. If those that order it count, too, two could order from each other.
        if (!channel.market.valid() && !only.valid() && one.has_policy && !row.never_empty) continue;
        ChannelSource source;
        source.store = one.store;
        source.channel = ChannelId(model.channels.size());
        source.pair = pair;
        model.channel_sources.push_back(source);
    }
    channel.sources.count = size_of(model.channel_sources) - channel.sources.first;
    return model.channels.add(channel);
}

void compile_asked_pairs(TradeTables& trade) {
    Model& model = trade.tables.model;
    std::set<std::string> asked;
    for (const AskedMetric& one : asked_metrics(trade.tables.scenario)) asked.insert(*one.metric);
    if (asked.empty()) return;
    for (std::uint32_t i = 0; i < model.pairs.size(); ++i) {
        const Pair& pair = model.pairs[PairId(i)];
        if (asked.contains(metric_name("sales.PLANT.MARKET", {model.plants[pair.plant].id, model.markets[pair.market].id})))
            model.asked_pairs.push_back(PairId(i));
    }
}

double yearly_units(const Tables& tables, const DemandSpec& demand) {
    double units = demand.per_year->on(*tables.scenario.start);
    const double years = static_cast<double>((tables.model.end - Time{}).count()) / ns_per_year;
    for (const TenderSpec& order : demand.orders) {
        const Time at = tables.time_of(*order.date);
        if (at >= Time{} && at < tables.model.end) units += moments_of(*order.units).mean / years;
    }
    return units;
}

void compile_markets(TradeTables& trade) {
    Tables& tables = trade.tables;
    for (const auto& [id, spec] : tables.scenario.market) {
        Market market;
        market.id = id;
        market.node = trade.nodes.at("market." + id);
        market.domestic = is_home(tables.model, *spec.country);
        const MarketId market_id = tables.model.markets.add(market);
        compile_stocks(trade, market_id, id, spec);
        tables.model.markets[market_id].demands.first = size_of(tables.model.demands);
        for (const auto& [key, demand] : spec.demand) compile_demand(trade, market_id, key, demand);
        tables.model.markets[market_id].demands.count = size_of(tables.model.demands) - tables.model.markets[market_id].demands.first;
    }
}

}  // namespace agrocap
