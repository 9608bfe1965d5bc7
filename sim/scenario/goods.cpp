#include "scenario/goods.hpp"

#include "scenario/line_stations.hpp"

#include <algorithm>

namespace agrocap {

std::vector<PartNeed> needs_of(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    std::vector<PartNeed> needs;
    for (const auto& [made, share] : line.makes) {
        const auto item = scenario.item.find(made.value);
        if (item == scenario.item.end()) continue;
        for (const auto& [used, count] : item->second.uses) {
            if (count.value > 0) needs.push_back({used, count.value, made.at, path + ".makes", made.value});
        }
    }
    for (const auto& [id, station] : stations_of(plant, line)) {
        for (const auto& [taken, count] : station.spec->takes) {
            if (count.value > 0) needs.push_back({taken, count.value, count.at, station_path(path, id, station) + ".takes", ""});
        }
    }
    return needs;
}

bool makes(const PlantSpec& plant, const std::string& item) {
    return std::any_of(plant.line.begin(), plant.line.end(), [&](const auto& entry) {
        const auto& made = entry.second.makes;
        return std::any_of(made.begin(), made.end(), [&](const auto& one) { return one.first.value == item; });
    });
}

bool is_supplied(const StoreSpec& store) { return store.unlimited_supply.value || store.reorder.kind != ReorderKind::none; }

bool has_goods(const PlantSpec& plant, const std::string& item) {
    if (makes(plant, item)) return true;
    const auto store = plant.store.find(item);
    return store != plant.store.end() && (is_supplied(store->second) || store->second.initial.value > 0);
}

std::vector<std::string> sources_of(const Scenario& scenario, const std::string& plant, const std::string& item, const StoreSpec& store) {
    std::vector<std::string> sources;
    if (store.reorder.kind == ReorderKind::none || store.unlimited_supply.value) return sources;
    for (const auto& [source, share] : store.source)
        sources.push_back((scenario.supplier.contains(source) ? "supplier." : "plant.") + source);
    if (!sources.empty()) return sources;
    for (const auto& [id, supplier] : scenario.supplier)
        if (supplier.item.contains(item)) sources.push_back("supplier." + id);
    if (!sources.empty()) return sources;
    for (const auto& [id, other] : scenario.plant)
        if (id != plant && has_goods(other, item)) sources.push_back("plant." + id);
    return sources;
}

std::vector<std::string> items_of_demand(const Scenario& scenario, const std::string& item_or_family) {
    if (scenario.item.contains(item_or_family)) return {item_or_family};
    std::vector<std::string> items;
    for (const auto& [id, item] : scenario.item) {
        if (item.family.value == item_or_family) items.push_back(id);
    }
    return items;
}

bool is_never_positive(const DistributionSpec& count) {
    switch (count.kind) {
        case DistributionKind::constant:
        case DistributionKind::poisson: return count.mean <= 0;
        case DistributionKind::uniform_int: return count.max <= 0;
        case DistributionKind::empirical:
            return std::all_of(count.values.begin(), count.values.end(), [](double value) { return value <= 0; });
        default: return false;
    }
}

bool is_used(const Scenario& scenario, const std::string& item) {
    const auto uses_it = [&](const auto& entry) { return entry.second.uses.contains(item); };
    if (std::any_of(scenario.item.begin(), scenario.item.end(), uses_it)) return true;
    const auto takes_it = [&](const auto& entry) { return entry.second.takes.contains(item); };
    for (const auto& [plant_id, plant] : scenario.plant) {
        if (std::any_of(plant.station.begin(), plant.station.end(), takes_it)) return true;
        for (const auto& [line_id, line] : plant.line) {
            if (std::any_of(line.station.begin(), line.station.end(), takes_it)) return true;
        }
    }
    return false;
}

bool is_offered(const Scenario& scenario, const std::string& item) {
    return std::any_of(scenario.supplier.begin(), scenario.supplier.end(),
                       [&](const auto& entry) { return entry.second.item.contains(item); });
}

bool is_demanded(const Scenario& scenario, const std::string& item) {
    const auto known = scenario.item.find(item);
    return std::any_of(scenario.market.begin(), scenario.market.end(), [&](const auto& entry) {
        const MarketSpec& market = entry.second;
        if (market.demand.contains(item)) return true;
        return known != scenario.item.end() && !known->second.family.value.empty() && market.demand.contains(known->second.family.value);
    });
}

}  // namespace agrocap
