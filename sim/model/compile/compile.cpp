#include "model/compile/compile_trade.hpp"
#include "model/compile/parts.hpp"
#include "scenario/crew_people.hpp"
#include "scenario/line_stations.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace agrocap {

namespace {

/// Items that something uses: a bill of materials or a station.
std::set<std::string> used_items(const Scenario& scenario) {
    std::set<std::string> used;
    for (const auto& [id, item] : scenario.item) {
        for (const auto& [part, count] : item.uses) used.insert(part);
    }
    for (const auto& [plant_id, plant] : scenario.plant) {
        const auto note = [&used](const Keyed<StationSpec>& stations) {
            for (const auto& [station_id, station] : stations) {
                for (const auto& [part, count] : station.takes) used.insert(part);
            }
        };
        for (const auto& [line_id, line] : plant.line) note(line.station);
        note(plant.station);
    }
    return used;
}

bool is_demanded(const Scenario& scenario, const std::string& id, const std::string& family) {
    for (const auto& [market_id, market] : scenario.market) {
        if (market.demand.count(id) > 0 || (!family.empty() && market.demand.count(family) > 0)) return true;
    }
    return false;
}

void compile_items(Tables& tables) {
    const std::set<std::string> used = used_items(tables.scenario);
    for (const auto& [id, spec] : tables.scenario.item) {
        Item item;
        item.id = id;
        item.family = *spec.family;
        item.price = tables.dated(*spec.price);
        item.mass_g = in_grams(*spec.mass_t);
        tables.model.has_masses = tables.model.has_masses || item.mass_g > 0;
        item.finished = used.count(id) == 0 || is_demanded(tables.scenario, id, item.family);
        tables.item_ids[id] = tables.model.items.add(item);
    }
}

/// Every item that a plant uses or makes has a store, declared or not.
std::set<std::string> stocked_items(const Scenario& scenario, const PlantSpec& plant) {
    std::set<std::string> stocked;
    for (const auto& [id, store] : plant.store) stocked.insert(id);
    for (const auto& [line_id, line] : plant.line) {
        for (const auto& [name, share] : line.makes) {
            stocked.insert(*name);
            for (const auto& [part, count] : scenario.item.at(*name).uses) stocked.insert(part);
        }
        for (const auto& [station_id, station] : stations_of(plant, line)) {
            for (const auto& [part, count] : station.spec->takes) stocked.insert(part);
        }
    }
    return stocked;
}

void compile_stores(Tables& tables, PlantId plant_id, const PlantSpec& spec) {
    Model& model = tables.model;
    Plant& plant = model.plants[plant_id];
    plant.stores.first = static_cast<std::uint32_t>(model.stores.size());
    for (const std::string& id : stocked_items(tables.scenario, spec)) {
        Store store;
        store.path = "plant." + plant.id + ".store." + id;
        store.plant = plant_id;
        store.item = tables.item_ids.at(id);
        if (const auto declared = spec.store.find(id); declared != spec.store.end()) {
            store.capacity = *declared->second.capacity;
            store.initial = *declared->second.initial;
            store.target = *declared->second.target;
            store.never_empty = *declared->second.unlimited_supply;
        }
        // With no market for an item its finished store takes all that comes: a pure capacity study.
        const Item& item = model.items[store.item];
        if (item.finished && !is_demanded(tables.scenario, item.id, item.family)) store.capacity = unlimited;
        tables.store_ids[{plant_id, store.item}] = model.stores.add(store);
    }
    plant.stores.count = static_cast<std::uint32_t>(model.stores.size()) - plant.stores.first;
}

/// How many of each crew all places and tasks of a plant want at most at once.
std::map<std::string, double> people_wanted(const PlantSpec& plant) {
    std::map<std::string, double> wanted;
    for (const PlacedStation& placed : all_stations(plant, "")) {
        const StationSpec& station = placed.spec;
        std::map<std::string, std::int64_t> each;
        for (const auto& choice : station.crew)
            for (const auto& [id, need] : choice) each[id] = std::max(each[id], *need);
        for (const FailureSpec& failure : station.failures) ++each[*failure.crew];
        for (const MaintenanceSpec& care : station.maintenance) ++each[*care.crew];
        for (const auto& [id, count] : each) wanted[id] += static_cast<double>(count) * static_cast<double>(*station.servers);
    }
    return wanted;
}

/// A crew that is always whole, with people for every place and task that may want some at once: it holds nobody up.
bool has_always_enough(const CrewSpec& crew, double wanted) {
    if (!crew.shifts.empty() || !crew.calendar->empty() || *crew.absence > 0) return false;
    return wanted <= static_cast<double>(crew.size->smallest());
}

/// A clock's hours from one moment to another.
ClockId clock_between(Tables& tables, const std::string& calendar, Time from, Time to) {
    const auto number = [](Time at) { return std::to_string(at.time_since_epoch().count()); };
    const std::string key = calendar + "@" + number(from) + "-" + number(to);  // "@" is in no id
    if (const auto found = tables.clock_ids.find(key); found != tables.clock_ids.end()) return found->second;
    const WorkClock hours = tables.model.clocks[tables.calendar_clock(calendar)];
    return tables.clock_ids[key] = tables.model.clocks.add(intersection(hours, {.intervals = {{.open = from, .close = to}}}));
}

/// People whose number changes on dates are people of several shifts, each there from one date to the next.
void compile_shift(Tables& tables, const CrewShiftSpec& shift) {
    Rows<CrewShift>& shifts = tables.model.crew_shifts;
    Time from{};
    std::int64_t size = shift.size->on(*tables.scenario.start);
    bool changes = false;
    for (const auto& step : shift.size->steps) {
        const Time at = tables.time_of(step.from);
        if (at <= Time{} || at >= tables.model.end || step.value == size) continue;
        shifts.push_back({clock_between(tables, *shift.calendar, from, at), size});
        changes = true;
        from = at;
        size = step.value;
    }
    shifts.push_back({changes ? clock_between(tables, *shift.calendar, from, time_never) : tables.calendar_clock(*shift.calendar), size});
}

void compile_crews(Tables& tables, PlantId plant_id, const PlantSpec& spec) {
    Model& model = tables.model;
    Plant& plant = model.plants[plant_id];
    plant.crews.first = static_cast<std::uint32_t>(model.crews.size());
    std::map<std::string, double> wanted = people_wanted(spec);
    for (const auto& [id, crew_spec] : spec.crew) {
        Crew crew;
        crew.path = "plant." + plant.id + ".crew." + id;
        crew.plant = plant_id;
        crew.absence = *crew_spec.absence;
        crew.absence_stream = crew.absence > 0 ? tables.stream(crew.path, "absence") : Tables::no_stream();
        crew.shifts.first = static_cast<std::uint32_t>(model.crew_shifts.size());
        for (const CrewShiftSpec& shift : shifts_of(crew_spec)) compile_shift(tables, shift);
        crew.shifts.count = static_cast<std::uint32_t>(model.crew_shifts.size()) - crew.shifts.first;
        const CrewId crew_id = model.crews.add(crew);
        tables.crew_ids[{plant_id, id}] = has_always_enough(crew_spec, wanted[id]) ? CrewId() : crew_id;
    }
    plant.crews.count = static_cast<std::uint32_t>(model.crews.size()) - plant.crews.first;
}

template <class T>
Slice flatten(const std::vector<T>& list, Rows<T>& flat) {
    const Slice slice{static_cast<std::uint32_t>(flat.size()), static_cast<std::uint32_t>(list.size())};
    flat.insert(flat.end(), list.begin(), list.end());
    return slice;
}

/// By crew: whose work may hold some of it.
void compile_crew_users(Model& model) {
    std::vector<std::vector<StationId>> stations(model.crews.size());
    std::vector<std::vector<ModeId>> modes(model.crews.size());
    std::vector<std::vector<UpkeepId>> upkeeps(model.crews.size());
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        for (const CrewNeed& need : model.crew_needs_of(model.stations[StationId(s)])) {
            std::vector<StationId>& list = stations[need.crew.index];
            if (list.empty() || list.back() != StationId(s)) list.push_back(StationId(s));
        }
    }
    for (std::uint32_t i = 0; i < model.modes.size(); ++i)
        if (model.modes[ModeId(i)].crew.valid()) modes[model.modes[ModeId(i)].crew.index].push_back(ModeId(i));
    for (std::uint32_t i = 0; i < model.upkeeps.size(); ++i)
        if (model.upkeeps[UpkeepId(i)].crew.valid()) upkeeps[model.upkeeps[UpkeepId(i)].crew.index].push_back(UpkeepId(i));
    for (std::uint32_t i = 0; i < model.crews.size(); ++i) {
        Crew& crew = model.crews[CrewId(i)];
        crew.stations = flatten(stations[i], model.crew_stations);
        crew.modes = flatten(modes[i], model.crew_modes);
        crew.upkeeps = flatten(upkeeps[i], model.crew_upkeeps);
    }
}

