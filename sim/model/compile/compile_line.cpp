#include "model/compile/compile_tables.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace agrocap {

namespace {

void compile_line_items(Tables& tables, const LineSpec& spec, Line& line) {
    line.items.first = size_of(tables.model.line_items);
    for (const auto& [name, share] : spec.makes) {
        LineItem made;
        made.item = tables.item_ids.at(*name);
        made.store = tables.store_ids.at({line.plant, made.item});
        made.weight = std::llround(*share * 1e9);  // equal shares give equal weights, so their ties are exact
        line.weight_total += made.weight;
        tables.model.line_items.push_back(made);
    }
    line.items.count = size_of(tables.model.line_items) - line.items.first;
}

/// The calendar's hours, those of the crews given, the opening and the ramp.
ClockId line_clock(Tables& tables, const Line& line, const LineSpec& spec, const std::string& calendar,
                   const Keyed<Written<std::int64_t>>& crews) {
    std::string key = calendar;
    WorkClock clock = tables.model.clocks[tables.calendar_clock(calendar)];
    for (const auto& [crew, count] : crews) {
        const std::string& hours = *tables.scenario.plant.at(tables.model.plants[line.plant].id).crew.at(crew).calendar;
        if (hours.empty() || hours == calendar) continue;
        key += "&" + hours;
        clock = intersection(clock, tables.model.clocks[tables.calendar_clock(hours)]);
    }
    if (spec.opens || !spec.ramp.empty()) {
        key += "@" + line.path;
        clock = with_opening(clock, line.opens, spec.ramp);  // opened before the start: the ramp is on its way
    }
    const auto found = tables.clock_ids.find(key);
    if (found != tables.clock_ids.end()) return found->second;
    return tables.clock_ids[key] = tables.model.clocks.add(clock);
}

std::int64_t places_of(const LineSpec& line, const StationSpec& station, bool is_first) {
    std::int64_t buffer = 0;
    if (station.buffer) {
        buffer = **station.buffer;
    } else if (is_first) {
        buffer = unlimited;
    } else if (line.buffer) {
        buffer = **line.buffer;
    }
    return buffer == unlimited ? unlimited : buffer + *station.servers;
}

void compile_times(Tables& tables, const LineSpec& line, const StationSpec& spec, const std::string& path, Station& station) {
    station.first_time = size_of(tables.model.times);
    station.time_stream = Tables::no_stream();
    bool varies = false;
    for (const auto& [name, share] : line.makes) {
        const auto own = spec.times.find(*name);
        const Distribution time(own == spec.times.end() ? *spec.time : *own->second);
        varies = varies || !time.is_constant();
        tables.model.times.push_back({time, StreamId()});
    }
    if (varies) station.time_stream = tables.stream(path, "time");
    for (std::uint32_t i = 0; i < line.makes.size(); ++i) tables.model.times[station.first_time + i].stream = station.time_stream;
    station.item_count = size_of(line.makes);
}

void compile_setups(Tables& tables, const LineSpec& line, const StationSpec& spec, const std::string& path, Station& station) {
    if (!spec.setup.any && !spec.setup.otherwise && spec.setup.matrix.empty()) return;
    const std::uint32_t first = size_of(tables.model.setups);
    for (const auto& [from, from_share] : line.makes) {
        for (const auto& [to, to_share] : line.makes) {
            DistributionSpec time;
            if (spec.setup.any && *from != *to) time = **spec.setup.any;
            if (spec.setup.otherwise && *from != *to) time = **spec.setup.otherwise;
            if (const auto row = spec.setup.matrix.find(*from); row != spec.setup.matrix.end()) {
                if (const auto cell = row->second.find(*to); cell != row->second.end()) time = *cell->second;
            }
            tables.model.setups.emplace_back(time);
        }
    }
    station.setups = {first, size_of(tables.model.setups) - first};
    station.has_setups = true;
    station.setup_stream = tables.stream(path, "setup");
}

/// Material by item: what the station takes, and at a unit's very start its bill of materials less what stations of the line take.
void compile_needs(Tables& tables, const LineSpec& line, const StationSpec& spec, Station& station, PlantId plant) {
    std::set<std::string> taken_on_the_way;
    for (const auto& [id, other] : line.station) {
        for (const auto& [part, count] : other.takes) taken_on_the_way.insert(part);
    }
    bool any = false;
    const auto add_list = [&](bool with_bill) {
        const std::uint32_t first = size_of(tables.model.needs_by_item);
        for (const auto& [name, share] : line.makes) {
            const std::uint32_t begin = size_of(tables.model.needs);
            const auto add = [&](const std::string& part, std::int64_t count) {
                tables.model.needs.push_back({tables.store_ids.at({plant, tables.item_ids.at(part)}), count});
                any = true;
            };
            for (const auto& [part, count] : spec.takes) add(part, *count);
            if (with_bill) {
                for (const auto& [part, count] : tables.scenario.item.at(*name).uses) {
                    if (taken_on_the_way.count(part) == 0) add(part, *count);
                }
            }
            tables.model.needs_by_item.push_back({begin, size_of(tables.model.needs) - begin});
        }
        return first;
    };
    station.needs = add_list(false);
    station.first_needs = station.is_first ? add_list(true) : station.needs;
    station.has_needs = any;
}

void compile_servers(Tables& tables, const StationSpec& spec, StationId station_id, PlantId plant) {
    Model& model = tables.model;
    model.stations[station_id].servers.first = size_of(model.servers);
    for (std::int64_t number = 0; number < *spec.servers; ++number) {
        const std::string path = model.station_names[station_id].path + ".server." + std::to_string(number);
        const ServerId id = model.servers.add({.station = station_id, .modes = {}, .upkeeps = {}});
        Server& server = model.servers[id];
        server.modes = {size_of(model.modes), size_of(spec.failures)};
        for (std::size_t i = 0; i < spec.failures.size(); ++i) {
            const FailureSpec& failure = spec.failures[i];
            const std::string purpose = "failure." + std::to_string(i);
            model.modes.add({.server = id,
                             .uptime = tables.draw(*failure.uptime, path, purpose + ".uptime"),
                             .repair = tables.draw(*failure.repair, path, purpose + ".repair"),
                             .clock = failure.clock,
                             .on_failure = failure.on_failure,
                             .crew = failure.crew->empty() ? CrewId() : tables.crew_ids.at({plant, *failure.crew})});
            if (failure.clock == FailureClock::busy) model.stations[station_id].has_busy_modes = true;
        }
        server.upkeeps = {size_of(model.upkeeps), size_of(spec.maintenance)};
        for (std::size_t i = 0; i < spec.maintenance.size(); ++i) {
            const MaintenanceSpec& upkeep = spec.maintenance[i];
            model.upkeeps.add({.server = id,
                               .every = tables.draw(*upkeep.every, path, "maintenance." + std::to_string(i) + ".every"),
                               .takes = tables.draw(*upkeep.takes, path, "maintenance." + std::to_string(i)),
                               .crew = upkeep.crew->empty() ? CrewId() : tables.crew_ids.at({plant, *upkeep.crew})});
        }
    }
    model.stations[station_id].servers.count = size_of(model.servers) - model.stations[station_id].servers.first;
}

/// Units come to the station from others, too.
bool is_sent_to(const LineSpec& line, const std::string& id) {
    return std::any_of(line.station.begin(), line.station.end(), [&](const auto& entry) {
        const StationSpec& other = entry.second;
        return (other.rework && *other.rework->to == id) ||
               std::any_of(other.next.begin(), other.next.end(), [&](const NextSpec& next) { return *next.to == id; });
    });
}

/// Starts come last in an instant. Whether nothing that may happen before could change one: which unit starts, on which server, and that
/// the server can. Such starts need not wait for the end of the instant.
bool starts_undisturbed(const Line& line, const LineSpec& line_spec, const StationSpec& spec, const Station& station,
                        const std::string& id) {
    const bool struck_at_rest = std::any_of(spec.failures.begin(), spec.failures.end(),
                                            [](const FailureSpec& failure) { return failure.clock == FailureClock::calendar; });
    const bool servers_differ = *spec.servers > 1 && (station.has_setups || !spec.failures.empty());
    const bool choice_may_change = station.makes_units && (line.release == ReleaseKind::pull || is_sent_to(line_spec, id));
    return !station.has_upkeeps && !struck_at_rest && !servers_differ && !choice_may_change;
}

void compile_station(Tables& tables, LineId line_id, const LineSpec& spec, const std::string& id, const std::string& calendar) {
    Model& model = tables.model;
    const Line& line = model.lines[line_id];
    const StationSpec& station_spec = spec.station.at(id);
    Station station;
    const StationName name{.path = line.path + ".station." + id, .id = id};
    station.line = line_id;
    station.is_first = id == *spec.route.front();
    station.wip_limited = line.release == ReleaseKind::wip;
    station.makes_units = station.is_first && (line.release == ReleaseKind::saturated || line.release == ReleaseKind::pull);
    station.clock = line_clock(tables, line, spec, calendar, station_spec.crew);
    station.hours = line_clock(tables, line, spec, calendar, {});
    station.crew_has_hours = station.hours != station.clock;
    station.places = places_of(spec, station_spec, station.is_first);
    compile_times(tables, spec, station_spec, name.path, station);
    compile_setups(tables, spec, station_spec, name.path, station);
    compile_needs(tables, spec, station_spec, station, line.plant);
    station.crew.first = size_of(model.crew_needs);
    for (const auto& [crew, count] : station_spec.crew) model.crew_needs.push_back({tables.crew_ids.at({line.plant, crew}), *count});
    station.crew.count = size_of(model.crew_needs) - station.crew.first;
    station.scrap_up_to = *station_spec.scrap;
    station.rework_up_to = station.scrap_up_to + (station_spec.rework ? *station_spec.rework->share : 0.0);
    station.has_fate = station.rework_up_to > 0;
    if (station.has_fate) station.fate_stream = tables.stream(name.path, "fate");
    if (!station_spec.next.empty()) station.branch_stream = tables.stream(name.path, "next");
    station.has_upkeeps = !station_spec.maintenance.empty();
    station.starts_at_once = model.clocks[station.clock].always_open() && !station.has_needs && station.crew.empty() &&
                             starts_undisturbed(line, spec, station_spec, station, id);
    station.plain = station.starts_at_once && !station.has_setups && station_spec.failures.empty();
    const StationId station_id = model.stations.add(station);
    model.station_names.add(name);
    compile_servers(tables, station_spec, station_id, line.plant);
}

/// Ways on, once every station of the line has its id.
void compile_ways(Tables& tables, const Line& line, const LineSpec& spec) {
    Model& model = tables.model;
    std::map<std::string, StationId> ids;
    for (std::uint32_t i = line.stations.first; i < line.stations.end(); ++i) ids[model.station_names[StationId(i)].id] = StationId(i);
    for (const auto& [id, station_spec] : spec.station) {
        Station& station = model.stations[ids.at(id)];
        for (std::size_t i = 0; i + 1 < spec.route.size(); ++i) {
            if (*spec.route[i] == id) station.next = ids.at(*spec.route[i + 1]);
        }
        if (station_spec.rework) station.rework_to = ids.at(*station_spec.rework->to);
        station.branches.first = size_of(model.branches);
        double share = 0;
        for (const NextSpec& next : station_spec.next) model.branches.push_back({ids.at(*next.to), share += *next.share});
        station.branches.count = size_of(model.branches) - station.branches.first;
        station.has_branches = !station.branches.empty();
        if (!station.next.valid()) station.fills = model.line_items[line.items.first].store;
        const Slice needs = model.needs_by_item[station.first_needs];
        if (station.has_needs && !needs.empty()) station.takes_from = model.needs[needs.first].store;
    }
}

/// Expected visits to each station of a unit that is neither scrapped nor reworked: v = e_first + v P, by repeated substitution.
void compile_visits(Model& model, const Line& line) {
    std::vector<double> visits(line.stations.count, 0.0);
    for (int round = 0; round < 1000; ++round) {
        std::vector<double> next(line.stations.count, 0.0);
        next[line.first.index - line.stations.first] = 1;
        for (std::uint32_t i = 0; i < line.stations.count; ++i) {
            const Station& station = model.stations[StationId(line.stations.first + i)];
            double before = 0;
            for (std::uint32_t b = station.branches.first; b < station.branches.end(); ++b) {
                const Branch& branch = model.branches[b];
                next[branch.to.index - line.stations.first] += visits[i] * (branch.share_up_to - before);
                before = branch.share_up_to;
            }
            if (station.branches.empty() && station.next.valid()) next[station.next.index - line.stations.first] += visits[i];
        }
        if (next == visits) break;
        visits = next;
    }
    for (std::uint32_t i = 0; i < line.stations.count; ++i) model.stations[StationId(line.stations.first + i)].visits = visits[i];
}

}  // namespace

