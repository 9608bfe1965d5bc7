#include "scenario/checks.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

/// Every key of `table` must name an item; a key stands where its value does.
template <class T>
void check_item_keys(Checks& checks, const Keyed<T>& table, const std::string& path) {
    for (const auto& [id, row] : table) checks.refer_to({id, row.at, true}, path, "item", checks.scenario.item);
}

void check_setup_items(Checks& checks, const SetupSpec& setup, const std::string& path) {
    for (const auto& [from, row] : setup.matrix) {
        const SourceSpan at = row.empty() ? setup.at : row.begin()->second.at;
        checks.refer_to({from, at, true}, path, "item", checks.scenario.item);
        check_item_keys(checks, row, path + "." + from);
    }
}

/// A station is looked up among those that have a table; the route alone does not define one.
void check_station(Checks& checks, const PlantSpec& plant, const LineSpec& line, const StationSpec& station, const std::string& path) {
    check_item_keys(checks, station.times, path + ".times");
    check_item_keys(checks, station.takes, path + ".takes");
    check_setup_items(checks, station.setup, path + ".setup");
    if (station.rework) checks.refer_to(station.rework->to, path + ".rework.to", "station", line.station);
    for (const NextSpec& next : station.next) checks.refer_to(next.to, path + ".next.to", "station", line.station);
    for (const auto& [id, count] : station.crew) checks.refer_to({id, count.at, true}, path + ".crew", "crew", plant.crew);
    for (const FailureSpec& failure : station.failures) checks.refer_if_given(failure.crew, path + ".failures.crew", "crew", plant.crew);
    for (const MaintenanceSpec& care : station.maintenance)
        checks.refer_if_given(care.crew, path + ".maintenance.crew", "crew", plant.crew);
}

void check_line(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [item, share] : line.makes) checks.refer_to(item, path + ".makes", "item", scenario.item);
    for (const Name& stop : line.route) checks.refer_to(stop, path + ".route", "station", line.station);
    checks.refer_if_given(line.calendar, path + ".calendar", "calendar", scenario.calendar);
    for (const auto& [id, station] : line.station) check_station(checks, plant, line, station, path + ".station." + id);
}

void check_plant(Checks& checks, const PlantSpec& plant, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    checks.refer_if_given(plant.calendar, path + ".calendar", "calendar", scenario.calendar);
    for (const auto& [id, crew] : plant.crew) {
        checks.refer_if_given(crew.calendar, path + ".crew." + id + ".calendar", "calendar", scenario.calendar);
    }
    check_item_keys(checks, plant.store, path + ".store");
    for (const auto& [id, line] : plant.line) check_line(checks, plant, line, path + ".line." + id);
}

}  // namespace

void check_plant_references(Checks& checks) {
    for (const auto& [id, item] : checks.scenario.item) check_item_keys(checks, item.uses, "item." + id + ".uses");
    for (const auto& [id, plant] : checks.scenario.plant) check_plant(checks, plant, "plant." + id);
}

}  // namespace agrocap
