#include "model/floor/starts.hpp"

#include "base/inlining.hpp"
#include "model/floor/batch.hpp"
#include "model/floor/crew.hpp"
#include "model/floor/interruptions.hpp"
#include "model/floor/line.hpp"
#include "model/floor/next_unit.hpp"
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

/// What a station tells items apart by where it is set up for one.
std::uint32_t number_of(const Run& run, const Station& station, std::uint32_t item) {
    return run.model.item_numbers[station.first_number + item];
}

/// A free server for a unit of `item`: one that is set up for it, else one that was never set up and needs not be, else the first.
ServerId free_server(const Run& run, AnyHere auto here, std::uint32_t item) {
    const Station& station = here.row;
    ServerId found;
    const std::uint32_t number = here.has_setups() ? number_of(run, station, item) : 0;
    for (const ServerId id : ids_of<ServerId>(station.servers)) {
        const ServerStatus& server = run.state.servers[id];
        if (!is_free(server)) continue;
        if (!here.has_setups() || server.last_item == number) return id;
        if (!found.valid() || (server.last_item == no_row && run.state.servers[found].last_item != no_row)) found = id;
    }
    return found;
}

void push_waiting(Run& run, AnyHere auto here, UnitId unit) {
    append(run.state.units, here.status.units, unit);
    ++here.status.waiting;
    here.status.queue.change(run.now(), 1);
    if (here.batches()) note_waiting(run, here, unit);
}

UnitId pop_waiting(Run& run, StationStatus& station) {
    --station.waiting;
    station.queue.change(run.now(), -1);
    return take_first(run.state.units, station.units);
}

/// Set-up for a unit of another item than the last. Gives whether there is any.
AGROCAP_APART bool begin_setup(Run& run, ServerId id, ServerStatus& server, const Station& station, std::uint32_t item) {
    const std::uint32_t last = server.last_item;
    const std::uint32_t number = server.last_item = number_of(run, station, item);
    if (last == number || last == no_row) return false;
    const Distribution& time = run.model.setups[station.first_setup + last * station.number_count + number];
    const Duration setup = time.sample_duration(run.state.streams[station.setup_stream]);
    if (setup == Duration{}) return false;
    server.task = Task::setup;
    tick(run, id, setup);
    return true;
}

/// Those of a batch behind its first unit.
AGROCAP_APART void start_others(Run& run, ServerId server, Here here, UnitId id) {
    for (; id.valid(); id = run.state.units[id].next) {
        tell(run, &RunObserver::unit_started, server, id);
        here.status.wait.add(run.now() - run.state.units[id].arrived);
    }
}

/// The server takes the unit: set-up first where the item changes, then work.
void start(Run& run, ServerId id, AnyHere auto here, UnitId unit_id) {
    tell(run, &RunObserver::unit_started, id, unit_id);
    ServerStatus& server = run.state.servers[id];
    const UnitStatus& unit = run.state.units[unit_id];
    server.unit = unit_id;
    here.status.wait.add(run.now() - unit.arrived);
    if (here.batches()) start_others(run, id, here, unit.next);
    if (!here.has_setups() || !begin_setup(run, id, server, here.row, unit.item)) begin_work(run, id, server, here, unit.item);
    // The server was free: nothing holds it.
    if (server.shown != (server.task == Task::setup ? ServerState::setup : ServerState::working)) change_shown(run, server);
}

/// Of a station that works on batches: the first unit of one that is ready. Where lines start units, as many more are released as it takes.
AGROCAP_APART NextUnit next_of_batch(Run& run, Here here) {
    while (true) {
        const UnitId ready = ready_batch(run, here);
        if (ready.valid()) return {run.state.units[ready].item, true};
        if (!here.row.makes_units || !has_place(run, id_of(run, here))) return {};
        const NextUnit next = first_come(run, here, false).unit;
        if (next.item == no_row || !free_server(run, here, next.item).valid()) return {};
        if (!run.state.clocks[here.row.clock].is_open(run.now())) return next;
        for (const Need& need : needs_of_batch(run, here, next))
            if (!has_stock(run, need)) return next;
        ++here.status.present;
        const UnitId unit = release_unit(run, run.model.line_items[next.item].line, next.item);
        push_waiting(run, here, unit);
        tell(run, &RunObserver::unit_queued, id_of(run, here), unit);
    }
}

