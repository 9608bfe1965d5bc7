#include "report/line_waits.hpp"

#include "scenario/line_stations.hpp"
#include "scenario/metric_table.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace agrocap {

namespace {

/// The metric of the state in which a station lacks material.
std::string lack_metric(const std::string& plant, const std::string& line, const std::string& station, const LineStation& where) {
    if (where.is_plants) return metric_name("state.PLANT.OWN.STATE", {plant, station, "waiting-material"});
    return metric_name("state.PLANT.LINE.STATION.STATE", {plant, line, station, "waiting-material"});
}

/// Whether a unit of `made` has the item in it: it is taken where the unit's way begins.
bool has_part(const Scenario& scenario, const std::string& made, const std::string& item) {
    const auto found = scenario.item.find(made);
    return found != scenario.item.end() && found->second.uses.contains(item);
}

}  // namespace

std::optional<double> line_waits_h(const Scenario& scenario, const MetricLookup& metrics, const std::string& plant_id,
                                   const std::string& item) {
    constexpr double hours_per_year = 8760;  // of 365 days
    const PlantSpec& plant = scenario.plant.at(plant_id);
    std::set<std::string> lacking;  // each station once, however many lines pass it
    for (const auto& [line_id, line] : plant.line) {
        for (const auto& [name, station] : stations_of(plant, line))
            if (station.spec->takes.contains(item)) lacking.insert(lack_metric(plant_id, line_id, name, station));
        for (const auto& [made, share] : line.makes) {
            const std::vector<Name>& route = route_of(line, *made);
            if (route.empty() || !has_part(scenario, *made, item)) continue;
            const std::string& first = *route.front();
            lacking.insert(lack_metric(plant_id, line_id, first, station_of(plant, line, first)));
        }
    }
    if (lacking.empty()) return std::nullopt;
    double hours = 0;
    for (const std::string& metric : lacking) hours += metrics.mean_or_zero(metric) * hours_per_year;
    return hours;
}

}  // namespace agrocap
