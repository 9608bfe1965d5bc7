// The part of the recorder that follows units, servers and crews.

#include "thread/thread_recorder.hpp"

#include "model/floor/server.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

ThreadCause cause_of(ServerState state) {
    switch (state) {
        case ServerState::working: return ThreadCause::working;
        case ServerState::setup: return ThreadCause::setup;
        case ServerState::waiting_crew: return ThreadCause::waiting_crew;
        case ServerState::down: return ThreadCause::down;
        case ServerState::maintenance: return ThreadCause::maintenance;
        default: return ThreadCause::other;
    }
}

bool is_cared_for(ServerState state) { return state == ServerState::down || state == ServerState::maintenance; }

}  // namespace

// The time of a server --------------------------------------------------------------------------------------------------------------------

/// The time since `ready` of a server with a unit in hand.
void ThreadRecorder::tell_time(const Run& run, ServerThread& thread, StationId id) {
    if (thread.ready.at == run.now()) return;
    const Station& station = model_.stations[id];
    const bool closed = thread.state == ServerState::down && thread.disrupted;
    const Why why{closed ? ThreadCause::disrupted : cause_of(thread.state), place_of(id), SupplyId()};
    const ClockStatus& clock = run.state.clocks[station.clock];
    if ((clock.open && clock.from <= thread.ready.at) || goes_on_off_shift(station, thread.state)) {
        thread.ready = moments_.add(thread.ready, run.now(), why, thread.tied);
    } else {
        tell_open_time(run, thread, station, why);
    }
    thread.tied = false;
}

/// The same, night by night.
void ThreadRecorder::tell_open_time(const Run& run, ServerThread& thread, const Station& station, const Why& why) {
    const std::vector<WorkInterval>& intervals = model_.clocks[station.clock].intervals;
    const Why closed{ThreadCause::off_shift, why.where, SupplyId()};
    const auto go_on = [&](Time to, const Why& what) {
        const Time at = std::min(to, run.now());
        if (at > thread.ready.at) thread.ready = moments_.add(thread.ready, at, what, thread.tied);
    };
    std::size_t i = std::min<std::size_t>(run.state.clocks[station.clock].index, intervals.size());
    while (i > 0 && intervals[i - 1].close > thread.ready.at) --i;
    for (; i < intervals.size() && thread.ready.at < run.now(); ++i) {
        go_on(intervals[i].open, closed);
        go_on(intervals[i].close, why);
    }
    go_on(run.now(), closed);
}

void ThreadRecorder::finish(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const ServerStatus& server = run.state.servers[id];
    const Why why{ThreadCause::working, place_of(server.station), SupplyId()};
    const bool is_usual = thread.is_usual && thread.state == ServerState::working && server.task == Task::work;
    if (!is_usual || thread.ready.at == run.now() || !moments_.goes_on(thread.ready, why, thread.tied)) return finish_any(run, id);
    const Since now = moments_.next(thread.ready, run.now());
    happen(now);
    thread.ready = now;
    thread.done = now;
    thread.in_hand = thread.tied = false;
}

/// The same, whatever the station. Apart, as are those below: the usual way needs no registers saved.
AGROCAP_APART void ThreadRecorder::finish_any(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const ServerStatus& server = run.state.servers[id];
    tell_time(run, thread, server.station);
    happen(thread.ready);
    if (server.task != Task::work) return;
    thread.in_hand = false;
    thread.done = thread.ready;
    if (server.crew != 0) free_crews(run, id);
}

void ThreadRecorder::server_changed(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const ServerStatus& server = run.state.servers[id];
    if (thread.in_hand) {
        const bool goes_on = server.shown == ServerState::working || server.shown == ServerState::setup;
        if (thread.state == ServerState::waiting_crew && goes_on) {
            go_on_with_crew(run, thread, server.station);
        } else {
            tell_time(run, thread, server.station);
        }
    } else {
        if (is_cared_for(thread.state)) end_hold(run, thread, server.station);
        if (is_cared_for(server.shown)) begin_hold(run, thread);
    }
    thread.state = server.shown;
    thread.disrupted = present_.why.cause == ThreadCause::disrupted;
}

// Repairs and maintenance -----------------------------------------------------------------------------------------------------------------

/// Of a server without a unit in hand: what follows from its work keeps it from the next, as the work did. What comes by the calendar is an
/// outside event.
void ThreadRecorder::begin_hold(const Run& run, ServerThread& thread) {
    thread.is_held = thread.ready.at == run.now() && run.now() > Time{};
    thread.held = thread.ready;
}