/// Lists by store of who waits for them.
void compile_watchers(Model& model) {
    std::vector<std::vector<StationId>> takers(model.stores.size());
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        const Station& station = model.stations[StationId(s)];
        const auto add_takers = [&](std::uint32_t by_item) {
            for (const std::uint32_t i : indices_of(station.items)) {
                const Slice slice = model.needs_by_item[by_item + i];
                for (const Need& need : rows_of(model.needs, slice)) {
                    std::vector<StationId>& list = takers[need.store.index];
                    if (list.empty() || list.back() != StationId(s)) list.push_back(StationId(s));
                }
            }
        };
        if (station.has_needs) {
            add_takers(station.needs);
            add_takers(station.first_needs);
        }
    }
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) model.stores[StoreId(i)].takers = flatten(takers[i], model.store_takers);

    std::vector<std::vector<LineId>> pull_lines(model.stores.size());
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const Line& line = model.lines[LineId(l)];
        if (line.release != ReleaseKind::pull) continue;
        for (const LineItem& item : rows_of(model.line_items, line.items)) pull_lines[item.store.index].push_back(LineId(l));
    }
    for (std::uint32_t i = 0; i < model.stores.size(); ++i)
        model.stores[StoreId(i)].pull_lines = flatten(pull_lines[i], model.store_pull_lines);
}

}  // namespace