NextUnit next_unit(Run& run, AnyHere auto here) {
    if (here.batches()) return next_of_batch(run, here);
    if (here.row.makes_units && !here.row.line.valid()) return first_come(run, here, true).unit;
    if (here.status.waiting > 0) return {run.state.units[here.status.units.head].item, true};
    if (!here.row.makes_units) return {};
    return {next_item_at(run, here.row.line, id_of(run, here)), false};
}

/// Takes it, or all of its batch.
UnitId unit_to_start(Run& run, AnyHere auto here, const NextUnit& next) {
    if (here.batches()) return take_batch(run, here, ready_batch(run, here));
    if (next.waits) return pop_waiting(run, here.status);
    ++here.status.present;
    return release_unit(run, run.model.line_items[next.item].line, next.item);
}

AGROCAP_APART void start_at_once(Run& run, AnyHere auto here) {
    while (here.status.occupied() < here.row.servers.count) {
        const NextUnit next = next_unit(run, here);
        if (next.item == no_row) return;
        const ServerId server = free_server(run, here, next.item);
        if (!server.valid()) return;
        start(run, server, here, unit_to_start(run, here, next));
    }
}

/// The first server that is free, where it does not matter which; none when all hours are over: the station is looked at when it opens.
ServerId free_in_hours(Run& run, AnyHere auto here) {
    const ServerId server = free_server(run, here, 0);
    if (!server.valid() || run.state.clocks[here.row.clock].is_open(run.now())) return server;
    await_opening(run, here.row.clock, id_of(run, here));
    return ServerId();
}

/// A server for the unit at a station where nothing of the instant can change a start.
ServerId server_for(Run& run, AnyHere auto here, UnitId unit) {
    return here.row.starts_at_once ? free_server(run, here, run.state.units[unit].item) : free_in_hours(run, here);
}

void start_unit(Run& run, ServerId server, AnyHere auto here, UnitId unit) {
    if (!here.row.starts_at_once) run.state.units[unit].started = true;
    start(run, server, here, unit);
}

/// Starts the units that wait at such a station, of which none begins lines.
AGROCAP_APART void start_waiting(Run& run, AnyHere auto here) {
    while (here.status.waiting > 0 && here.status.occupied() < here.row.servers.count) {
        const ServerId server = server_for(run, here, here.status.units.head);
        if (!server.valid()) return;
        start_unit(run, server, here, pop_waiting(run, here.status));
    }
}

std::span<const Need> needs_of(Run& run, Here here, const NextUnit& next) {
    if (!here.row.has_needs) return {};
    if (here.batches()) return needs_of_batch(run, here, next);
    const bool begun = next.waits && run.state.units[here.status.units.head].started;
    const Slice slice = run.model.needs_by_item[(begun ? here.row.needs : here.row.first_needs) + next.item];
    return {run.model.needs.data() + slice.first, slice.count};
}

/// Which of several lines a unit is of does not matter: at a shared station they wait by turns.
std::uint32_t waiting_item(const Run& run, std::uint32_t line_item) { return run.model.line_items[line_item].item.index; }

std::uint32_t bit_of(const Need& need) { return need.store.index % 64; }

/// What a start has found short stays so however the stock changes while it waits.
void note_short(const Run& run, ShortNeeds& known, std::span<const Need> needs, std::uint32_t line_item) {
    const std::uint32_t item = waiting_item(run, line_item);
    if (known.item != item) known = {.item = item, .bits = 0};
    for (const Need& need : needs)
        if (!has_stock(run, need)) known.bits |= std::uint64_t{1} << bit_of(need);
}

bool was_short(const Run& run, const ShortNeeds& known, std::uint32_t line_item, const Need& need) {
    return (known.bits >> bit_of(need) & 1) != 0 && known.item == waiting_item(run, line_item);
}

void set_lack(Run& run, Here here, ServerState lack) {
    if (lack == here.status.lack) return;
    here.status.lack = lack;
    note_line(run, id_of(run, here));
    for (std::uint32_t i = here.row.lines.first; lack == ServerState::waiting_material && i < here.row.lines.end(); ++i)
        note_lack(run, run.model.lines[run.model.station_lines[i]]);
}

