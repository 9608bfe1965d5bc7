#include "scenario/checks.hpp"
#include "scenario/line_stations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

/// Every key of `table` must name an item; a key stands where its value does.
template <class T>
void check_item_keys(Checks& checks, const Keyed<T>& table, const std::string& path) {
    for (const auto& [id, row] : table) checks.refer_to({id, row.at, true}, path, "item", checks.scenario.item);
}

/// The same for shares, where "*" is all others.
void check_shares_by_item(Checks& checks, const ShareByItem& share, const std::string& path) {
    for (const auto& [id, row] : share.items)
        if (id != "*") checks.refer_to({id, row.at, true}, path, "item", checks.scenario.item);
}

void check_setup_items(Checks& checks, const SetupSpec& setup, const std::string& path) {
    for (const auto& [from, row] : setup.matrix) {
        const SourceSpan at = row.empty() ? setup.at : row.begin()->second.at;
        checks.refer_to({from, at, true}, path, "item", checks.scenario.item);
        check_item_keys(checks, row, path + "." + from);
    }
}

/// Stations that a line may name: its own, and the plant's.
void no_station(Checks& checks, const PlantSpec& plant, const LineSpec& line, const Name& name, const std::string& path) {
    checks.no_such({name.value, name.at, path, "station"}, line.station.size() + plant.station.size(), [&] {
        KnownNames names = names_of(line.station);
        for (const KnownName& own : names_of(plant.station)) names.push_back(own);
        return names;
    });
}

/// A station is looked up among those that have a table; the route alone does not define one. What a station of the plant names, every line
/// that passes it must have.
void check_station_name(Checks& checks, const PlantSpec& plant, const PlacedStation& placed, const Name& to, const std::string& key) {
    for (const LineSpec* line : placed.lines) {
        if (station_of(plant, *line, to.value).spec != nullptr) continue;
        if (placed.owner != nullptr) {
            no_station(checks, plant, *line, to, placed.path + key);
        } else {
            const auto named = std::find_if(plant.line.begin(), plant.line.end(), [line](const auto& one) { return &one.second == line; });
            checks.error(Code::no_such_name, to.at, placed.path + key,
                         fmt::format("no station is called \"{}\" in line \"{}\", which passes here", to.value, named->first),
                         "every line that passes needs one of this name, of its own or of the plant");
        }
        return;
    }
}

void check_station(Checks& checks, const PlantSpec& plant, const PlacedStation& placed) {
    const StationSpec& station = placed.spec;
    const std::string& path = placed.path;
    check_item_keys(checks, station.times, path + ".times");
    check_item_keys(checks, station.takes, path + ".takes");
    check_setup_items(checks, station.setup, path + ".setup");
    if (station.rework) check_station_name(checks, plant, placed, station.rework->to, ".rework.to");
    for (const NextSpec& next : station.next)
        if (!next.to.value.empty()) check_station_name(checks, plant, placed, next.to, ".next.to");  // misread is told already
    for (const Name& next : station.first_free) check_station_name(checks, plant, placed, next, ".next.first-free");
    check_shares_by_item(checks, station.scrap, path + ".scrap");
    if (station.rework) check_shares_by_item(checks, station.rework->share, path + ".rework.share");
    for (const auto& choice : station.crew)
        for (const auto& [id, count] : choice) checks.refer_to({id, count.at, true}, path + ".crew", "crew", plant.crew);
    checks.refer_if_given(station.calendar, path + ".calendar", "calendar", checks.scenario.calendar);
    for (const FailureSpec& failure : station.failures) checks.refer_if_given(failure.crew, path + ".failures.crew", "crew", plant.crew);
    for (const MaintenanceSpec& care : station.maintenance)
        checks.refer_if_given(care.crew, path + ".maintenance.crew", "crew", plant.crew);
}

void check_line(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    const auto check_route = [&](const std::vector<Name>& route, const std::string& key) {
        for (const Name& stop : route) {
            if (station_of(plant, line, stop.value).spec == nullptr) no_station(checks, plant, line, stop, path + key);
        }
    };
    for (const auto& [item, share] : line.makes) checks.refer_to(item, path + ".makes", "item", scenario.item);
    check_route(line.route, ".route");
    for (const auto& [item, route] : line.routes) {
        const SourceSpan at = route.empty() ? line.at : route.front().at;
        checks.refer_to({item, at, true}, path + ".routes", "item", scenario.item);
        check_route(route, ".routes." + item);
    }
    checks.refer_if_given(line.calendar, path + ".calendar", "calendar", scenario.calendar);
}

void check_plant(Checks& checks, const PlantSpec& plant, const std::string& plant_id) {
    const std::string path = "plant." + plant_id;
    const Scenario& scenario = checks.scenario;
    checks.refer_if_given(plant.calendar, path + ".calendar", "calendar", scenario.calendar);
    for (const auto& [id, crew] : plant.crew) {
        checks.refer_if_given(crew.calendar, path + ".crew." + id + ".calendar", "calendar", scenario.calendar);
        for (const CrewShiftSpec& shift : crew.shifts)
            checks.refer_if_given(shift.calendar, path + ".crew." + id + ".size.calendar", "calendar", scenario.calendar);
    }
    check_item_keys(checks, plant.store, path + ".store");
    for (const auto& [id, line] : plant.line) check_line(checks, plant, line, path + ".line." + id);
    for (const PlacedStation& placed : checks.stations_of_plant(plant_id)) check_station(checks, plant, placed);
}

}  // namespace

void check_plant_references(Checks& checks) {
    for (const auto& [id, item] : checks.scenario.item) check_item_keys(checks, item.uses, "item." + id + ".uses");
    for (const auto& [id, plant] : checks.scenario.plant) check_plant(checks, plant, id);
}

}  // namespace agrocap