std::int64_t in_grams(double tonnes) { return std::llround(tonnes * 1e6); }

Time Tables::time_of(Day day) const {
    constexpr Day days_max = 105'000;  // some 287 years, which the clock can tell; no horizon is as long
    return Time{} + std::chrono::hours(24) * std::clamp(day - *scenario.start, -days_max, days_max);
}

bool Tables::is_within_run(Day day) const {
    return day >= *scenario.start &&
           static_cast<double>(day - *scenario.start) * ns_per_day <= static_cast<double>((model.end - Time{}).count());
}

ClockId Tables::calendar_clock(const std::string& calendar) {
    const auto found = clock_ids.find(calendar);
    if (found != clock_ids.end()) return found->second;
    // The very last moment counts: what is open from then on begins work at it, as what has no calendar does.
    const Duration span = model.end - Time{} + Duration{1};
    const WorkClock clock = calendar.empty() ? always_open_clock() : clock_of(scenario.calendar.at(calendar), *scenario.start, span);
    return clock_ids[calendar] = model.clocks.add(clock);
}

StreamId Tables::stream(const std::string& path, const std::string& purpose) { return model.streams.add(stream_name(path, purpose)); }

Draw Tables::draw(const DistributionSpec& spec, const std::string& path, const std::string& purpose) {
    const Distribution distribution(spec, quantiles);
    return {.distribution = distribution, .stream = distribution.is_constant() ? no_stream() : stream(path, purpose)};
}

Model compile(const Scenario& scenario) {
    Model model;
    model.warmup_end = Time{} + *scenario.warmup;
    model.end = model.warmup_end + *scenario.horizon;
    model.seed = *scenario.experiment.seed;
    model.home = *scenario.home;

    Tables tables{.scenario = scenario, .model = model, .item_ids = {}, .store_ids = {}, .crew_ids = {}, .clock_ids = {}};
    tables.calendar_clock("");
    tables.stream("", "");  // `no_stream`
    compile_changes(tables);
    compile_items(tables);
    for (const auto& [id, spec] : scenario.plant) {
        Plant plant;
        plant.id = id;
        const PlantId plant_id = model.plants.add(plant);
        compile_crews(tables, plant_id, spec);
        compile_stores(tables, plant_id, spec);
        compile_floor(tables, plant_id, spec);
    }
    compile_trade(tables);
    compile_watchers(model);
    compile_crew_users(model);
    for (const Plant& plant : model.plants) compile_nominal(model, plant);
    compile_values(tables);
    compile_waits(tables);
    for (Station& station : model.stations) station.simple = is_simple(station);
    find_parts(model);
    return model;
}

}  // namespace agrocap