/// A start in the balance, as far as its requirements have been found to be met.
struct Start {
    NextUnit next;
    ServerId server;
    std::span<const Need> needs;
    std::uint32_t crew = 0;  // which of the station's alternatives
};

// What a start requires, in the order in which it is asked for. Each row says what is shown while it is missing, whether it is there (and
// does what has to be done if it is not), and how it is taken. All are taken together or none, so nothing is held while waiting for the
// rest.

struct UnitToStart {
    static constexpr ServerState lack = ServerState::starved;

    static bool is_there(Run& run, Here here, Start& start) {
        if (here.status.occupied() >= here.row.servers.count * here.batch()) return false;
        start.next = next_unit(run, here);
        if (here.row.makes_units && here.row.line.valid() && !start.next.waits)
            note_next(run, here.row.line, here.row.batch > 1 ? next_item_at(run, here.row.line, id_of(run, here)) : start.next.item);
        return start.next.item != no_row;
    }
    static void take(Run&, Here, const Start&) {}  // last of all, by `begin`

    /// When the next unit of a line came: when the last one was released, or later if none was wanted then. Of a line whose items begin at
    /// several stations what one of them lacks says nothing of the others.
    static void note_next(Run& run, LineId line, std::uint32_t item) {
        if (!run.model.lines[line].first.valid()) return;
        Time& came = run.state.lines[line].next_came;
        if (item == no_row) {
            came = time_never;
        } else if (came == time_never) {
            came = run.now();
        }
    }
};

struct FreeServer {
    static constexpr ServerState lack = ServerState::starved;

    static bool is_there(Run& run, Here here, Start& start) {
        start.server = free_server(run, here, start.next.item);
        return start.server.valid();
    }
    static void take(Run&, Here, const Start&) {}
};

struct OpenShift {
    static constexpr ServerState lack = ServerState::starved;  // booked as off shift

    static bool is_there(Run& run, Here here, Start&) {
        if (run.state.clocks[here.row.clock].is_open(run.now())) return true;
        await_opening(run, here.row.clock, id_of(run, here));
        return false;
    }
    static void take(Run&, Here, const Start&) {}
};

struct Material {
    static constexpr ServerState lack = ServerState::waiting_material;

    static bool is_there(Run& run, Here here, Start& start) {
        start.needs = needs_of(run, here, start.next);
        if (std::all_of(start.needs.begin(), start.needs.end(), [&](const Need& need) { return has_stock(run, need); })) return true;
        note_short(run, run.state.short_needs[id_of(run, here)], start.needs, start.next.item);
        return false;
    }
    static void take(Run& run, Here here, const Start& start) {
        if (!here.row.has_needs) return;
        ShortNeeds& known = run.state.short_needs[id_of(run, here)];
        for (const Need& need : start.needs) {
            StoreStatus& store = run.state.stores[need.store];
            store.demanded += need.quantity;
            if (!was_short(run, known, start.next.item, need)) store.at_once += need.quantity;
            take_stock(run, need.store, need.quantity);
        }
        known = {};
    }
};

struct CrewThere {
    static constexpr ServerState lack = ServerState::waiting_crew;

    static bool is_there(Run& run, Here here, Start& start) {
        if (!here.has_crews()) return true;
        start.crew = free_crew(run, here.row);
        if (start.crew != no_row) return true;
        keep_crew(run, here.row);
        return false;
    }
    static void take(Run& run, Here here, const Start& start) {
        if (here.has_crews()) hold_crew(run, run.state.servers[start.server], here.row, start.crew);
    }
};

template <class... Rows>
struct RequirementList {
    /// What the start lacks; `working` if nothing.
    static ServerState missing(Run& run, Here here, Start& start) {
        ServerState lack = ServerState::working;
        static_cast<void>(((Rows::is_there(run, here, start) || (lack = Rows::lack, false)) && ...));
        return lack;
    }
    static void take(Run& run, Here here, const Start& start) { (Rows::take(run, here, start), ...); }
};

