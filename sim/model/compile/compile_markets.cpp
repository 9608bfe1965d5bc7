#include "model/compile/compile_trade.hpp"

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

std::string digits_of(std::string code) {
    std::erase(code, '.');
    return code;
}

/// The tariff of the longest HS code that begins the item's, else the market's. Dots do not count: 8701.92 is 870192.
double tariff_of(const MarketSpec& market, const std::string& hs) {
    const std::string item_digits = digits_of(hs);
    double tariff = *market.tariff;
    std::size_t longest = 0;
    for (const auto& [code, rate] : market.tariff_by_hs) {
        const std::string digits = digits_of(code);
        if (!item_digits.starts_with(digits) || digits.size() < longest) continue;
        longest = digits.size();
        tariff = *rate;
    }
    return tariff;
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

/// Orders per ns from the start: constant, or by the months of the season; growth steps once a year, counted from the start.
void compile_pieces(Tables& tables, const DemandSpec& spec, Demand& demand) {
    using namespace std::chrono;
    Model& model = tables.model;
    const double orders_per_year = *spec.per_year / std::max(demand.order.distribution.mean(), 1e-9);
    demand.pieces.first = size_of(model.demand_pieces);
    double before = 0;
    const auto add = [&](Time from, Time to, double rate) {
        if (to <= Time{}) return;
        model.demand_pieces.push_back({.from = std::max(from, Time{}), .before = before, .rate = rate});
        before += rate * static_cast<double>((to - std::max(from, Time{})).count());
    };
    if (spec.season->empty()) {
        for (std::int64_t year = 0; Time{} + hours(24 * 365) * year <= model.end; ++year) {
            const Time from = Time{} + hours(24 * 365) * year;
            add(from, from + hours(24 * 365), orders_per_year * exact_pow(1 + *spec.growth, static_cast<double>(year)) / ns_per_year);
        }
    } else {
        const std::array<double, 12>& weights = tables.scenario.season.at(*spec.season).monthly;
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        const sys_days start{days(*tables.scenario.start)};
        int number = 0;  // of the month
        for (year_month month = year_month_day(start).year() / year_month_day(start).month();; month += months(1), ++number) {
            const Time from = Time{} + duration_cast<Duration>(sys_days(month / day(1)) - start);
            const Time to = Time{} + duration_cast<Duration>(sys_days((month + months(1)) / day(1)) - start);
            const double year_orders = orders_per_year * exact_pow(1 + *spec.growth, number / 12);
            const double share = weights[static_cast<unsigned>(month.month()) - 1] / total;
            add(from, to, year_orders * share / static_cast<double>((to - from).count()));
            if (to > model.end) break;
        }
    }
    demand.pieces.count = size_of(model.demand_pieces) - demand.pieces.first;
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
        choice.price = spec.price ? **spec.price : *tables.scenario.item.at(id).price;
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
            channel.share = share != shares.end() ? *share->second : *spec.per_year;
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
    compile_pieces(tables, spec, demand);
    compile_choices(trade, spec, demand);
    tables.model.demands.add(demand);
}

bool makes(const Model& model, PlantId plant, ItemId item) {
    const Slice lines = model.plants[plant].lines;
    for (std::uint32_t l = lines.first; l < lines.end(); ++l) {
        const Slice items = model.lines[LineId(l)].items;
        for (std::uint32_t i = items.first; i < items.end(); ++i) {
            if (model.line_items[i].item == item) return true;
        }
    }
    return false;
}

PairId pair_of(TradeTables& trade, PlantId plant, MarketId market) {
    if (!market.valid()) return PairId();
    const auto found = trade.pairs.find({plant, market});
    if (found != trade.pairs.end()) return found->second;
    return trade.pairs[{plant, market}] = trade.tables.model.pairs.add({.plant = plant, .market = market});
}

}  // namespace

ChannelId compile_channel(TradeTables& trade, const SupplyChannel& wanted, PlantId only) {
    Tables& tables = trade.tables;
    Model& model = tables.model;
    SupplyChannel channel = wanted;
    std::vector<ChannelSource> sources;
    for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
        const PlantId plant(p);
        const auto store = tables.store_ids.find({plant, channel.item});
        const Node& node = model.nodes[model.plants[plant].node];
        if (store == tables.store_ids.end() || (only.valid() && plant != only) || model.plants[plant].node == channel.to) continue;
        if (trade.reaches[model.plants[plant].node.index][channel.to.index] == 0) continue;
        const std::string& id = model.items[channel.item].id;
        const auto& declared = tables.scenario.plant.at(model.plants[plant].id).store;
        const auto spec = declared.find(id);
        const bool has_policy = spec != declared.end() && reorders(spec->second);
        const Store& row = model.stores[store->second];
        ChannelSource source;
        source.store = store->second;
        source.pair = pair_of(trade, plant, channel.market);
        source.makes = makes(model, plant, channel.item) || row.never_empty || has_policy;
        if (!source.makes && row.initial == 0) continue;
        // Between plants: from those that have the item of themselves. If those that order it count, too, two could order from each other.
        if (!channel.market.valid() && !only.valid() && has_policy && !row.never_empty) continue;
        if (channel.market.valid()) {
            const MarketSpec& market = tables.scenario.market.at(model.markets[channel.market].id);
            const bool abroad = node.country.empty() || node.country != model.nodes[channel.to].country;
            source.fixed_cost = (abroad ? tariff_of(market, *tables.scenario.item.at(id).hs) * channel.price : 0.0) + *market.fee;
        }
        sources.push_back(source);
    }
    channel.sources = {size_of(model.channel_sources), size_of(sources)};
    model.channel_sources.insert(model.channel_sources.end(), sources.begin(), sources.end());
    return model.channels.add(channel);
}

void compile_asked_pairs(TradeTables& trade) {
    const Model& model = trade.tables.model;
    std::set<std::string> asked;
    for (const AskedMetric& one : asked_metrics(trade.tables.scenario)) asked.insert(*one.metric);
    if (asked.empty()) return;
    for (Pair& pair : trade.tables.model.pairs)
        pair.asked = asked.contains(metric_name("sales.PLANT.MARKET", {model.plants[pair.plant].id, model.markets[pair.market].id}));
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
