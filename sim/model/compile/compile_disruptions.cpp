#include "model/compile/compile_trade.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// "plant.semey.line.main" holds "plant.semey.line.main.station.paint".
bool holds(const std::string& path, const std::string& inner) {
    return inner == path || (inner.size() > path.size() && inner.compare(0, path.size(), path) == 0 && inner[path.size()] == '.');
}

/// Every unit of the line passes the station that is meant: one that it passes, with no choice of ways before.
bool passes_one_of(const Model& model, LineId line, const std::string& what) {
    const auto names = model.station_names.begin();
    const auto found = std::find_if(names, model.station_names.end(), [&](const StationName& name) { return name.path == what; });
    if (found == model.station_names.end()) return false;
    const Slice lines = model.stations[StationId(static_cast<std::size_t>(found - names))].lines;
    const auto begin = model.station_lines.begin() + lines.first;
    if (std::find(begin, begin + lines.count, line) == begin + lines.count) return false;
    const Slice stations = model.lines[line].stations;
    for (const StationId id : ids_of<StationId>(stations)) {
        if (model.stations[id].has_branches) return false;
    }
    return true;
}

void disrupt_stations(Model& model, const std::string& what, Disruption& disruption) {
    disruption.kind = DisruptedKind::servers;
    disruption.servers.first = static_cast<std::uint32_t>(model.disrupted_servers.size());
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        if (!holds(what, model.station_names[StationId(s)].path)) continue;
        Station& station = model.stations[StationId(s)];
        station.plain = station.starts_at_once = station.alone = false;  // its work can be interrupted, and a start prevented
        station.interruptible = true;
        for (const ServerId server : ids_of<ServerId>(station.servers)) model.disrupted_servers.push_back(server);
    }
    disruption.servers.count = static_cast<std::uint32_t>(model.disrupted_servers.size()) - disruption.servers.first;
    disruption.lines.first = static_cast<std::uint32_t>(model.disrupted_lines.size());
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        if (holds(what, model.lines[LineId(l)].path) || passes_one_of(model, LineId(l), what)) model.disrupted_lines.push_back(LineId(l));
    }
    disruption.lines.count = static_cast<std::uint32_t>(model.disrupted_lines.size()) - disruption.lines.first;
}

template <class Rows>
std::uint32_t position_of(const Rows& rows, const std::string& id) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
    return static_cast<std::uint32_t>(found - rows.begin());
}

}  // namespace

void compile_disruptions(TradeTables& trade) {
    Tables& tables = trade.tables;
    Model& model = tables.model;
    for (const auto& [id, spec] : tables.scenario.disruption) {
        if (*spec.speed == 1) continue;  // nothing changes: nobody is asked anew where goods go
        Disruption row;
        row.id = id;
        row.speed = *spec.speed;
        row.dated = spec.starts.has_value();
        row.repeats = spec.every.has_value();
        if (spec.starts) row.starts = tables.time_of(**spec.starts);
        row.every = tables.draw(spec.every ? **spec.every : DistributionSpec{}, "disruption." + id, "every");
        row.lasts = tables.draw(*spec.lasts, "disruption." + id, "lasts");
        row.lasts_mean = row.lasts.distribution.mean();
        const std::string& what = *spec.what;
        const std::string kind = what.substr(0, what.find('.'));
        const std::string name = what.substr(what.find('.') + 1);
        if (kind == "plant") {
            disrupt_stations(model, what, row);
        } else if (kind == "supplier") {
            row.kind = DisruptedKind::supplier;
            row.index = position_of(model.suppliers, name.substr(0, name.find('.')));
        } else if (kind == "lane") {
            row.kind = DisruptedKind::lane;
            row.index = position_of(model.lanes, name);
        } else if (kind == "place") {
            row.kind = DisruptedKind::place;
            row.index = position_of(model.places, name);
        } else {
            row.kind = DisruptedKind::market;
            row.index = position_of(model.markets, name);
        }
        model.disruptions.add(row);
    }
}

}  // namespace agrocap
