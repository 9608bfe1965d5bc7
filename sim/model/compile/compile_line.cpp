#include "model/compile/compile_floor.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// Campaigns take turns, whatever the shares; whose share is 0 has none.
double share_made(const Line& line, double share) {
    const bool takes_turns = line.sequence == SequenceKind::campaign && line.release != ReleaseKind::pull;
    return takes_turns && share > 0 ? 1 : share;
}

void compile_line_items(FloorTables& floor, LineId id, const LineSpec& spec) {
    Model& model = floor.tables.model;
    Line& line = model.lines[id];
    line.items.first = size_of(model.line_items);
    for (const auto& [name, share] : spec.makes) {
        LineItem made;
        made.line = id;
        made.item = floor.tables.item_ids.at(*name);
        made.store = floor.tables.store_ids.at({line.plant, made.item});
        made.weight = static_cast<std::int32_t>(std::llround(share_made(line, *share) * 1e9));  // ties of equal shares are exact
        line.weight_total += made.weight;
        model.line_items.push_back(made);
        floor.made.push_back({*name, spec, id, stations_of(floor.spec, spec, *name)});
    }
    line.items.count = size_of(model.line_items) - line.items.first;
}

void compile_line(FloorTables& floor, const std::string& id, const LineSpec& spec) {
    Tables& tables = floor.tables;
    Line line;
    line.id = id;
    line.path = "plant." + tables.model.plants[floor.plant].id + ".line." + id;
    line.plant = floor.plant;
    line.sequence = *spec.sequence;
    line.campaign = *spec.campaign;
    line.release = *spec.release;
    line.wip = *spec.wip;
    line.opens = spec.opens ? tables.time_of(**spec.opens) : Time{};
    line.every = tables.draw(*spec.every, line.path, "release.every");
    line.batch = tables.draw(spec.batch.given ? *spec.batch : DistributionSpec::fixed(1), line.path, "release.batch");
    line.sequence_stream = tables.stream(line.path, "sequence");
    compile_line_items(floor, tables.model.lines.add(line), spec);
}

/// Numbers of the stations in path order: those of each line, then the plant's own.
void number_stations(FloorTables& floor) {
    Model& model = floor.tables.model;
    std::uint32_t next = size_of(model.stations);
    const auto number = [&](LineId line, const Keyed<StationSpec>& stations) {
        const Slice numbers{next, size_of(stations)};
        for (const auto& [id, station] : stations) floor.station_ids[{line, id}] = StationId(next++);
        return numbers;
    };
    LineId line(model.plants[floor.plant].lines.first);
    for (const auto& [id, spec] : floor.spec.line) {
        model.lines[line].stations = number(line, spec.station);
        ++line.index;
    }
    model.plants[floor.plant].stations = number(LineId(), floor.spec.station);
}

/// Where the way of each item begins.
void compile_firsts(FloorTables& floor) {
    Model& model = floor.tables.model;
    for (std::uint32_t i = floor.first_item; i < model.line_items.size(); ++i) {
        const MadeItem& made = floor.made_item(i);
        model.line_items[i].first = floor.station(made, *route_of(made.line_spec, made.item).front());
    }
    const Slice lines = model.plants[floor.plant].lines;
    for (const LineId id : ids_of<LineId>(lines)) {
        Line& line = model.lines[id];
        line.first = model.line_items[line.items.first].first;
        for (const LineItem& made : rows_of(model.line_items, line.items)) {
            if (made.first != model.line_items[line.items.first].first) line.first = StationId();
        }
    }
}

}  // namespace

void compile_floor(Tables& tables, PlantId id, const PlantSpec& spec) {
    Model& model = tables.model;
    FloorTables floor{.tables = tables, .plant = id, .spec = spec, .first_item = size_of(model.line_items), .made = {}, .station_ids = {}};
    model.plants[id].lines = {size_of(model.lines), size_of(spec.line)};
    for (const auto& [line_id, line_spec] : spec.line) compile_line(floor, line_id, line_spec);
    number_stations(floor);
    compile_firsts(floor);
    LineId line(model.plants[id].lines.first);
    for (const auto& [line_id, line_spec] : spec.line) {
        for (const auto& [station_id, station] : line_spec.station) compile_station(floor, line, station_id, station);
        ++line.index;
    }
    for (const auto& [station_id, station] : spec.station) compile_station(floor, LineId(), station_id, station);
    compile_ways(floor);
}

}  // namespace agrocap