void ThreadRecorder::end_hold(const Run& run, ServerThread& thread, StationId station) {
    const ThreadCause cause = thread.state == ServerState::down && thread.disrupted ? ThreadCause::disrupted : cause_of(thread.state);
    if (!thread.is_held) {
        thread.up = run.now();
        thread.up_from = cause;
        return;
    }
    thread.held = moments_.add(thread.held, run.now(), {cause, place_of(station), SupplyId()});
    if (thread.held.at > thread.ready.at) thread.ready = thread.held;
    thread.is_held = false;
}

/// A repair or a maintenance ends. Told before the server shows another state, and may start at once.
void ThreadRecorder::end_care(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const StationId station = run.state.servers[id].station;
    if (thread.in_hand) {
        tell_time(run, thread, station);
        return happen(thread.ready);
    }
    const bool was_held = thread.is_held;
    end_hold(run, thread, station);
    thread.is_held = was_held;  // until it shows another state: something else may hold it still
    if (was_held) {
        happen(thread.held);
    } else {
        happen_outside(thread.up_from, place_of(station));
    }
}

/// What it waited for people goes back to who had them.
void ThreadRecorder::care_went_on(const Run& run, ServerId id, CrewId crew) {
    ServerThread& thread = servers_[id];
    if (!crew.valid() || !is_cared_for(thread.state) || !(thread.in_hand || thread.is_held)) return;
    Since& waits = thread.in_hand ? thread.ready : thread.held;
    if (waits.at == run.now()) return;
    Latest latest;
    latest.await(waits, moments_);
    await_crew(run, latest, crew, 1);
    waits = latest.settle(moments_);
    if (waits.at < run.now())
        waits = moments_.add(waits, run.now(), {cause_of(thread.state), place_of(run.state.servers[id].station), SupplyId()});
}

// Crews -----------------------------------------------------------------------------------------------------------------------------------

void ThreadRecorder::free_crew(const Run& run, CrewId id, std::int64_t people, const Since& since) {
    CrewThread& crew = crews_[id];
    if (crew.freed.at != run.now()) crew.freed_now = 0;
    crew.freed_now += people;
    crew.freed = since;
}

/// Those who have worked on the unit that is finished now.
void ThreadRecorder::free_crews(const Run& run, ServerId id) {
    const ServerStatus& server = run.state.servers[id];
    const Slice needs = model_.crew_choices[model_.stations[server.station].crews.first + server.crew - 1U];
    for (const CrewNeed& need : rows_of(model_.crew_needs, needs)) free_crew(run, need.crew, need.count, servers_[id].done);
}

/// People who were there before have been waited for by nobody.
void ThreadRecorder::await_crew(const Run& run, Latest& latest, CrewId id, std::int64_t count) {
    const CrewThread& crew = crews_[id];
    if (crew.freed.at == run.now() && run.state.crews[id].available - crew.freed_now < count) latest.await(crew.freed, moments_);
    if (crew.changed == run.now()) latest.await_outside(run.now(), {ThreadCause::waiting_crew, place_of(id), SupplyId()});
}

/// A unit in hand had lost its people; some have come.
void ThreadRecorder::go_on_with_crew(const Run& run, ServerThread& thread, StationId id) {
    Latest latest;
    latest.await(thread.ready, moments_);
    await_hours(run, latest, id);
    for (const CrewNeed& need : model_.crew_needs_of(model_.stations[id])) {
        const CrewThread& crew = crews_[need.crew];  // they have been given to it already
        if (crew.freed.at == run.now()) latest.await(crew.freed, moments_);
        if (crew.changed == run.now()) latest.await_outside(run.now(), {ThreadCause::waiting_crew, place_of(need.crew), SupplyId()});
    }
    thread.ready = settle(run, latest);
    thread.tied = latest.tied();
}

// Units -----------------------------------------------------------------------------------------------------------------------------------

void ThreadRecorder::unit_released(const Run& run, LineId id, UnitId unit) {
    if (model_.lines[id].release != ReleaseKind::saturated || !units_.has(unit)) return release(run, id, unit);
    units_.known(unit) = {.ready = lines_[id].opened};
}

AGROCAP_APART void ThreadRecorder::release(const Run& run, LineId id, UnitId unit) {
    const Since ready = ready_at_release(run, id, unit);  // before the row is touched: it may have grown
    units_[unit] = {.ready = ready};
}

