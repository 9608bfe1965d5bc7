#include "model/compile/compile_floor.hpp"

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

/// A station while its row is made.
struct Draft {
    FloorTables& floor;
    StationId id;  // that its row will have
    const StationSpec& spec;
    const std::string& path;
    Station& row;

    [[nodiscard]] Model& model() const { return floor.tables.model; }
    /// Rows of a table by item begin here: gives what to add to an item's number.
    template <class Rows>
    std::uint32_t begin_rows(const Rows& rows) const {
        return size_of(rows) - row.items.first;
    }
    template <class Visit>
    void visit_items(Visit&& visit) const {
        for (const std::uint32_t i : indices_of(row.items)) visit(floor.made_item(i));
    }
};

/// Where the units of its items come from, and whether it draws them itself.
void compile_origin(const Draft& draft, LineId line) {
    Model& model = draft.model();
    Station& row = draft.row;
    row.line = line;
    row.items = line.valid() ? model.lines[line].items : Slice{draft.floor.first_item, size_of(draft.floor.made)};
    row.lines.first = size_of(model.station_lines);
    draft.visit_items([&](const MadeItem& made) {
        const bool comes = line.valid() || draft.floor.comes(made, draft.id);
        if (comes && (size_of(model.station_lines) == row.lines.first || model.station_lines.back() != made.line))
            model.station_lines.push_back(made.line);
    });
    row.lines.count = size_of(model.station_lines) - row.lines.first;
    for (const LineId passing : rows_of(model.station_lines, row.lines))
        row.wip_limited = row.wip_limited || model.lines[passing].release == ReleaseKind::wip;
    for (const LineItem& made : rows_of(model.line_items, row.items)) {
        if (made.first != draft.id) continue;
        const ReleaseKind release = model.lines[made.line].release;
        row.is_first = true;
        row.makes_units = row.makes_units || release == ReleaseKind::saturated || release == ReleaseKind::pull;
    }
}

/// The calendar's hours that are in the station's own, too, and for a line's station its opening and ramp.
ClockId station_clock(const Draft& draft, const std::string& calendar, const std::string& own) {
    Tables& tables = draft.floor.tables;
    std::string key = calendar;
    WorkClock clock = tables.model.clocks[tables.calendar_clock(calendar)];
    if (!own.empty() && own != calendar) {
        key += "&" + own;
        clock = intersection(clock, tables.model.clocks[tables.calendar_clock(own)]);
    }
    if (draft.row.line.valid()) {
        const Line& line = tables.model.lines[draft.row.line];
        const LineSpec& spec = draft.floor.made_item(line.items.first).line_spec;
        if (spec.opens || !spec.ramp.empty()) {
            key += "@" + line.path;
            clock = with_opening(clock, line.opens, spec.ramp);  // opened before the start: the ramp is on its way
        }
    }
    const auto found = tables.clock_ids.find(key);
    if (found != tables.clock_ids.end()) return found->second;
    return tables.clock_ids[key] = tables.model.clocks.add(clock);
}

void compile_hours(const Draft& draft) {
    const PlantSpec& plant = draft.floor.spec;
    std::string calendar = *plant.calendar;
    if (draft.row.line.valid()) {
        const Name& own = draft.floor.made_item(draft.row.items.first).line_spec.calendar;
        if (!own->empty()) calendar = *own;
    }
    draft.row.clock = station_clock(draft, calendar, *draft.spec.calendar);
    draft.row.finishes = draft.spec.shift_end == ShiftEnd::finish;
    draft.row.work_clock = draft.row.finishes ? station_clock(draft, "", "") : draft.row.clock;
}

void compile_times(const Draft& draft) {
    Model& model = draft.model();
    Station& row = draft.row;
    row.first_time = draft.begin_rows(model.times);
    row.time_stream = Tables::no_stream();
    bool varies = false;
    draft.visit_items([&](const MadeItem& made) {
        const auto own = draft.spec.times.find(made.item);
        const Distribution time(own == draft.spec.times.end() ? *draft.spec.time : *own->second, draft.floor.tables.quantiles);
        varies = varies || !time.is_constant();
        model.times.push_back({time, StreamId()});
    });
    if (varies) row.time_stream = draft.floor.tables.stream(draft.path, "time");
    for (const std::uint32_t i : indices_of(row.items)) model.times[row.first_time + i].stream = row.time_stream;
}

/// Numbers the different items that come to the station. Gives their names in this order.
std::vector<std::string> compile_numbers(const Draft& draft) {
    Model& model = draft.model();
    std::vector<std::string> names;
    draft.row.first_number = draft.begin_rows(model.item_numbers);
    draft.visit_items([&](const MadeItem& made) {
        const auto known = std::find(names.begin(), names.end(), made.item);
        model.item_numbers.push_back(static_cast<std::uint32_t>(known - names.begin()));
        if (known == names.end()) names.push_back(made.item);
    });
    draft.row.number_count = size_of(names);
    return names;
}

