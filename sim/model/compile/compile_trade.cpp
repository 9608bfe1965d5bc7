#include "model/compile/compile_trade.hpp"

#include "scenario/reorder_policy.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace agrocap {

namespace {

void compile_reorder(Tables& tables, const StoreSpec& spec, Store& store) {
    store.reorders = reorders(spec);
    store.review = tables.draw(*spec.review, store.path, "review");
    store.reviews_each = store.reorders && *spec.review == DistributionSpec::fixed(0);
    if (store.reorders) store.rule = rule_of(spec.reorder);
}

SupplyChannel channel_to(const Model& model, StoreId store) {
    SupplyChannel channel;
    channel.item = model.stores[store].item;
    channel.to = model.stores[store].node;
    channel.market = model.stores[store].market;
    channel.store = store;
    channel.price = model.items[channel.item].price;
    return channel;
}

/// Orders for a dealers' stock: at the price and with the share of the market's demand for the item.
SupplyChannel channel_to_dealers(const TradeTables& trade, StoreId store) {
    const Model& model = trade.tables.model;
    SupplyChannel channel = channel_to(model, store);
    const Market& market = model.markets[channel.market];
    channel.domestic = market.domestic;
    double per_year = 0;
    for (const auto& [key, demand] : trade.tables.scenario.market.at(market.id).demand) {
        if (key != model.items[channel.item].id && key != model.items[channel.item].family) continue;
        per_year += yearly_units(trade.tables, demand);
        if (demand.price) channel.price = trade.tables.dated(**demand.price);
    }
    const auto& shares = trade.tables.scenario.allocation.shares;
    const auto share = shares.find(market.id);
    channel.share = share != shares.end() ? *share->second : per_year;
    return channel;
}

bool is_made(const Model& model, ItemId item) {
    return std::any_of(model.line_items.begin(), model.line_items.end(), [&](const LineItem& made) { return made.item == item; });
}

/// Named sources with their shares; else the cheapest landed at the time of the suppliers and the plants that have the item.
///
/// Dealers order from plants; from suppliers only where no plant can deliver.
void compile_sources(TradeTables& trade, StoreId id, const StoreSpec& spec) {
    Model& model = trade.tables.model;
    const std::string item = model.items[model.stores[id].item].id;
    const bool dealers = model.stores[id].market.valid();
    const SupplyChannel channel = dealers ? channel_to_dealers(trade, id) : channel_to(model, id);
    std::vector<StoreSource> sources;
    for (const auto& [name, share] : spec.source) {
        StoreSource source;
        source.share = *share;
        if (const auto supply = trade.supplies.find({name, item}); supply != trade.supplies.end()) {
            source.supply = supply->second;
        } else if (const auto plant = trade.nodes.find("plant." + name); plant != trade.nodes.end()) {
            source.channel = compile_channel(trade, channel, PlantId(model.nodes[plant->second].index));
        }
        sources.push_back(source);
    }
    if (spec.source.empty()) {
        const auto add_suppliers = [&] {
            for (const auto& [key, supply] : trade.supplies) {
                if (key.second == item) sources.push_back({.supply = supply, .channel = ChannelId(), .share = 1});
            }
        };
        if (!dealers) add_suppliers();
        if (sources.empty() || is_made(model, channel.item)) {
            const ChannelId plants = compile_channel(trade, channel);
            if (sources.empty() || !model.channels[plants].sources.empty())
                sources.push_back({.supply = SupplyId(), .channel = plants, .share = 1});
            if (dealers && model.channels[plants].sources.empty()) add_suppliers();
        }
        model.stores[id].cheapest_source = sources.size() > 1;
    }
    model.stores[id].sources = {size_of(model.store_sources), size_of(sources)};
    model.store_sources.insert(model.store_sources.end(), sources.begin(), sources.end());
}

/// Where the stores of an item stand in the list of what is in stock: what is looked up together lies together.
void compile_shelves(Model& model) {
    std::vector<std::uint32_t> order(model.stores.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto item_of = [&](std::uint32_t store) { return model.stores[StoreId(store)].item; };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return item_of(a) < item_of(b); });
    std::vector<std::uint32_t> shelves(model.stores.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) shelves[order[i]] = i;
    for (const ChannelSource& source : model.channel_sources) model.stores[source.store].shelf = shelves[source.store.index];
}

/// In the order of the paths of who asks: a market's demands, then its dealers, then other plants.
auto path_order(const Model& model, ChannelId id) {
    const SupplyChannel& channel = model.channels[id];
    const Node& asks = model.nodes[channel.to];
    return std::make_tuple(asks.kind != NodeKind::market, asks.index, channel.store.valid(), id.index);
}

/// By store, the channels that it may serve: what is tied is served in their order.
void compile_store_channels(Model& model) {
    std::vector<std::vector<std::uint32_t>> served(model.stores.size());
    for (std::uint32_t c = 0; c < model.channels.size(); ++c) {
        const Slice sources = model.channels[ChannelId(c)].sources;
        for (const std::uint32_t i : indices_of(sources)) served[model.channel_sources[i].store.index].push_back(i);
    }
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        const auto goes_before = [&](std::uint32_t a, std::uint32_t b) {
            return path_order(model, model.channel_sources[a].channel) < path_order(model, model.channel_sources[b].channel);
        };
        if (!std::is_sorted(served[s].begin(), served[s].end(), goes_before)) std::sort(served[s].begin(), served[s].end(), goes_before);
        model.stores[StoreId(s)].channels = {size_of(model.store_channels), size_of(served[s])};
        for (std::uint32_t i = 0; i < served[s].size(); ++i) model.channel_sources[served[s][i]].served = size_of(model.store_channels) + i;
        model.store_channels.insert(model.store_channels.end(), served[s].begin(), served[s].end());
    }
}

}  // namespace

void compile_reorders(TradeTables& trade) {
    Tables& tables = trade.tables;
    for (std::uint32_t i = 0; i < tables.model.stores.size(); ++i) {
        const Store& store = tables.model.stores[StoreId(i)];
        const std::string& item = tables.model.items[store.item].id;
        const StoreSpec* spec = nullptr;
        if (store.market.valid()) {
            spec = &tables.scenario.market.at(tables.model.markets[store.market].id).stock.at(item);
        } else {
            const auto& stores = tables.scenario.plant.at(tables.model.plants[store.plant].id).store;
            const auto declared = stores.find(item);
            if (declared == stores.end()) continue;
            spec = &declared->second;
        }
        compile_reorder(tables, *spec, tables.model.stores[StoreId(i)]);
        // What lies at dealers without a policy came from somewhere, too: its cost is that of a unit from there.
        if (reorders(*spec) || (store.market.valid() && store.initial > 0 && !store.never_empty)) compile_sources(trade, StoreId(i), *spec);
    }
}

void compile_trade(Tables& tables) {
    TradeTables trade{.tables = tables, .nodes = {}, .supplies = {}, .pairs = {}, .stores_of = {}, .stocks = {}, .reaches = {}};
    tables.model.allocation = *tables.scenario.allocation.policy;
    tables.model.route_by = *tables.scenario.routing;
    compile_network(trade);
    tables.model.store_goods.assign(tables.model.stores.size(), {});
    compile_markets(trade);
    compile_reorders(trade);
    compile_asked_pairs(trade);
    compile_shelves(tables.model);
    compile_store_channels(tables.model);
    compile_disruptions(trade);
}

}  // namespace agrocap
