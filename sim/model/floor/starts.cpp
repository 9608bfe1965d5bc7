#include "model/floor/starts.hpp"

#include "model/floor/batch.hpp"
#include "model/floor/crew.hpp"
#include "model/floor/line.hpp"
#include "model/floor/sequence.hpp"
#include "model/floor/server.hpp"
#include "model/floor/store.hpp"
#include "model/state/observer.hpp"
#include "model/state/openings.hpp"
#include "model/state/starting.hpp"

#include <algorithm>
#include <span>

namespace agrocap {

namespace {

bool is_free(const ServerStatus& server) { return server.task == Task::none && server.stops == 0 && server.upkeeps == 0; }

/// What a station tells items apart by where it is set up for one.
std::uint32_t number_of(const Run& run, const Station& station, std::uint32_t item) {
    return run.model.item_numbers[station.first_number + item];
}

/// A free server for a unit of `item`: one that is set up for it, else one that was never set up and needs not be, else the first.
ServerId free_server(const Run& run, const Station& station, std::uint32_t item) {
    ServerId found;
    const std::uint32_t number = station.has_setups ? number_of(run, station, item) : 0;
    for (std::uint32_t i = station.servers.first; i < station.servers.end(); ++i) {
        const ServerStatus& server = run.state.servers[ServerId(i)];
        if (!is_free(server)) continue;
        if (!station.has_setups || server.last_item == number) return ServerId(i);
        if (!found.valid() || (server.last_item == UINT32_MAX && run.state.servers[found].last_item != UINT32_MAX)) found = ServerId(i);
    }
    return found;
}

void push_waiting(Run& run, const Here& here, UnitId unit) {
    append(run.state.units, here.status.units, unit);
    ++here.status.waiting;
    here.status.queue.change(run.now(), 1);
    if (here.row.batch > 1) note_waiting(run, here, unit);
}

UnitId pop_waiting(Run& run, StationStatus& station) {
    --station.waiting;
    station.queue.change(run.now(), -1);
    return take_first(run.state.units, station.units);
}

/// Set-up for a unit of another item than the last. Gives whether there is any.
[[gnu::noinline]] bool begin_setup(Run& run, ServerId id, ServerStatus& server, const Station& station, std::uint32_t item) {
    const std::uint32_t last = server.last_item;
    const std::uint32_t number = server.last_item = number_of(run, station, item);
    if (last == number || last == UINT32_MAX) return false;
    const Distribution& time = run.model.setups[station.first_setup + last * station.number_count + number];
    const Duration setup = time.sample_duration(run.state.streams[station.setup_stream]);
    if (setup == Duration{}) return false;
    server.task = Task::setup;
    tick(run, id, setup);
    return true;
}

/// Those of a batch behind its first unit.
[[gnu::noinline]] void start_others(Run& run, ServerId server, const Here& here, UnitId id) {
    for (; id.valid(); id = run.state.units[id].next) {
        tell(run, &RunObserver::unit_started, server, id);
        here.status.wait.add(run.now() - run.state.units[id].arrived);
    }
}

/// The server takes the unit: set-up first where the item changes, then work.
void start(Run& run, ServerId id, const Here& here, UnitId unit_id) {
    tell(run, &RunObserver::unit_started, id, unit_id);
    ServerStatus& server = run.state.servers[id];
    const UnitStatus& unit = run.state.units[unit_id];
    server.unit = unit_id;
    here.status.wait.add(run.now() - unit.arrived);
    if (here.row.batch > 1) start_others(run, id, here, unit.next);
    if (!here.row.has_setups || !begin_setup(run, id, server, here.row, unit.item)) begin_work(run, id, server, here.row, unit.item);
    show_state(run, server);
}

/// At a station of the plant where lines start units: who came first, of those that wait and the next of each line. A line without material
/// lets others pass.
[[gnu::noinline]] NextUnit first_come(Run& run, const Here& here, bool and_waiting) {
    NextUnit first, lacking;
    Time came = time_never;
    if (and_waiting && here.status.waiting > 0) {
        const UnitStatus& head = run.state.units[here.status.units.head];
        first = {head.item, true};
        came = head.arrived;
    }
    for (std::uint32_t i = here.row.lines.first; i < here.row.lines.end(); ++i) {
        const LineId line = run.model.station_lines[i];
        const ReleaseKind release = run.model.lines[line].release;
        if (release != ReleaseKind::saturated && release != ReleaseKind::pull) continue;
        const std::uint32_t item = next_item_at(run, line, here.id);
        if (item == UINT32_MAX) continue;
        NextUnit& found = has_material(run, item) ? first : lacking;
        if (found.item != UINT32_MAX && (&found == &lacking || run.state.lines[line].next_came >= came)) continue;
        found = {item, false};
        if (&found == &first) came = run.state.lines[line].next_came;
    }
    return first.item != UINT32_MAX ? first : lacking;
}

/// Of a station that works on batches: the first unit of one that is ready. Where lines start units, as many more are released as it takes.
[[gnu::noinline]] NextUnit next_of_batch(Run& run, const Here& here) {
    while (true) {
        const UnitId ready = ready_batch(run, here);
        if (ready.valid()) return {run.state.units[ready].item, true};
        if (!here.row.makes_units || !has_place(run, here.id)) return {};
        const NextUnit next = first_come(run, here, false);
        if (next.item == UINT32_MAX || !free_server(run, here.row, next.item).valid()) return {};
        if (!run.state.clocks[here.row.clock].is_open(run.now())) return next;
        for (const Need& need : needs_of_batch(run, here, next))
            if (!has_stock(run, need)) return next;
        ++here.status.present;
        const UnitId unit = release_unit(run, run.model.line_items[next.item].line, next.item);
        push_waiting(run, here, unit);
        tell(run, &RunObserver::unit_queued, here.id, unit);
    }
}

NextUnit next_unit(Run& run, const Here& here) {
    if (here.row.batch > 1) return next_of_batch(run, here);
    if (here.row.makes_units && !here.row.line.valid()) return first_come(run, here, true);
    if (here.status.waiting > 0) return {run.state.units[here.status.units.head].item, true};
    if (!here.row.makes_units) return {};
    return {next_item_at(run, here.row.line, here.id), false};
}

/// Takes it, or all of its batch.
UnitId unit_to_start(Run& run, const Here& here, const NextUnit& next) {
    if (here.row.batch > 1) return take_batch(run, here, ready_batch(run, here));
    if (next.waits) return pop_waiting(run, here.status);
    ++here.status.present;
    return release_unit(run, run.model.line_items[next.item].line, next.item);
}

void start_at_once(Run& run, const Here& here) {
    while (here.status.occupied() < here.row.servers.count) {
        const NextUnit next = next_unit(run, here);
        if (next.item == UINT32_MAX) return;
        const ServerId server = free_server(run, here.row, next.item);
        if (!server.valid()) return;
        start(run, server, here, unit_to_start(run, here, next));
    }
}

std::span<const Need> needs_of(Run& run, const Here& here, const NextUnit& next) {
    if (!here.row.has_needs) return {};
    if (here.row.batch > 1) return needs_of_batch(run, here, next);
    const bool begun = next.waits && run.state.units[here.status.units.head].started;
    const Slice slice = run.model.needs_by_item[(begun ? here.row.needs : here.row.first_needs) + next.item];
    return {run.model.needs.data() + slice.first, slice.count};
}

std::size_t bit_of(std::size_t need) { return std::min<std::size_t>(need, 63); }

/// What a start has found short stays so however the stock changes while it waits.
void note_short(const Run& run, ShortNeeds& known, std::span<const Need> needs, std::uint32_t item) {
    if (known.item != item) known = {.item = item, .bits = 0};
    for (std::size_t i = 0; i < needs.size(); ++i)
        if (!has_stock(run, needs[i])) known.bits |= std::uint64_t{1} << bit_of(i);
}

bool was_short(const ShortNeeds& known, std::uint32_t item, std::size_t need) {
    return known.item == item && (known.bits >> bit_of(need) & 1) != 0;
}

/// What keeps a start waiting; `starved` if nothing does. A crew that has gone home is not there.
ServerState lack_of(const Run& run, const Station& station, std::span<const Need> needs) {
    for (const Need& need : needs)
        if (!has_stock(run, need)) return ServerState::waiting_material;
    if (station.crew_has_hours && !run.state.clocks[station.clock].is_open(run.now())) return ServerState::waiting_crew;
    for (std::uint32_t i = station.crew.first; i < station.crew.end(); ++i) {
        const CrewNeed& need = run.model.crew_needs[i];
        if (run.state.crews[need.crew].available < need.count) return ServerState::waiting_crew;
    }
    return ServerState::starved;
}

void set_lack(Run& run, const Here& here, ServerState lack) {
    const ServerState before = here.status.lack;
    if (lack == before) return;
    const std::int64_t change = (lack == ServerState::waiting_crew ? 1 : 0) - (before == ServerState::waiting_crew ? 1 : 0);
    if (before == ServerState::starved) run.state.lacking_since[here.id] = run.now();
    here.status.lack = lack;
    for (std::uint32_t i = here.row.lines.first; lack == ServerState::waiting_material && i < here.row.lines.end(); ++i)
        note_lack(run, run.model.lines[run.model.station_lines[i]]);
    for (std::uint32_t i = here.row.crew.first; change != 0 && i < here.row.crew.end(); ++i) {
        run.state.crews[run.model.crew_needs[i].crew].stations_waiting += change;
    }
}

/// Idle servers show what the station lacks, as many as there are units to start; the rest are starved.
void show_idle(Run& run, const Here& here) {
    std::int64_t lacking = 0;
    if (here.status.lack != ServerState::starved) lacking = here.row.makes_units ? here.row.servers.count : here.status.waiting;
    for (std::uint32_t i = here.row.servers.first; i < here.row.servers.end(); ++i) {
        ServerStatus& server = run.state.servers[ServerId(i)];
        if (server.task == Task::none) {
            server.idle = lacking > 0 ? here.status.lack : ServerState::starved;
            if (is_free(server)) --lacking;
        }
        show_state(run, server);
    }
}

/// Takes what a start needs.
void take_needs(Run& run, const ShortNeeds& known, std::span<const Need> needs, std::uint32_t item) {
    for (std::size_t i = 0; i < needs.size(); ++i) {
        StoreStatus& store = run.state.stores[needs[i].store];
        store.demanded += needs[i].quantity;
        if (!was_short(known, item, i)) store.at_once += needs[i].quantity;
        take_stock(run, needs[i].store, needs[i].quantity);
    }
}

/// Starts all that has everything it needs: taken together or not at all, so nothing is held while waiting for the rest.
void start_with_needs(Run& run, const Here& here) {
    ServerState lack = ServerState::starved;
    ShortNeeds& short_needs = run.state.short_needs[here.id];
    bool started = false;
    while (here.status.occupied() < here.row.servers.count * here.row.batch) {
        const NextUnit next = next_unit(run, here);
        if (next.item == UINT32_MAX) break;
        const ServerId server = free_server(run, here.row, next.item);
        if (!server.valid()) break;
        if (!run.state.clocks[here.row.clock].is_open(run.now())) {
            await_opening(run, here.row.clock, here.id);
            if (here.row.crew_has_hours) lack = lack_of(run, here.row, needs_of(run, here, next));
            break;
        }
        const std::span<const Need> needs = needs_of(run, here, next);
        lack = lack_of(run, here.row, needs);
        if (lack == ServerState::waiting_material) {
            if (started) short_needs = {};
            note_short(run, short_needs, needs, next.item);
        }
        if (lack != ServerState::starved) break;
        const UnitId unit = unit_to_start(run, here, next);
        for (UnitId one = unit; one.valid(); one = here.row.batch > 1 ? run.state.units[one].next : UnitId())
            run.state.units[one].started = true;
        take_crew_of(run, here.row);
        start(run, server, here, unit);
        take_needs(run, short_needs, needs, next.item);
        started = true;
        // What it lacks next it lacks from now on, or a station that always lacks would always come first.
        if (here.status.lack != ServerState::starved) run.state.lacking_since[here.id] = run.now();
    }
    if (started && here.row.has_needs && lack != ServerState::waiting_material) short_needs = {};
    set_lack(run, here, lack);
    show_idle(run, here);
}

}  // namespace

void begin_work(Run& run, ServerId id, ServerStatus& server, const Station& station, std::uint32_t item) {
    server.task = Task::work;
    const Distribution& time = run.model.times[station.first_time + item].distribution;
    const Duration work =
        station.batch == 1 ? time.sample_duration(run.state.streams[station.time_stream]) : batch_work(run, server, station);
    if (station.plain) {
        schedule_finish(run, id, station, work);
        return;
    }
    server.work = work;
    tick(run, id, work);
}

void try_start(Run& run, const Here& here) {
    if (here.row.starts_at_once) {
        start_at_once(run, here);
    } else {
        queue_start(run.state, here.id);
    }
}

void try_start(Run& run, StationId id) { try_start(run, station_at(run, id)); }

void start_or_wait(Run& run, const Here& here, UnitId id) {
    if (here.row.starts_at_once && here.status.waiting == 0 && here.status.occupied() <= here.row.servers.count) {
        const ServerId server = free_server(run, here.row, run.state.units[id].item);
        if (server.valid()) {
            start(run, server, here, id);
            return;
        }
    }
    push_waiting(run, here, id);
    tell(run, &RunObserver::unit_queued, here.id, id);
    if (!here.row.starts_at_once) try_start(run, here);
}

void settle_starts(Run& run) {
    RunState& state = run.state;
    while (!state.starts.empty()) {
        state.starts_now.swap(state.starts);
        const auto since = [&](StationId id) {
            return state.stations[id].lack == ServerState::starved ? run.now() : state.lacking_since[id];
        };
        if (state.starts_now.size() > 1) {
            std::sort(state.starts_now.begin(), state.starts_now.end(),
                      [&](StationId a, StationId b) { return since(a) != since(b) ? since(a) < since(b) : a < b; });
        }
        for (StationId id : state.starts_now) {
            const Here here = station_at(run, id);
            here.status.queued_for_start = false;
            start_with_needs(run, here);
        }
        state.starts_now.clear();
    }
}

}  // namespace agrocap
