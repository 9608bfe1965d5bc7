#include "explain/every_station.hpp"
#include "explain/switch_off.hpp"
#include "scenario/goods.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace agrocap {

namespace {

constexpr std::string_view supplier_prefix = "supplier.";

/// What a plant buys of an item, by the name of the part that it is of material; empty for what is made at home: by a line of the plant, or
/// in another plant that alone supplies it.
std::string bought_as(const GoodsIndex& goods, const std::string& plant, const std::string& item, const StoreSpec& store) {
    std::vector<std::string> suppliers;
    bool from_plants = goods.makes(plant, item);
    for (const std::string& source : goods.sources_of(plant, item, store)) {
        if (source.starts_with(supplier_prefix))
            suppliers.push_back(source);
        else
            from_plants = true;
    }
    if (suppliers.empty()) return from_plants ? "" : "item." + item;
    return suppliers.size() == 1 && !from_plants ? suppliers.front() + ".item." + item : "item." + item;
}

std::set<std::string> items_needed(const Scenario& scenario, const std::string& plant_id, const PlantSpec& plant) {
    std::set<std::string> needed;
    for (const auto& [id, line] : plant.line)
        for (const PartNeed& need : needs_of(scenario, plant, line, "plant." + plant_id + ".line." + id)) needed.insert(need.item);
    return needed;
}

/// A lane that takes no time and holds no more than it must.
bool is_instant(const LaneSpec& lane) {
    return moments_of(*lane.transit).upper == 0 && lane.load.value_or(Written<std::int64_t>{1}).value == 1 && !lane.load_t && !lane.fleet &&
           !lane.per_year && lane.calendar->empty();
}

bool is_instant(const PlaceSpec& place) {
    return moments_of(*place.time).upper == 0 && *place.servers == unlimited && !place.traffic.every && place.calendar->empty();
}

bool finishes_something(const GoodsIndex& goods, const LineSpec& line) {
    return std::any_of(line.makes.begin(), line.makes.end(),
                       [&goods](const auto& made) { return !goods.is_used(*made.first) || goods.is_demanded(*made.first); });
}

/// The line starts another unit whenever it can, by the shares of what it makes. Gives: whether it waited for something.
bool saturate(LineSpec& line) {
    if (*line.release != ReleaseKind::pull && *line.release != ReleaseKind::every) return false;
    line.release.value = ReleaseKind::saturated;
    return true;
}

/// Nobody asks, but what the market names still counts as finished. Gives: whether somebody asked.
bool ask_nothing(MarketSpec& market) {
    bool changed = !market.stock.empty();
    market.stock.clear();
    for (auto& [key, demand] : market.demand) {
        changed |= demand.per_year->largest() > 0 || !demand.orders.empty();
        demand.per_year.value = 0.0;
        demand.orders.clear();
    }
    return changed;
}

}  // namespace

bool without_shortage(Scenario& scenario, const PartFilter& is_meant) {
    const GoodsIndex goods(scenario);
    std::vector<StoreSpec*> filled;
    for (auto& [plant_id, plant] : scenario.plant) {
        for (const std::string& item : items_needed(scenario, plant_id, plant)) {
            StoreSpec& store = plant.store[item];  // one that nobody has written is there, too
            if (*store.unlimited_supply) continue;
            const std::string part = bought_as(goods, plant_id, item, store);
            if (!part.empty() && is_meant(part, "plant." + plant_id + ".store." + item)) filled.push_back(&store);
        }
    }
    for (StoreSpec* store : filled) {
        store->unlimited_supply.value = true;
        store->reorder = {};
        store->source.clear();
    }
    return !filled.empty();
}

bool without_demand(Scenario& scenario) {
    const GoodsIndex goods(scenario);
    bool changed = false;
    for (auto& [id, plant] : scenario.plant) {
        for (auto& [line_id, line] : plant.line)
            if (finishes_something(goods, line)) changed |= saturate(line);
        for (auto& [item, store] : plant.store) {
            if (!goods.makes(id, item) || (goods.is_used(item) && !goods.is_demanded(item))) continue;
            // Where no market asks for the item its store takes all that comes in any case.
            changed |= std::exchange(store.capacity.value, unlimited) != unlimited && goods.is_demanded(item);
        }
    }
    for (auto& [id, market] : scenario.market) changed |= ask_nothing(market);
    return changed;
}

bool without_transport(Scenario& scenario) {
    bool changed = false;
    for (auto& [id, lane] : scenario.lane) {
        changed |= !is_instant(lane);
        lane.transit.value = lane.return_time.value = DistributionSpec::fixed(0);
        lane.load.reset();
        lane.load_t.reset();
        lane.wait.reset();
        lane.fleet.reset();
        lane.per_year.reset();
        lane.calendar = {};
    }
    for (auto& [id, place] : scenario.place) {
        changed |= !is_instant(place);
        place.time.value = DistributionSpec::fixed(0);
        place.servers.value = unlimited;
        place.traffic.every.reset();
        place.calendar = {};
    }
    return changed;
}

bool without_disruptions(Scenario& scenario) {
    const bool changed = !scenario.disruption.empty();
    scenario.disruption.clear();
    return changed;
}

}  // namespace agrocap
