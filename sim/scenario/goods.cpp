#include "scenario/goods.hpp"

#include "scenario/line_stations.hpp"
#include "scenario/reorder_policy.hpp"

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

bool is_supplied(const StoreSpec& store) { return store.unlimited_supply.value || reorders(store); }

bool has_goods(const PlantSpec& plant, const std::string& item) {
    if (makes(plant, item)) return true;
    const auto store = plant.store.find(item);
    return store != plant.store.end() && (is_supplied(store->second) || store->second.initial.value > 0);
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

GoodsIndex::GoodsIndex(const Scenario& scenario) : scenario_(scenario) {
    for (const auto& [id, item] : scenario.item) {
        if (!item.family->empty()) families_[*item.family].push_back(id);
        for (const auto& [used, count] : item.uses) rows_[used].is_used = true;
    }
    for (const auto& [id, supplier] : scenario.supplier) {
        for (const auto& [item, offer] : supplier.item) {
            Row& row = rows_[item];
            row.suppliers.push_back(id);
            row.largest_lot = std::max(row.largest_lot, *offer.lot);
        }
    }
    for (const auto& [id, plant] : scenario.plant) add_plant(id, plant);
    for (const auto& [id, market] : scenario.market)
        for (const auto& [wanted, demand] : market.demand) demanded_.insert(wanted);
}

void GoodsIndex::add_plant(const std::string& id, const PlantSpec& plant) {
    const auto hold = [&](Row& row) {
        if (row.holders.empty() || row.holders.back() != id) row.holders.push_back(id);
    };
    for (const auto& [line_id, line] : plant.line) {
        for (const auto& [made, share] : line.makes) {
            Row& row = rows_[*made];
            row.makers.insert(id);
            hold(row);
        }
        for (const auto& [station_id, station] : line.station)
            for (const auto& [taken, count] : station.takes) rows_[taken].is_used = true;
    }
    for (const auto& [station_id, station] : plant.station)
        for (const auto& [taken, count] : station.takes) rows_[taken].is_used = true;
    for (const auto& [item, store] : plant.store)
        if (is_supplied(store) || store.initial.value > 0) hold(rows_[item]);
}

const GoodsIndex::Row& GoodsIndex::row(const std::string& item) const {
    static const Row none;
    const auto found = rows_.find(item);
    return found == rows_.end() ? none : found->second;
}

bool GoodsIndex::makes(const std::string& plant, const std::string& item) const { return row(item).makers.contains(plant); }

bool GoodsIndex::has(const std::string& plant, const std::string& item) const {
    if (makes(plant, item)) return true;
    const auto found = scenario_.plant.find(plant);
    if (found == scenario_.plant.end()) return false;
    const auto store = found->second.store.find(item);
    return store != found->second.store.end() && (is_supplied(store->second) || store->second.initial.value > 0);
}

bool GoodsIndex::is_demanded(const std::string& item) const {
    if (demanded_.contains(item)) return true;
    const auto known = scenario_.item.find(item);
    return known != scenario_.item.end() && !known->second.family->empty() && demanded_.contains(*known->second.family);
}

std::vector<std::string> GoodsIndex::items_of_demand(const std::string& item_or_family) const {
    if (scenario_.item.contains(item_or_family)) return {item_or_family};
    const auto family = families_.find(item_or_family);
    return family == families_.end() ? std::vector<std::string>{} : family->second;
}

std::vector<std::string> GoodsIndex::sources_of(const std::string& plant, const std::string& item, const StoreSpec& store) const {
    std::vector<std::string> sources;
    if (!reorders(store) || store.unlimited_supply.value) return sources;
    for (const auto& [source, share] : store.source)
        sources.push_back((scenario_.supplier.contains(source) ? "supplier." : "plant.") + source);
    if (!sources.empty()) return sources;
    for (const std::string& id : suppliers_of(item)) sources.push_back("supplier." + id);
    if (!sources.empty()) return sources;
    for (const std::string& id : holders_of(item))
        if (id != plant) sources.push_back("plant." + id);
    return sources;
}

}  // namespace agrocap
