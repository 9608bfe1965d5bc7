#include "scenario/checks.hpp"
#include "scenario/crew_people.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>

namespace agrocap {

namespace {

/// Every id of each kind that something refers to.
struct Mentions {
    std::set<std::string> calendars, seasons, items, left, reached;  // left, reached: ends of lanes
};

void mention_station(const StationSpec& station, std::set<std::string>& crews, Mentions& mentions) {
    for (const auto& choice : station.crew)
        for (const auto& [crew, count] : choice) crews.insert(crew);
    mentions.calendars.insert(station.calendar.value);
    for (const FailureSpec& failure : station.failures) crews.insert(failure.crew.value);
    for (const MaintenanceSpec& care : station.maintenance) crews.insert(care.crew.value);
    for (const auto& [item, count] : station.takes) mentions.items.insert(item);
}

void check_crews_are_used(Checks& checks, const std::string& plant_id, const PlantSpec& plant, Mentions& mentions) {
    std::set<std::string> crews;
    for (const auto& [line_id, line] : plant.line) {
        mentions.calendars.insert(line.calendar.value);
        for (const auto& [item, share] : line.makes) mentions.items.insert(item.value);
    }
    for (const PlacedStation& placed : checks.stations_of_plant(plant_id)) {
        mention_station(placed.spec, crews, mentions);
        if (placed.lines.empty() && !plant.line.empty())
            checks.warning(Code::unused_table, placed.spec.at, placed.path, "no line passes this station",
                           "name it in the `route` of a line");
    }
    for (const auto& [id, crew] : plant.crew) {
        for (const CrewShiftSpec& shift : shifts_of(crew)) mentions.calendars.insert(shift.calendar.value);
        if (crews.contains(id)) continue;
        checks.warning(Code::unused_table, crew.at, fmt::format("plant.{}.crew.{}", plant_id, id), "no station uses this crew");
    }
}

/// By item: how many plants have a store that orders it.
using OrderingPlants = std::map<std::string, std::size_t>;

OrderingPlants ordering_plants(const Scenario& scenario) {
    OrderingPlants plants;
    for (const auto& [id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store)
            if (reorders(store)) ++plants[item];
    return plants;
}

/// A store of an item that no line of the plant uses or makes, and that no market and no other store can want.
void check_stores_are_used(Checks& checks, const OrderingPlants& ordering, const std::string& plant_id, const PlantSpec& plant) {
    const Scenario& scenario = checks.scenario;
    std::set<std::string> needed;
    for (const auto& [line_id, line] : plant.line) {
        for (const PartNeed& need : needs_of(scenario, plant, line, "")) needed.insert(need.item);
    }
    for (const auto& [item, store] : plant.store) {
        const auto others = ordering.find(item);
        const std::size_t own = reorders(store) ? 1 : 0;
        if (needed.contains(item) || (others != ordering.end() && others->second > own)) continue;
        if (checks.goods.is_demanded(item) || !scenario.item.contains(item)) continue;
        if (checks.goods.makes(plant_id, item)) {
            if (store.capacity.value != unlimited && !checks.goods.is_used(item))
                checks.warning(
                    Code::capacity_without_effect, store.capacity.at, fmt::format("plant.{}.store.{}.capacity", plant_id, item),
                    fmt::format("no market asks for \"{}\": its finished store takes all that comes, and this has no effect", item));
            continue;
        }
        checks.warning(Code::unused_table, store.at, fmt::format("plant.{}.store.{}", plant_id, item),
                       fmt::format("nothing at plant \"{}\" uses or makes \"{}\", and no market asks for it", plant_id, item));
    }
}

/// A calendar that a study tries out counts as used; its values are TOML text.
void mention_studies(const Scenario& scenario, Mentions& mentions) {
    for (const auto& [id, study] : scenario.study) {
        for (const VarySpec& varied : study.vary) {
            for (const std::string& value : varied.values) {
                if (value.size() < 2) continue;
                mentions.calendars.insert(value.substr(1, value.size() - 2));
                mentions.seasons.insert(value.substr(1, value.size() - 2));
            }
        }
    }
}

void mention_network(const Checks& checks, Mentions& mentions) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [id, supplier] : scenario.supplier) mentions.calendars.insert(supplier.calendar.value);
    for (const auto& [id, place] : scenario.place) mentions.calendars.insert(place.calendar.value);
    for (const auto& [id, lane] : scenario.lane) {
        mentions.calendars.insert(lane.calendar.value);
        mentions.left.insert(lane.from.value);
        mentions.reached.insert(lane.to.value);
    }
    for (const auto& [id, market] : scenario.market) {
        for (const auto& [wanted, demand] : market.demand) {
            mentions.seasons.insert(demand.season.value);
            for (const std::string& item : checks.goods.items_of_demand(wanted)) mentions.items.insert(item);
        }
        for (const auto& [item, stock] : market.stock) mentions.items.insert(item);
    }
}

template <class T>
void check_table_is_used(Checks& checks, const Keyed<T>& table, const std::set<std::string>& used, const std::string& kind) {
    for (const auto& [id, row] : table) {
        if (!used.contains(id)) checks.warning(Code::unused_table, row.at, kind + "." + id, fmt::format("nothing uses this {}", kind));
    }
}

void check_places_are_used(Checks& checks, const Mentions& mentions) {
    for (const auto& [id, place] : checks.scenario.place) {
        const std::string path = "place." + id;
        if (!mentions.reached.contains(path))
            checks.warning(Code::unused_table, place.at, path, "no lane comes to this place");
        else if (!mentions.left.contains(path))
            checks.warning(Code::unused_table, place.at, path, "no lane leaves this place: nothing is sent through it");
    }
}

/// What stores order from suppliers: by name, or of whoever has it.
struct OrderedItems {
    std::set<std::pair<std::string, std::string>> by_name;  // supplier, item
    std::set<std::string> of_any;