/// Of a line that begins whatever it can, since when it is open; else since when the unit was asked for, or one made room for it.
Since ThreadRecorder::ready_at_release(const Run& run, LineId id, UnitId unit) {
    const Line& line = model_.lines[id];
    const LineItem& item = model_.line_items[run.state.units[unit].item];
    switch (line.release) {
        case ReleaseKind::saturated: return lines_[id].opened;
        case ReleaseKind::pull: return first_wanted(run, line, item.store);
        case ReleaseKind::every: return present(run);
        case ReleaseKind::wip: break;
    }
    if (lines_[id].exit.at == run.now()) return lines_[id].exit;
    return left_[item.first].at == run.now() ? left_[item.first] : present(run);
}

/// The unit is not done at this very moment: it waits for a place, or is scrapped in the midst of its work.
bool ThreadRecorder::has_waited(const Run& run, const ServerThread& thread) { return thread.in_hand || thread.done.at < run.now(); }

void ThreadRecorder::wait_to_leave(const Run& run, const UnitThread& unit, const Since& place) {
    ServerThread& thread = servers_[unit.server];
    if (thread.in_hand) {
        tell_time(run, thread, run.state.servers[unit.server].station);
        thread.in_hand = false;
        thread.done = thread.ready;
    }
    if (thread.done.at == run.now()) return;
    if (place.at == run.now() && !place.is_outside()) {
        thread.done = place;
    } else {
        Latest latest;
        latest.await(thread.done, moments_);
        latest.await(place, moments_);
        thread.done = settle(run, latest);
    }
    if (thread.done.at > thread.ready.at) thread.ready = thread.done;
}

/// The unit goes from the server that has finished it.
inline const Since& ThreadRecorder::leave_server(const Run& run, const UnitThread& unit) {
    const Since& done = servers_[unit.server].done;
    left_[run.state.servers[unit.server].station] = done;
    happen(done);
    return done;
}

void ThreadRecorder::go_to_station(const Run& run, UnitThread& unit, StationId id) {
    if (has_waited(run, servers_[unit.server])) wait_to_leave(run, unit, left_[id]);
    unit.ready = leave_server(run, unit);
    unit.server = ServerId();
}

void ThreadRecorder::unit_queued(const Run& run, StationId id, UnitId unit_id) {
    UnitThread& unit = units_.known(unit_id);
    if (unit.server.valid()) go_to_station(run, unit, id);
}

void ThreadRecorder::unit_started(const Run& run, ServerId id, UnitId unit_id) {
    ServerThread& thread = servers_[id];
    UnitThread& unit = units_.known(unit_id);
    const Since& last = thread.ready.at > unit.ready.at ? thread.ready : unit.ready;
    const bool is_usual = thread.is_usual && !unit.server.valid() && last.at == run.now() && !last.is_outside();
    if (!is_usual) return start(run, id, unit_id);
    unit.server = id;
    unit.begun = true;
    thread.tied = thread.ready.at == unit.ready.at && thread.ready != unit.ready;
    thread.ready = last;
    begin_work(thread);
}

inline void ThreadRecorder::begin_work(ServerThread& thread) {
    thread.in_hand = true;
    thread.state = ServerState::working;
    thread.disrupted = false;
    happen(thread.ready);
}

AGROCAP_APART void ThreadRecorder::start(const Run& run, ServerId id, UnitId unit_id) {
    ServerThread& thread = servers_[id];
    UnitThread& unit = units_.known(unit_id);
    const StationId station = run.state.servers[id].station;
    if (unit.server.valid()) {
        go_to_station(run, unit, station);
        if (thread.is_usual) return unit_started(run, id, unit_id);
    }
    unit.server = id;
    const bool begun = std::exchange(unit.begun, true);
    if (thread.in_hand) return;  // another of a batch, which has been waited for with the first
    await_all(run, unit_id, id, model_.stations[station], begun);
    begin_work(thread);
}

/// What a start waits for, in the order in which it is asked for.
void ThreadRecorder::await_all(const Run& run, UnitId unit, ServerId id, const Station& station, bool begun) {
    const StationId station_id = run.state.servers[id].station;
    Latest latest;
    latest.await(units_.known(unit).ready, moments_);
    if (station.batch > 1) await_rest_of_batch(run, latest, station, unit);
    await_server(run, latest, id, station);
    if (!station.starts_at_once) {
        await_hours(run, latest, station_id);
        if (station.has_needs) await_material(latest, station, run.state.units[unit], begun);
        for (const CrewNeed& need : model_.crew_needs_of(station)) await_crew(run, latest, need.crew, need.count);
    }
    servers_[id].ready = settle(run, latest);
    servers_[id].tied = latest.tied();
}

