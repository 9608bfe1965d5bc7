#include "network/components.hpp"
#include "scenario/checks.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace agrocap {

namespace {

/// A store of a plant or a dealers' stock of a market, with what is needed to speak of it.
struct StockPoint {
    std::string path;  // "plant.semey.store.cab"
    std::string item;
    std::string plant;  // empty for a market
    const StoreSpec& store;
};

void check_reorder(Checks& checks, const StockPoint& point) {
    const ReorderSpec& reorder = point.store.reorder;
    const std::string path = point.path + ".reorder";
    if (!reorders(point.store) || checks.was_misread(path)) return;
    const std::int64_t highest = rule_of(reorder).highest();
    if (highest > point.store.capacity.value) {
        checks.warning(Code::fills_above_capacity, reorder.at, path,
                       fmt::format("orders may fill up to {}, but the store holds {}", highest, point.store.capacity.value));
    }
}

bool can_deliver(const Checks& checks, const std::string& source, const std::string& item) {
    const auto supplier = checks.scenario.supplier.find(source);
    return supplier != checks.scenario.supplier.end() ? supplier->second.item.contains(item) : checks.goods.has(source, item);
}

bool anyone_delivers(const Checks& checks, const StockPoint& point) {
    if (!checks.goods.suppliers_of(point.item).empty() || checks.goods.makes(point.plant, point.item)) return true;
    const std::vector<std::string>& holders = checks.goods.holders_of(point.item);
    return holders.size() > 1 || (holders.size() == 1 && holders.front() != point.plant);
}

void check_sources(Checks& checks, const StockPoint& point) {
    const Scenario& scenario = checks.scenario;
    const StoreSpec& store = point.store;
    std::vector<Written<double>> shares;
    for (const auto& [source, share] : store.source) {
        shares.push_back(share);
        const bool is_known = scenario.supplier.contains(source) || scenario.plant.contains(source);
        if (!is_known || can_deliver(checks, source, point.item) || !scenario.item.contains(point.item)) continue;
        const bool is_supplier = scenario.supplier.contains(source);
        checks.error(Code::order_unfillable, share.at, point.path + ".source",
                     fmt::format("{} \"{}\" has no \"{}\" to deliver", is_supplier ? "supplier" : "plant", source, point.item),
                     is_supplier ? fmt::format("add [supplier.{}.item.{}]", source, point.item) : std::string{});
    }
    checks.shares_make_a_whole(shares, point.path + ".source");
    const bool orders = reorders(store) && !store.unlimited_supply.value;
    if (orders && store.source.empty() && scenario.item.contains(point.item) && !anyone_delivers(checks, point)) {
        checks.error(Code::order_unfillable, store.reorder.at, point.path + ".reorder",
                     fmt::format("no supplier and no plant has \"{}\" to deliver", point.item),
                     fmt::format("add [supplier.NAME.item.{}], or supply = \"unlimited\" in place of the policy", point.item));
    }
    if (!store.source.empty() && !reorders(store)) {
        checks.warning(Code::order_unfillable, store.source.begin()->second.at, point.path + ".source",
                       "is not used: nothing is ordered without a `reorder` policy");
    }
}

/// A plant's store that orders from plants that it names; orders go from it to theirs.
struct PassingStore {
    std::string plant, item;
    const StoreSpec* store = nullptr;
};

std::vector<PassingStore> passing_stores(const Scenario& scenario) {
    std::vector<PassingStore> stores;
    for (const auto& [plant_id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store)
            if (reorders(store) && !store.source.empty()) stores.push_back({plant_id, item, &store});
    return stores;
}

/// Plants that order an item from each other would order without end: stores whose orders come back to them.
void check_circles(Checks& checks) {
    const std::vector<PassingStore> stores = passing_stores(checks.scenario);
    std::map<std::pair<std::string, std::string>, std::uint32_t> node_of;
    for (const PassingStore& one : stores) node_of.emplace(std::pair(one.plant, one.item), static_cast<std::uint32_t>(node_of.size()));
    const auto node_at = [&](const std::string& source, const std::string& item) -> std::optional<std::uint32_t> {
        const auto node = node_of.find({source, item});
        return node == node_of.end() || checks.scenario.supplier.contains(source) ? std::nullopt : std::optional(node->second);
    };
    Graph orders{static_cast<std::uint32_t>(stores.size()), {}};
    for (std::uint32_t from = 0; from < orders.nodes; ++from)
        for (const auto& [source, share] : stores[from].store->source)
            if (const auto to = node_at(source, stores[from].item)) orders.edges.push_back({from, *to});

    std::vector<std::size_t> component_of(stores.size());
    const std::vector<std::vector<std::uint32_t>> components = strong_components(orders);
    for (std::size_t component = 0; component < components.size(); ++component)
        for (const std::uint32_t node : components[component]) component_of[node] = component;
    for (std::uint32_t from = 0; from < orders.nodes; ++from) {
        const PassingStore& one = stores[from];
        for (const auto& [source, share] : one.store->source) {
            const auto to = node_at(source, one.item);
            if (!to || component_of[*to] != component_of[from]) continue;
            checks.error(Code::order_unfillable, share.at, fmt::format("plant.{}.store.{}.source", one.plant, one.item),
                         fmt::format("plant \"{}\" orders \"{}\" from here in turn: orders would go round for ever", source, one.item),
                         "let one of them order from a supplier, or take its policy away");
        }
    }
}

void check_levels(Checks& checks, const StockPoint& point) {
    const StoreSpec& store = point.store;
    if (store.target.value > store.capacity.value) {
        checks.error(Code::target_above_capacity, store.target.at, point.path + ".target",
                     fmt::format("{} is more than the capacity of {}: it is never reached", store.target.value, store.capacity.value));
    }
    const bool is_made = checks.goods.makes(point.plant, point.item);
    if (store.initial.value > 0 && !is_supplied(store) && !is_made && !checks.was_misread(point.path)) {
        checks.warning(Code::no_supply, store.initial.at, point.path,
                       fmt::format("begins with {} and is never filled again: it will run out", store.initial.value),
                       "add supply = \"unlimited\" or a reorder policy");
    }
}

void check_stock_point(Checks& checks, const StockPoint& point) {
    check_reorder(checks, point);
    check_sources(checks, point);
    check_levels(checks, point);
}

}  // namespace

void check_supply(Checks& checks) {
    check_circles(checks);
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        for (const auto& [item, store] : plant.store)
            check_stock_point(checks, {"plant." + plant_id + ".store." + item, item, plant_id, store});
    }
    for (const auto& [market_id, market] : checks.scenario.market) {
        for (const auto& [item, stock] : market.stock)
            check_stock_point(checks, {"market." + market_id + ".stock." + item, item, "", stock});
    }
}

}  // namespace agrocap