    void add(const std::string& item, const StoreSpec& store) {
        for (const auto& [source, share] : store.source) by_name.emplace(source, item);  // told otherwise if it orders not
        if (store.source.empty() && reorders(store) && !store.unlimited_supply.value) of_any.insert(item);
    }
};

/// Suppliers' items that no store orders.
void check_suppliers_are_used(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    OrderedItems ordered;
    for (const auto& [id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store) ordered.add(item, store);
    for (const auto& [id, market] : scenario.market)
        for (const auto& [item, stock] : market.stock) ordered.add(item, stock);
    for (const auto& [id, supplier] : scenario.supplier) {
        for (const auto& [item, offer] : supplier.item) {
            if (ordered.of_any.contains(item) || ordered.by_name.contains({id, item})) continue;
            checks.warning(Code::unused_table, offer.at, fmt::format("supplier.{}.item.{}", id, item), "no store orders this");
        }
    }
}

/// Items that dealers hold from the start or get without end.
std::set<std::string> stocked_items(const Scenario& scenario) {
    std::set<std::string> items;
    for (const auto& [id, market] : scenario.market)
        for (const auto& [item, stock] : market.stock)
            if (is_supplied(stock) || *stock.initial > 0) items.insert(item);
    return items;
}

/// An item that something needs may have no origin where the need itself is never looked at: one of a family, a part of what no line makes.
void check_item_exists(Checks& checks, const std::set<std::string>& stocked, const std::string& id, const ItemSpec& item) {
    const bool is_there = !checks.goods.holders_of(id).empty() || !checks.goods.suppliers_of(id).empty() || stocked.contains(id);
    if (!is_there) checks.warning(Code::item_from_nowhere, item.at, "item." + id, "nothing makes or supplies this item");
}

}  // namespace

void check_unused(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    Mentions mentions;
    const OrderingPlants ordering = ordering_plants(scenario);
    for (const auto& [id, plant] : scenario.plant) {
        mentions.calendars.insert(plant.calendar.value);
        for (const auto& [item, store] : plant.store) mentions.items.insert(item);
        check_crews_are_used(checks, id, plant, mentions);
        check_stores_are_used(checks, ordering, id, plant);
    }
    for (const auto& [id, item] : scenario.item) {
        for (const auto& [used, count] : item.uses) mentions.items.insert(used);
    }
    mention_network(checks, mentions);
    mention_studies(scenario, mentions);
    check_table_is_used(checks, scenario.calendar, mentions.calendars, "calendar");
    check_table_is_used(checks, scenario.item, mentions.items, "item");
    check_table_is_used(checks, scenario.season, mentions.seasons, "season");
    check_places_are_used(checks, mentions);
    check_suppliers_are_used(checks);
    const std::set<std::string> stocked = stocked_items(scenario);
    for (const auto& [id, item] : scenario.item) {
        if (mentions.items.contains(id)) check_item_exists(checks, stocked, id, item);
    }
}

}  // namespace agrocap
