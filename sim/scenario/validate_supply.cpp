#include "scenario/checks.hpp"
#include "scenario/goods.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace agrocap {

namespace {

constexpr double share_tolerance = 1e-6;

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
        checks.warning(57, reorder.at, path,
                       fmt::format("orders may fill up to {}, but the store holds {}", highest, point.store.capacity.value));
    }
}

bool can_deliver(const Scenario& scenario, const std::string& source, const std::string& item) {
    if (const auto supplier = scenario.supplier.find(source); supplier != scenario.supplier.end())
        return supplier->second.item.contains(item);
    const auto plant = scenario.plant.find(source);
    return plant != scenario.plant.end() && has_goods(plant->second, item);
}

bool anyone_delivers(const Scenario& scenario, const StockPoint& point) {
    const bool by_supplier = std::any_of(scenario.supplier.begin(), scenario.supplier.end(),
                                         [&](const auto& entry) { return entry.second.item.contains(point.item); });
    const bool by_other_plant = std::any_of(scenario.plant.begin(), scenario.plant.end(), [&](const auto& entry) {
        return entry.first != point.plant && has_goods(entry.second, point.item);
    });
    const auto own = scenario.plant.find(point.plant);
    return by_supplier || by_other_plant || (own != scenario.plant.end() && makes(own->second, point.item));
}

void check_sources(Checks& checks, const StockPoint& point) {
    const Scenario& scenario = checks.scenario;
    const StoreSpec& store = point.store;
    double sum = 0;
    for (const auto& [source, share] : store.source) {
        sum += share.value;
        const bool is_known = scenario.supplier.contains(source) || scenario.plant.contains(source);
        if (!is_known || can_deliver(scenario, source, point.item) || !scenario.item.contains(point.item)) continue;
        const bool is_supplier = scenario.supplier.contains(source);
        checks.error(56, share.at, point.path + ".source",
                     fmt::format("{} \"{}\" has no \"{}\" to deliver", is_supplier ? "supplier" : "plant", source, point.item),
                     is_supplier ? fmt::format("add [supplier.{}.item.{}]", source, point.item) : std::string{});
    }
    if (!store.source.empty() && std::abs(sum - 1.0) > share_tolerance) {
        checks.error(40, store.source.begin()->second.at, point.path + ".source", fmt::format("the shares sum to {:.6g}, expected 1", sum));
    }
    const bool orders = reorders(store) && !store.unlimited_supply.value;
    if (orders && store.source.empty() && scenario.item.contains(point.item) && !anyone_delivers(scenario, point)) {
        checks.error(56, store.reorder.at, point.path + ".reorder",
                     fmt::format("no supplier and no plant has \"{}\" to deliver", point.item),
                     fmt::format("add [supplier.NAME.item.{}], or supply = \"unlimited\" in place of the policy", point.item));
    }
    if (!store.source.empty() && !reorders(store)) {
        checks.warning(56, store.source.begin()->second.at, point.path + ".source",
                       "is not used: nothing is ordered without a `reorder` policy");
    }
}

/// Whether orders that `plant` passes on to its named sources come to `goal` in the end; `seen` are plants already looked at.
bool passes_on_to(const Scenario& scenario, const std::string& item, const std::string& plant, const std::string& goal,
                  std::set<std::string>& seen) {
    if (!seen.insert(plant).second) return false;
    const auto row = scenario.plant.find(plant);
    if (row == scenario.plant.end()) return false;
    const auto store = row->second.store.find(item);
    if (store == row->second.store.end() || !reorders(store->second)) return false;
    return std::any_of(store->second.source.begin(), store->second.source.end(), [&](const auto& entry) {
        return !scenario.supplier.contains(entry.first) && (entry.first == goal || passes_on_to(scenario, item, entry.first, goal, seen));
    });
}

/// Plants that order an item from each other would order without end.
void check_circle(Checks& checks, const StockPoint& point) {
    if (point.plant.empty() || !reorders(point.store)) return;
    for (const auto& [source, share] : point.store.source) {
        if (checks.scenario.supplier.contains(source)) continue;
        std::set<std::string> seen;
        if (source != point.plant && !passes_on_to(checks.scenario, point.item, source, point.plant, seen)) continue;
        checks.error(56, share.at, point.path + ".source",
                     fmt::format("plant \"{}\" orders \"{}\" from here in turn: orders would go round for ever", source, point.item),
                     "let one of them order from a supplier, or take its policy away");
    }
}

void check_levels(Checks& checks, const StockPoint& point) {
    const StoreSpec& store = point.store;
    if (store.target.value > store.capacity.value) {
        checks.error(58, store.target.at, point.path + ".target",
                     fmt::format("{} is more than the capacity of {}: it is never reached", store.target.value, store.capacity.value));
    }
    const auto plant = checks.scenario.plant.find(point.plant);
    const bool is_made = plant != checks.scenario.plant.end() && makes(plant->second, point.item);
    if (store.initial.value > 0 && !is_supplied(store) && !is_made && !checks.was_misread(point.path)) {
        checks.warning(54, store.initial.at, point.path,
                       fmt::format("begins with {} and is never filled again: it will run out", store.initial.value),
                       "add supply = \"unlimited\" or a reorder policy");
    }
}

void check_stock_point(Checks& checks, const StockPoint& point) {
    check_reorder(checks, point);
    check_sources(checks, point);
    check_circle(checks, point);
    check_levels(checks, point);
}

}  // namespace

void check_supply(Checks& checks) {
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