void compile_line(Tables& tables, PlantId plant, const std::string& id, const LineSpec& spec) {
    Model& model = tables.model;
    Line line;
    line.id = id;
    line.path = "plant." + model.plants[plant].id + ".line." + id;
    line.plant = plant;
    line.sequence = *spec.sequence;
    line.campaign = *spec.campaign;
    line.release = *spec.release;
    line.wip = *spec.wip;
    line.opens = spec.opens ? tables.time_of(**spec.opens) : Time{};
    line.every = tables.draw(*spec.every, line.path, "release.every");
    line.batch = tables.draw(spec.batch.given ? *spec.batch : DistributionSpec::fixed(1), line.path, "release.batch");
    line.sequence_stream = tables.stream(line.path, "sequence");
    compile_line_items(tables, spec, line);
    const LineId line_id = model.lines.add(line);

    const std::string calendar = spec.calendar->empty() ? *tables.scenario.plant.at(model.plants[plant].id).calendar : *spec.calendar;
    model.lines[line_id].stations.first = size_of(model.stations);
    for (const auto& [station_id, station] : spec.station) compile_station(tables, line_id, spec, station_id, calendar);
    Line& row = model.lines[line_id];
    row.stations.count = size_of(model.stations) - row.stations.first;
    for (std::uint32_t i = row.stations.first; i < row.stations.end(); ++i) {
        if (model.stations[StationId(i)].is_first) row.first = StationId(i);
    }
    row.clock = model.stations[row.first].clock;
    compile_ways(tables, row, spec);
    compile_visits(model, row);
}

}  // namespace agrocap
