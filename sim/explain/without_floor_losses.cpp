#include "explain/every_station.hpp"
#include "explain/switch_off.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

bool is_positive(const ShareByItem& shares) {
    return shares.all->largest() > 0 ||
           std::any_of(shares.items.begin(), shares.items.end(), [](const auto& one) { return one.second->largest() > 0; });
}

bool has_setup(const SetupSpec& setup) { return setup.any || setup.otherwise || !setup.matrix.empty(); }

/// Nobody is needed for work, repairs or maintenance. Gives: whether somebody was.
bool leave_alone(StationSpec& station) {
    bool changed = !station.crew.empty();
    station.crew.clear();
    for (FailureSpec& failure : station.failures) changed |= !std::exchange(failure.crew, {})->empty();
    for (MaintenanceSpec& maintenance : station.maintenance) changed |= !std::exchange(maintenance.crew, {})->empty();
    return changed;
}

/// A crew that is always there: the most people that it has at once in one of its shifts.
void always_there(CrewSpec& crew) {
    crew.calendar = {};
    if (crew.shifts.empty()) return;
    const auto larger = [](const CrewShiftSpec& left, const CrewShiftSpec& right) { return left.size->largest() < right.size->largest(); };
    crew.size = std::max_element(crew.shifts.begin(), crew.shifts.end(), larger)->size;
    crew.shifts.clear();
}

}  // namespace

bool without_failures(Scenario& scenario, const PartFilter& is_meant) {
    bool changed = false;
    visit_stations(scenario, [&](const std::string& path, StationSpec& station) {
        if (station.failures.empty() || !is_meant(path, path)) return;
        station.failures.clear();
        changed = true;
    });
    return changed;
}

bool without_maintenance(Scenario& scenario) {
    bool changed = false;
    visit_stations(scenario, [&](const std::string&, StationSpec& station) {
        changed |= !station.maintenance.empty();
        station.maintenance.clear();
    });
    return changed;
}

bool without_setups(Scenario& scenario) {
    bool changed = false;
    visit_stations(scenario, [&](const std::string&, StationSpec& station) {
        changed |= has_setup(station.setup);
        station.setup = {};
    });
    return changed;
}

bool without_scrap(Scenario& scenario) {
    bool changed = false;
    visit_stations(scenario, [&](const std::string&, StationSpec& station) {
        changed |= is_positive(station.scrap);
        station.scrap = {};
    });
    return changed;
}

bool without_rework(Scenario& scenario) {
    bool changed = false;
    visit_stations(scenario, [&](const std::string&, StationSpec& station) {
        changed |= station.rework && is_positive(station.rework->share);
        station.rework.reset();
    });
    return changed;
}

bool without_crews(Scenario& scenario) {
    bool changed = false;
    visit_stations(scenario, [&](const std::string&, StationSpec& station) { changed |= leave_alone(station); });
    for (auto& [id, plant] : scenario.plant) plant.crew.clear();
    return changed;
}

bool open_all_lines(Scenario& scenario) {
    bool changed = false;
    visit_lines(scenario, [&](const PlantSpec&, LineSpec& line) {
        changed |= line.opens.has_value() || !line.ramp.empty();
        line.opens.reset();
        line.ramp.clear();
    });
    return changed;
}

void open_around_the_clock(Scenario& scenario) {
    open_all_lines(scenario);
    visit_stations(scenario, [](const std::string&, StationSpec& station) { station.calendar = {}; });
    for (auto& [id, plant] : scenario.plant) {
        plant.calendar = {};
        for (auto& [line_id, line] : plant.line) line.calendar = {};
        for (auto& [crew_id, crew] : plant.crew) always_there(crew);
    }
}

}  // namespace agrocap