/// Those behind the first, which are told of when it has started, and what they need; or that the first has waited long enough.
void ThreadRecorder::await_rest_of_batch(const Run& run, Latest& latest, const Station& station, UnitId first) {
    std::uint32_t units = 1;
    for (UnitId id = run.state.units[first].next; id.valid(); id = run.state.units[id].next, ++units) {
        latest.await(units_[id].ready, moments_);
        if (station.has_needs) await_material(latest, station, run.state.units[id], units_[id].begun);
    }
    const StationId id(static_cast<std::size_t>(&station - model_.stations.data()));
    if (units < station.batch && batch_due_[id] == run.now() && latest.inside().at < run.now())
        latest.await(moments_.add(units_[first].ready, run.now(), {ThreadCause::gathering, place_of(id), SupplyId()}), moments_);
}

/// Of several that are free, the one that was first would have done.
void ThreadRecorder::await_server(const Run& run, Latest& latest, ServerId id, const Station& station) {
    const ServerThread* first = &servers_[id];
    if (station.servers.count > 1 && first->ready.at > latest.inside().at) {
        for (const ServerId server : ids_of<ServerId>(station.servers)) {
            const ServerThread& other = servers_[server];
            if (other.ready.at < first->ready.at && is_free(run.state.servers[server])) first = &other;
        }
    }
    latest.await(first->ready, moments_);
    if (first->up > Time{}) latest.await_outside(first->up, {first->up_from, place_of(run.state.servers[id].station), SupplyId()});
}

void ThreadRecorder::await_hours(const Run& run, Latest& latest, StationId id) {
    const Time opened = run.state.clocks[model_.stations[id].clock].from;
    if (opened > Time{}) latest.await_outside(opened, {ThreadCause::off_shift, place_of(id), SupplyId()});
}

/// The very units of the stock that the start takes: they are taken when it has been told.
void ThreadRecorder::await_material(Latest& latest, const Station& station, const UnitStatus& status, bool begun) {
    const Slice needs = model_.needs_by_item[(begun ? station.needs : station.first_needs) + status.item];
    for (const Need& need : rows_of(model_.needs, needs)) {
        if (model_.stores[need.store].never_empty) continue;
        StoreThread& store = stores_[need.store];
        store.reserved += need.quantity;
        latest.await(store.units.last_of(store.reserved), moments_);
    }
}

void ThreadRecorder::unit_scrapped(const Run& run, LineId line, UnitId id) {
    const UnitStatus& unit = run.state.units[id];
    UnitThread& row = units_.known(id);
    if (has_waited(run, servers_[row.server])) wait_to_leave(run, row, {});
    lines_[line].exit = leave_server(run, row);
    if (line == unit_asked_.line && unit.number == unit_asked_.number) unit_was_scrapped_ = true;
    row = {};
    if (!lines_[line].pulls) return;
    const StoreId store = model_.line_items[unit.item].store;
    --stores_[store].coming;
    note_wanted(run, store);
}

void ThreadRecorder::unit_left(const Run& run, LineId line, UnitId id) {
    if (has_waited(run, servers_[units_.known(id).server])) return leave_line_late(run, line, id);
    leave_line(run, line, id);
}

inline void ThreadRecorder::leave_line(const Run& run, LineId id, UnitId unit) {
    LineThread& line = lines_[id];
    UnitThread& row = units_.known(unit);
    const Since& done = leave_server(run, row);
    line.exit = done;
    line.last_left = done;
    row.ready = {};
    if (id == unit_asked_.line && run.state.units[unit].number == unit_asked_.number) unit_left_ = line.last_left;
    if (line.pulls) --stores_[model_.line_items[run.state.units[unit].item].store].coming;
}

/// It has waited for room in the store.
AGROCAP_APART void ThreadRecorder::leave_line_late(const Run& run, LineId line, UnitId id) {
    wait_to_leave(run, units_.known(id), stores_[model_.line_items[run.state.units[id].item].store].dropped);
    leave_line(run, line, id);
}

}  // namespace agrocap
