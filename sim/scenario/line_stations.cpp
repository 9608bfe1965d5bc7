#include "scenario/line_stations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace agrocap {

namespace {

void follow(const PlantSpec& plant, const LineSpec& line, const std::string& name, Keyed<LineStation>& found);

/// The stations that units may come to from a station on, by its words `next` and `rework`.
void follow_on(const PlantSpec& plant, const LineSpec& line, const StationSpec& station, Keyed<LineStation>& found) {
    if (station.rework) follow(plant, line, station.rework->to.value, found);
    for (const NextSpec& next : station.next) follow(plant, line, next.to.value, found);
    for (const Name& next : station.first_free) follow(plant, line, next.value, found);
}

/// The same from a stop of a route on.
void follow(const PlantSpec& plant, const LineSpec& line, const std::string& name, Keyed<LineStation>& found) {
    if (found.contains(name)) return;
    const LineStation here = station_of(plant, line, name);
    if (here.spec == nullptr) return;
    found.emplace(name, here);
    follow_on(plant, line, *here.spec, found);
}

bool begins_a_way(const LineSpec& line, const std::string& name) {
    const auto begins = [&](const std::vector<Name>& route) { return !route.empty() && route.front().value == name; };
    if (line.routes.empty()) return begins(line.route);
    return std::any_of(line.makes.begin(), line.makes.end(), [&](const auto& made) { return begins(route_of(line, made.first.value)); });
}

}  // namespace

bool makes_item(const LineSpec& line, const std::string& item) {
    return std::any_of(line.makes.begin(), line.makes.end(), [&](const auto& made) { return made.first.value == item; });
}

const std::vector<Name>& route_of(const LineSpec& line, const std::string& item) {
    const auto own = line.routes.find(item);
    return own == line.routes.end() ? line.route : own->second;
}

LineStation station_of(const PlantSpec& plant, const LineSpec& line, const std::string& name) {
    if (const auto own = line.station.find(name); own != line.station.end()) return {&own->second, false};
    if (const auto shared = plant.station.find(name); shared != plant.station.end()) return {&shared->second, true};
    return {};
}

Keyed<LineStation> stations_of(const PlantSpec& plant, const LineSpec& line) {
    Keyed<LineStation> found;
    for (const auto& [name, station] : line.station) found.emplace_hint(found.end(), name, LineStation{&station, false});
    for (const auto& [name, station] : line.station) follow_on(plant, line, station, found);
    for (const Name& stop : line.route) follow(plant, line, stop.value, found);
    for (const auto& [item, route] : line.routes)
        for (const Name& stop : route) follow(plant, line, stop.value, found);
    return found;
}

Keyed<LineStation> stations_of(const PlantSpec& plant, const LineSpec& line, const std::string& item) {
    if (line.routes.empty()) return stations_of(plant, line);
    Keyed<LineStation> found;
    for (const Name& stop : route_of(line, item)) follow(plant, line, stop.value, found);
    return found;
}

Dated<double> lost_or_sent_back(const StationSpec& station, const std::string& item) {
    const Dated<double>& scrap = station.scrap.of(item);
    return station.rework ? sum_of(scrap, station.rework->share.of(item)) : scrap;
}

std::vector<Name> ways_by_name(const StationSpec& station) {
    std::vector<Name> ways = station.first_free;
    for (const NextSpec& next : station.next)
        if (next.share.value > 0) ways.push_back(next.to);
    return ways;
}

std::vector<PlacedStation> all_stations(const PlantSpec& plant, const std::string& plant_path) {
    std::vector<PlacedStation> placed;
    std::map<const StationSpec*, std::size_t> index;
    const auto add = [&](std::string path, const std::string& id, const StationSpec& station, const LineSpec* owner) {
        index[&station] = placed.size();
        placed.push_back({std::move(path), id, station, owner, {}, {}});
        if (owner != nullptr) placed.back().lines.push_back(owner);
    };
    for (const auto& [line_id, line] : plant.line)
        for (const auto& [id, station] : line.station)
            add(fmt::format("{}.line.{}.station.{}", plant_path, line_id, id), id, station, &line);
    for (const auto& [id, station] : plant.station) add(fmt::format("{}.station.{}", plant_path, id), id, station, nullptr);
    for (const auto& [line_id, line] : plant.line) {
        const Keyed<LineStation> all = stations_of(plant, line);
        for (const auto& [id, passed] : all)
            if (passed.is_plants) placed[index.at(passed.spec)].lines.push_back(&line);
        for (const auto& [item, share] : line.makes) {
            const Keyed<LineStation> own = line.routes.empty() ? Keyed<LineStation>{} : stations_of(plant, line, *item);
            for (const auto& [id, passed] : line.routes.empty() ? all : own) {
                double& largest = placed[index.at(passed.spec)].items[*item];
                largest = std::max(largest, *share);
            }
        }
    }
    return placed;
}

std::string station_path(const std::string& line_path, const std::string& name, const LineStation& station) {
    return (station.is_plants ? line_path.substr(0, line_path.find(".line.")) : line_path) + ".station." + name;
}

std::int64_t buffer_of(const PlantSpec& plant, const LineSpec& line, const std::string& name) {
    if (station_of(plant, line, name).is_plants) return buffer_of(plant, name);
    if (const auto& own = line.station.at(name).buffer) return own->value;
    if (begins_a_way(line, name)) return unlimited;
    return line.buffer ? line.buffer->value : 0;
}

std::int64_t buffer_of(const PlantSpec& plant, const std::string& name) {
    if (const auto& own = plant.station.at(name).buffer) return own->value;
    const bool begins = std::any_of(plant.line.begin(), plant.line.end(), [&](const auto& entry) {
        return begins_a_way(entry.second, name) && station_of(plant, entry.second, name).is_plants;
    });
    return begins ? unlimited : 0;
}

std::int64_t places_of(std::int64_t buffer, const StationSpec& station) {
    const std::int64_t at_once = station.batch ? station.batch->size.value : 1;
    return buffer == unlimited ? unlimited : buffer + station.servers.value * at_once;
}

}  // namespace agrocap