void compile_setups(const Draft& draft, const std::vector<std::string>& names) {
    const SetupSpec& spec = draft.spec.setup;
    if (!spec.any && !spec.otherwise && spec.matrix.empty()) return;
    Model& model = draft.model();
    draft.row.first_setup = size_of(model.setups);
    for (const std::string& from : names) {
        for (const std::string& to : names) {
            DistributionSpec time;
            if (spec.any && from != to) time = **spec.any;
            if (spec.otherwise && from != to) time = **spec.otherwise;
            if (const auto row = spec.matrix.find(from); row != spec.matrix.end()) {
                if (const auto cell = row->second.find(to); cell != row->second.end()) time = *cell->second;
            }
            model.setups.emplace_back(time, draft.floor.tables.quantiles);
        }
    }
    draft.row.has_setups = true;
    draft.row.setup_stream = draft.floor.tables.stream(draft.path, "setup");
}

/// Units worked on at once: in a group for all, or one for each different item.
void compile_batch(const Draft& draft) {
    const auto& spec = draft.spec.batch;
    if (!spec || *spec->size == 1) return;
    Model& model = draft.model();
    Station& row = draft.row;
    row.batch = static_cast<std::uint16_t>(*spec->size);
    row.batch_rule = size_of(model.batch_rules);
    BatchRule rule{.by_item = spec->by_item, .has_wait = spec->wait.has_value(), .wait = {}, .first_group = model.batch_groups};
    if (spec->wait) rule.wait = draft.floor.tables.draw(**spec->wait, draft.path, "batch.wait");
    rule.groups = spec->by_item ? row.number_count : 1;
    model.batch_groups += rule.groups;
    rule.first_time = draft.begin_rows(model.batch_times);
    std::vector<const DistributionSpec*> times;
    draft.visit_items([&](const MadeItem& made) {
        const auto own = draft.spec.times.find(made.item);
        const DistributionSpec& time = own == draft.spec.times.end() ? *draft.spec.time : *own->second;
        const auto known = std::find_if(times.begin(), times.end(), [&](const DistributionSpec* other) { return *other == time; });
        model.batch_times.push_back(static_cast<std::uint32_t>(known - times.begin()));
        if (known == times.end()) times.push_back(&time);
    });
    model.batch_rules.push_back(rule);
}

/// What stations take from units of the item on their way.
std::set<std::string> taken_on_the_way(const MadeItem& made) {
    std::set<std::string> taken;
    for (const auto& [id, station] : made.stations)
        for (const auto& [part, count] : station.spec->takes) taken.insert(part);
    return taken;
}

/// Material by item: what the station takes, and at a unit's very start its bill of materials less what stations on its way take.
void compile_needs(const Draft& draft) {
    Tables& tables = draft.floor.tables;
    Model& model = tables.model;
    bool any = false;
    const auto add_list = [&](bool with_bill) {
        const std::uint32_t first = draft.begin_rows(model.needs_by_item);
        draft.visit_items([&](const MadeItem& made) {
            const std::uint32_t begin = size_of(model.needs);
            const auto add = [&](const std::string& part, std::int64_t count) {
                model.needs.push_back({tables.store_ids.at({draft.floor.plant, tables.item_ids.at(part)}), count});
                any = true;
            };
            for (const auto& [part, count] : draft.spec.takes) add(part, *count);
            if (with_bill) {
                const std::set<std::string> taken = taken_on_the_way(made);
                for (const auto& [part, count] : tables.scenario.item.at(made.item).uses)
                    if (taken.count(part) == 0) add(part, *count);
            }
            model.needs_by_item.push_back({begin, size_of(model.needs) - begin});
        });
        return first;
    };
    draft.row.needs = add_list(false);
    draft.row.first_needs = draft.row.is_first ? add_list(true) : draft.row.needs;
    draft.row.has_needs = any;
    if (!any) return;
    const Slice needs = model.needs_by_item[draft.row.first_needs + draft.row.items.first];
    if (!needs.empty()) draft.row.takes_from = model.needs[needs.first].store;
}

UpkeepRule rule_of(const MaintenanceSpec& spec) {
    if (*spec.after_units > 0) return UpkeepRule::after_units;
    return spec.every.given ? UpkeepRule::every : UpkeepRule::on_dates;  // dates may be none at all
}

/// The dates within the run, in order.
Slice compile_dates(Tables& tables, const std::vector<Written<Day>>& days) {
    Rows<Time>& dates = tables.model.upkeep_dates;
    const std::uint32_t first = size_of(dates);
    for (const Written<Day>& day : days)
        if (tables.is_within_run(*day)) dates.push_back(tables.time_of(*day));
    std::sort(dates.begin() + first, dates.end());
    return {first, size_of(dates) - first};
}

