#include "scenario/checks.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_stations.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    for (const auto& [crew, count] : station.crew) crews.insert(crew);
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
    for (const PlacedStation& placed : all_stations(plant, "plant." + plant_id)) {
        mention_station(placed.spec, crews, mentions);
        if (placed.lines.empty() && !plant.line.empty())
            checks.warning(61, placed.spec.at, placed.path, "no line passes this station", "name it in the `route` of a line");
    }
    for (const auto& [id, crew] : plant.crew) {
        mentions.calendars.insert(crew.calendar.value);
        if (crews.contains(id)) continue;
        checks.warning(61, crew.at, fmt::format("plant.{}.crew.{}", plant_id, id), "no station uses this crew");
    }
}

/// A store of an item that no line of the plant uses or makes, and that no market and no other store can want.
void check_stores_are_used(Checks& checks, const std::string& plant_id, const PlantSpec& plant) {
    const Scenario& scenario = checks.scenario;
    std::set<std::string> needed;
    for (const auto& [line_id, line] : plant.line) {
        for (const PartNeed& need : needs_of(scenario, plant, line, "")) needed.insert(need.item);
    }
    for (const auto& [plant_or_other_id, other] : scenario.plant) {
        for (const auto& [item, store] : other.store) {
            if (store.reorder.kind != ReorderKind::none && &other != &plant) needed.insert(item);
        }
    }
    for (const auto& [item, store] : plant.store) {
        if (needed.contains(item) || is_demanded(scenario, item) || !scenario.item.contains(item)) continue;
        if (makes(plant, item)) {
            if (store.capacity.value != unlimited && !is_used(scenario, item))
                checks.warning(
                    62, store.capacity.at, fmt::format("plant.{}.store.{}.capacity", plant_id, item),
                    fmt::format("no market asks for \"{}\": its finished store takes all that comes, and this has no effect", item));
            continue;
        }
        checks.warning(61, store.at, fmt::format("plant.{}.store.{}", plant_id, item),
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

void mention_network(const Scenario& scenario, Mentions& mentions) {
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
            for (const std::string& item : items_of_demand(scenario, wanted)) mentions.items.insert(item);
        }
        for (const auto& [item, stock] : market.stock) mentions.items.insert(item);
    }
}

template <class T>
void check_table_is_used(Checks& checks, const Keyed<T>& table, const std::set<std::string>& used, const std::string& kind) {
    for (const auto& [id, row] : table) {
        if (!used.contains(id)) checks.warning(61, row.at, kind + "." + id, fmt::format("nothing uses this {}", kind));
    }
}

void check_places_are_used(Checks& checks, const Mentions& mentions) {
    for (const auto& [id, place] : checks.scenario.place) {
        const std::string path = "place." + id;
        if (!mentions.reached.contains(path))
            checks.warning(61, place.at, path, "no lane comes to this place");
        else if (!mentions.left.contains(path))
            checks.warning(61, place.at, path, "no lane leaves this place: nothing is sent through it");
    }
}

/// Suppliers' items that no store orders.
void check_suppliers_are_used(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    std::set<std::pair<std::string, std::string>> ordered;  // "supplier.minsk", item
    for (const auto& [id, plant] : scenario.plant) {
        for (const auto& [item, store] : plant.store) {
            for (const std::string& source : sources_of(scenario, id, item, store)) ordered.emplace(source, item);
            for (const auto& [source, share] : store.source)
                ordered.emplace("supplier." + source, item);  // told otherwise if it orders not
        }
    }
    for (const auto& [id, market] : scenario.market) {
        for (const auto& [item, stock] : market.stock)
            for (const std::string& source : sources_of(scenario, "", item, stock)) ordered.emplace(source, item);
    }
    for (const auto& [id, supplier] : scenario.supplier) {
        for (const auto& [item, offer] : supplier.item) {
            if (ordered.contains({"supplier." + id, item})) continue;
            checks.warning(61, offer.at, fmt::format("supplier.{}.item.{}", id, item), "no store orders this");
        }
    }
}

/// An item that something needs may have no origin where the need itself is never looked at: one of a family, a part of what no line makes.
void check_item_exists(Checks& checks, const std::string& id, const ItemSpec& item) {
    const Scenario& scenario = checks.scenario;
    const auto has_it = [&](const auto& plant) { return has_goods(plant.second, id); };
    const auto offers_it = [&](const auto& supplier) { return supplier.second.item.contains(id); };
    const auto stocks_it = [&](const auto& market) {
        const auto stock = market.second.stock.find(id);
        return stock != market.second.stock.end() && (is_supplied(stock->second) || *stock->second.initial > 0);
    };
    if (std::any_of(scenario.plant.begin(), scenario.plant.end(), has_it)) return;
    if (std::any_of(scenario.supplier.begin(), scenario.supplier.end(), offers_it)) return;
    if (std::any_of(scenario.market.begin(), scenario.market.end(), stocks_it)) return;
    checks.warning(67, item.at, "item." + id, "nothing makes or supplies this item");
}

}  // namespace

void check_unused(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    Mentions mentions;
    for (const auto& [id, plant] : scenario.plant) {
        mentions.calendars.insert(plant.calendar.value);
        for (const auto& [item, store] : plant.store) mentions.items.insert(item);
        check_crews_are_used(checks, id, plant, mentions);
        check_stores_are_used(checks, id, plant);
    }
    for (const auto& [id, item] : scenario.item) {
        for (const auto& [used, count] : item.uses) mentions.items.insert(used);
    }
    mention_network(scenario, mentions);
    mention_studies(scenario, mentions);
    check_table_is_used(checks, scenario.calendar, mentions.calendars, "calendar");
    check_table_is_used(checks, scenario.item, mentions.items, "item");
    check_table_is_used(checks, scenario.season, mentions.seasons, "season");
    check_places_are_used(checks, mentions);
    check_suppliers_are_used(checks);
    for (const auto& [id, item] : scenario.item) {
        if (mentions.items.contains(id)) check_item_exists(checks, id, item);
    }
}

}  // namespace agrocap
