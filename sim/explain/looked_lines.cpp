#include "explain/looked_lines.hpp"

#include "model/compile/parts.hpp"
#include "scenario/line_stations.hpp"

#include <map>
#include <utility>

namespace agrocap {

namespace {

/// The number of each line's part, of parts as small as can be.
Table<Line, std::uint32_t> parts_of_lines(const Model& model) {
    Model apart = model;
    find_parts(apart, 0);
    return std::move(apart.part_of.lines);
}

bool is_counted(const Model& model, const Line& line, const CountedOutput& counted) {
    if (!counted.plant.empty() && counted.plant != model.plants[line.plant].id) return false;
    if (!counted.line.empty() && counted.line != line.id) return false;
    if (counted.item.empty() && counted.family.empty()) return true;
    for (const LineItem& made : rows_of(model.line_items, line.items)) {
        const Item& item = model.items[made.item];
        if (counted.item.empty() ? item.family == counted.family : item.id == counted.item) return true;
    }
    return false;
}

}  // namespace

std::vector<LookedLine> lines_to_look_at(const Scenario& scenario, const Model& model, const CountedOutput& counted) {
    std::map<std::string, StationId> by_path;
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) by_path[model.station_names[StationId(s)].path] = StationId(s);
    const Table<Line, std::uint32_t> part_of = parts_of_lines(model);
    std::vector<LookedLine> lines;
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const Line& line = model.lines[LineId(l)];
        if (!is_counted(model, line, counted)) continue;
        const PlantSpec& plant = scenario.plant.at(model.plants[line.plant].id);
        LookedLine looked{LineId(l), line.path, part_of[LineId(l)], {}, 0};
        for (const auto& [id, station] : stations_of(plant, plant.line.at(line.id))) {
            const std::string path = station_path(line.path, id, station);
            if (const auto found = by_path.find(path); found != by_path.end()) looked.stations.push_back({id, path, found->second});
        }
        lines.push_back(std::move(looked));
    }
    return lines;
}

}  // namespace agrocap