/// What work at the station holds: alternatives, in their order, less crews of which there are always enough.
Slice compile_station_crews(Tables& tables, PlantId plant, const StationSpec& spec) {
    Model& model = tables.model;
    const std::uint32_t first = size_of(model.crew_choices);
    for (const auto& choice : spec.crew) {
        const std::uint32_t need = size_of(model.crew_needs);
        for (const auto& [crew, count] : choice)
            if (const CrewId id = tables.crew_ids.at({plant, crew}); id.valid()) model.crew_needs.push_back({id, *count});
        if (size_of(model.crew_choices) == first && size_of(model.crew_needs) == need) return {first, 0};  // the first is always free
        model.crew_choices.push_back({need, size_of(model.crew_needs) - need});
    }
    return {first, size_of(model.crew_choices) - first};
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
                               .crew = upkeep.crew->empty() ? CrewId() : tables.crew_ids.at({plant, *upkeep.crew}),
                               .rule = rule_of(upkeep),
                               .after_units = *upkeep.after_units,
                               .dates = compile_dates(tables, upkeep.on)});
        }
    }
    model.stations[station_id].servers.count = size_of(model.servers) - model.stations[station_id].servers.first;
}

/// Units come to a line's first station from others, too.
bool is_sent_to(const LineSpec& line, const std::string& id) {
    return !line.routes.empty() || std::any_of(line.station.begin(), line.station.end(), [&](const auto& entry) {
        const StationSpec& other = entry.second;
        return (other.rework && *other.rework->to == id) ||
               std::any_of(other.next.begin(), other.next.end(), [&](const NextSpec& next) { return *next.to == id; });
    });
}

bool has_calendar_modes(const StationSpec& spec) {
    return std::any_of(spec.failures.begin(), spec.failures.end(),
                       [](const FailureSpec& failure) { return failure.clock == FailureClock::calendar; });
}

/// Starts come last in an instant. Whether nothing that may happen before could change one: which unit starts, on which server, and that
/// the server can. Such starts need not wait for the end of the instant.
bool starts_undisturbed(const Draft& draft, LineId line, const std::string& id) {
    if (!line.valid()) return false;
    const StationSpec& spec = draft.spec;
    const bool is_pulled = draft.floor.tables.model.lines[line].release == ReleaseKind::pull;
    const bool choice_may_change =
        draft.row.makes_units && (is_pulled || is_sent_to(draft.floor.made_item(draft.row.items.first).line_spec, id));
    return !draft.row.has_upkeeps && !has_calendar_modes(spec) && !draft.row.servers_differ && !choice_may_change;
}

}  // namespace

bool FloorTables::comes(const MadeItem& made_item, StationId id) const {
    const auto found = made_item.stations.find(tables.model.station_names[id].id);
    return found != made_item.stations.end() && station(made_item, found->first) == id;
}

void compile_station(FloorTables& floor, LineId line, const std::string& id, const StationSpec& spec) {
    Tables& tables = floor.tables;
    Model& model = tables.model;
    const std::string& plant = model.plants[floor.plant].id;
    const std::string owner = line.valid() ? model.lines[line].path : "plant." + plant;
    const StationId station_id = floor.station_ids.at({line, id});
    Station row;
    const StationName name{.path = owner + ".station." + id, .plant = floor.plant, .id = id};
    model.station_names.add(name);
    const Draft draft{.floor = floor, .id = station_id, .spec = spec, .path = name.path, .row = row};
    compile_origin(draft, line);
    compile_hours(draft);
    const std::int64_t buffer =
        line.valid() ? buffer_of(floor.spec, floor.made_item(row.items.first).line_spec, id) : buffer_of(floor.spec, id);
    row.places = places_of(buffer, spec);
    compile_times(draft);
    const bool tells_items_apart =
        spec.setup.any || spec.setup.otherwise || !spec.setup.matrix.empty() || (spec.batch && spec.batch->by_item);
    const std::vector<std::string> names = tells_items_apart ? compile_numbers(draft) : std::vector<std::string>{};
    compile_setups(draft, names);
    compile_batch(draft);
    compile_needs(draft);
    row.crews = compile_station_crews(tables, floor.plant, spec);
    row.priority = static_cast<std::int16_t>(*spec.priority);
    row.has_upkeeps = !spec.maintenance.empty();
    row.servers_differ = *spec.servers > 1 && (row.has_setups || row.has_upkeeps || !spec.failures.empty());
    row.starts_at_once = model.clocks[row.clock].always_open() && !row.has_needs && row.crews.empty() && row.batch == 1 &&
                         starts_undisturbed(draft, line, id);
    row.alone = !row.has_needs && row.crews.empty() && !row.makes_units && !row.has_setups && row.batch == 1;
    row.plain = row.starts_at_once && !row.has_setups && spec.failures.empty();
    row.interruptible = !row.crews.empty() || has_calendar_modes(spec);
    model.stations.add(row);
    compile_servers(tables, spec, station_id, floor.plant);
}

}  // namespace agrocap