/// How many servers have something to start.
std::int64_t starts_waiting(const Run& run, Here here) {
    if (here.row.makes_units) return here.row.servers.count;
    return here.row.batch > 1 ? ready_batches(run, here) : here.status.waiting;
}

/// Where others may want what a start takes.
AGROCAP_APART bool try_start_in_turn(Run& run, AnyHere auto here) {
    // With all servers at work there is nothing to look at, but for people who may go elsewhere.
    if (!here.has_crews() && here.status.occupied() >= here.row.servers.count * here.batch()) return false;
    const bool now = starts_now(run, here.row);
    now ? start_waiting(run, here) : queue_start(run.state, id_of(run, here));
    return now;
}

using Requirements = RequirementList<UnitToStart, FreeServer, OpenShift, Material, CrewThere>;

}  // namespace

bool begin_one(Run& run, Here here) {
    Start wanted;
    const ServerState lack = Requirements::missing(run, here, wanted);
    if (lack != ServerState::working) {
        set_lack(run, here, lack);
        return false;
    }
    const UnitId unit = unit_to_start(run, here, wanted.next);
    for (UnitId one = unit; one.valid(); one = here.batches() ? run.state.units[one].next : UnitId()) run.state.units[one].started = true;
    start(run, wanted.server, here, unit);
    Requirements::take(run, here, wanted);
    return true;
}

void start_alone(Run& run, Here here) {
    start_waiting(run, here);
    for (const ServerId id : ids_of<ServerId>(here.row.servers)) {
        ServerStatus& server = run.state.servers[id];
        if (server.task == Task::none) show_state(run, server);
    }
}

void note_full(Run& run, Here here) { set_lack(run, here, UnitToStart::lack); }

void show_idle(Run& run, Here here) {
    std::int64_t lacking = 0;
    if (here.status.lack != ServerState::starved) lacking = starts_waiting(run, here);
    for (const ServerId id : ids_of<ServerId>(here.row.servers)) {
        ServerStatus& server = run.state.servers[id];
        if (server.task == Task::none) {
            server.idle = lacking > 0 ? here.status.lack : ServerState::starved;
            if (is_free(server)) --lacking;
        }
        show_state(run, server);
    }
}

void begin_work(Run& run, ServerId id, ServerStatus& server, AnyHere auto here, std::uint32_t item) {
    const Station& station = here.row;
    server.task = Task::work;
    if (here.has_upkeeps()) count_units(run, id, here.batches() ? units_in_batch(run, server) : 1);
    const Distribution& time = run.model.times[station.first_time + item].distribution;
    const Duration work = here.batches() ? batch_work(run, server, station) : time.sample_duration(run.state.streams[station.time_stream]);
    if (station.plain) {
        schedule_finish(run, id, station, work);
        return;
    }
    server.work = work;
    tick(run, id, server, station, work);
}

bool try_start(Run& run, AnyHere auto here) {
    if (!here.row.starts_at_once) return try_start_in_turn(run, here);
    here.row.makes_units ? start_at_once(run, here) : start_waiting(run, here);
    return true;
}

void try_start(Run& run, StationId id) { try_start(run, station_at(run, id)); }

void start_or_wait(Run& run, AnyHere auto here, UnitId id) {
    const bool has_server = here.status.occupied() <= here.row.servers.count;  // the unit counts already
    // With all servers at work it waits, whatever comes yet: as in `try_start`.
    const bool now = (!has_server && !here.has_crews() && !here.batches()) || starts_now(run, here.row);
    if (now && has_server && here.status.waiting == 0) {
        const ServerId server = server_for(run, here, id);
        if (server.valid()) return start_unit(run, server, here, id);
    }
    push_waiting(run, here, id);
    tell(run, &RunObserver::unit_queued, id_of(run, here), id);
    if (!now) try_start(run, here);
}

// For the other files, where they are no part of this unit.
template void begin_work(Run&, ServerId, ServerStatus&, Here, std::uint32_t);
template void begin_work(Run&, ServerId, ServerStatus&, SimpleHere, std::uint32_t);
template bool try_start(Run&, Here);
template bool try_start(Run&, SimpleHere);
template void start_or_wait(Run&, Here, UnitId);
template void start_or_wait(Run&, SimpleHere, UnitId);

}  // namespace agrocap
