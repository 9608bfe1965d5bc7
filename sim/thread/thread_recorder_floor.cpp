// The part of the recorder that follows units and crews.

#include "thread/thread_recorder.hpp"

#include "model/floor/server.hpp"

#include <utility>

namespace agrocap {

// Crews -----------------------------------------------------------------------------------------------------------------------------------

void ThreadRecorder::free_crew(const Run& run, CrewId id, std::int64_t people, const Since& since) {
    CrewThread& crew = crews_[id];
    if (crew.freed.at != run.now()) crew.freed_now = 0;
    crew.freed_now += people;
    crew.freed = since;
}

/// Those who have worked on the unit that is finished now.
AGROCAP_APART void ThreadRecorder::free_crews(const Run& run, ServerId id) {
    const ServerStatus& server = run.state.servers[id];
    const Slice needs = model_.crew_choices[model_.stations[server.station].crews.first + server.crew - 1U];
    for (const CrewNeed& need : rows_of(model_.crew_needs, needs)) free_crew(run, need.crew, need.count, servers_[id].done);
}

/// People who were there before have been waited for by nobody.
inline void ThreadRecorder::await_crew(const Run& run, Latest& latest, CrewId id, std::int64_t count) {
    const CrewThread& crew = crews_[id];
    if (crew.freed.at == run.now() && run.state.crews[id].available - crew.freed_now < count) latest.await(crew.freed, moments_);
    if (crew.changed == run.now()) latest.await_outside(run.now(), {ThreadCause::waiting_crew, place_of(id), SupplyId()});
}

/// What it waited for people goes back to who had them.
void ThreadRecorder::care_went_on(const Run& run, ServerId id, CrewId crew) {
    ServerThread& thread = servers_[id];
    HoldThread& hold = holds_[id];
    if (!crew.valid() || !is_cared_for(thread.state) || !(thread.in_hand || hold.is_held)) return;
    Since& waits = thread.in_hand ? thread.ready : hold.held;
    if (waits.at == run.now()) return;
    Latest latest;
    latest.await(waits, moments_);
    await_crew(run, latest, crew, 1);
    waits = latest.settle(moments_);
    if (waits.at < run.now()) waits = moments_.add(waits, run.now(), {cause_of(thread.state), place_of(thread.station), SupplyId()});
}

/// A unit in hand had lost its people; some have come.
void ThreadRecorder::go_on_with_crew(const Run& run, ServerThread& thread) {
    Latest latest;
    latest.await(thread.ready, moments_);
    await_hours(run, latest, thread.station);
    for (const CrewNeed& need : model_.crew_needs_of(model_.stations[thread.station])) {
        const CrewThread& crew = crews_[need.crew];  // they have been given to it already
        if (crew.freed.at == run.now()) latest.await(crew.freed, moments_);
        if (crew.changed == run.now()) latest.await_outside(run.now(), {ThreadCause::waiting_crew, place_of(need.crew), SupplyId()});
    }
    thread.ready = settle(run, latest);
    mark_start(thread, latest.tied());
}

// Units -----------------------------------------------------------------------------------------------------------------------------------

void ThreadRecorder::unit_released(const Run& run, LineId id, UnitId unit) {
    const LineThread& line = lines_[id];
    if (!units_.has(unit)) return release(run, id, unit);
    switch (line.release) {
        case ReleaseKind::saturated: return units_.known(unit).begin(line.opened);
        case ReleaseKind::every: return units_.known(unit).begin(present(run));
        default: return release(run, id, unit);
    }
}

AGROCAP_APART void ThreadRecorder::release(const Run& run, LineId id, UnitId unit) {
    const Since ready = ready_at_release(run, id, unit);  // before the row is touched: it may have grown
    units_[unit].begin(ready);
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

/// Whether its unit, done before, has waited for a place that is there at this very moment.
inline bool ThreadRecorder::has_place(const Run& run, ServerThread& server, const Since& place) {
    if (server.in_hand || place.at != run.now() || place.is_outside()) return false;
    server.done = place;
    if (server.ready.at < place.at) server.ready = place;
    return true;
}

/// Its unit leaves it, having waited for something else as well, or scrapped in the midst of its work.
void ThreadRecorder::wait_to_leave(const Run& run, ServerThread& server, const Since& place) {
    if (server.in_hand) end_any_work(run, server);
    if (server.done.at == run.now() || has_place(run, server, place)) return;
    Latest latest;
    latest.await(server.done, moments_);
    latest.await(place, moments_);
    server.done = settle(run, latest);
    if (server.done.at > server.ready.at) server.ready = server.done;
}

/// A unit goes from the server that has finished it.
inline const Since& ThreadRecorder::leave_server(const ServerThread& server) {
    left_[server.station] = server.done;
    happen(server.done);
    return server.done;
}

inline void ThreadRecorder::go_on(UnitThread& unit) {
    unit.ready = leave_server(servers_[unit.server]);
    unit.server = ServerId();
}

AGROCAP_APART void ThreadRecorder::go_on_late(const Run& run, StationId station, UnitId unit) {
    ServerThread& server = servers_[units_.known(unit).server];
    if (server.in_hand) end_untold_work(run, server);
    wait_to_leave(run, server, left_[station]);
    go_on(units_.known(unit));
}

void ThreadRecorder::unit_queued(const Run& run, StationId id, UnitId unit_id) {
    UnitThread& unit = units_.known(unit_id);
    if (!unit.server.valid()) return;
    ServerThread& from = servers_[unit.server];
    if (!is_done(run, from) && !has_place(run, from, left_[id])) return go_on_late(run, id, unit_id);
    go_on(unit);
}

void ThreadRecorder::unit_started(const Run& run, ServerId id, UnitId unit_id) {
    ServerThread& thread = servers_[id];
    UnitThread& unit = units_.known(unit_id);
    if (unit.server.valid()) return start_from(run, id, unit_id);
    if (thread.ready.at > unit.ready.at) {
        if (thread.ready.at != run.now() || !thread.is_simple || !thread.is_single) return start(run, id, unit_id);
        thread.doing = thread.work;
    } else {
        if (unit.ready.at != run.now() || unit.ready.is_outside() || !thread.is_simple) return start(run, id, unit_id);
        mark_start(thread, thread.ready.at == unit.ready.at && thread.ready != unit.ready);
        thread.ready = unit.ready;
    }
    unit.server = id;
    unit.begun = true;
    begin_work(thread);
}

/// The same of a unit that has just been finished at another station, which is never an outside event.
AGROCAP_APART void ThreadRecorder::start_from(const Run& run, ServerId id, UnitId unit_id) {
    ServerThread& thread = servers_[id];
    UnitThread& unit = units_.known(unit_id);
    ServerThread& from = servers_[unit.server];
    if (!is_done(run, from) && !has_place(run, from, left_[thread.station])) return start_late(run, id, unit_id);
    if (!thread.is_simple) {
        go_on(unit);
        return start(run, id, unit_id);
    }
    left_[from.station] = from.done;
    unit.server = id;
    unit.begun = true;
    mark_start(thread, thread.ready.at == from.done.at && thread.ready != from.done);
    thread.ready = from.done;
    begin_work(thread);
}

/// The same of a unit that has waited there, but not for a place alone.
AGROCAP_APART void ThreadRecorder::start_late(const Run& run, ServerId id, UnitId unit) {
    go_on_late(run, servers_[id].station, unit);
    unit_started(run, id, unit);
}

inline void ThreadRecorder::begin_work(ServerThread& thread) {
    thread.in_hand = true;
    thread.state = ServerState::working;
    thread.disrupted = false;
    happen(thread.ready);
}

/// The same where more is waited for, or what came last was there before: all of it, in the order in which it is asked for.
AGROCAP_APART void ThreadRecorder::start(const Run& run, ServerId id, UnitId unit_id) {
    ServerThread& thread = servers_[id];
    UnitThread& unit = units_.known(unit_id);
    unit.server = id;
    const bool begun = std::exchange(unit.begun, true);
    if (thread.in_hand) return;  // another of a batch, which has been waited for with the first
    const Station& station = model_.stations[thread.station];
    Latest latest;
    latest.await(unit.ready, moments_);
    if (station.batch > 1) await_rest_of_batch(run, latest, station, unit_id);
    await_server(run, latest, id, station);
    if (!station.starts_at_once) {
        await_hours(run, latest, thread.station);
        if (station.has_needs) await_material(latest, station, run.state.units[unit_id], begun);
        for (const CrewNeed& need : model_.crew_needs_of(station)) await_crew(run, latest, need.crew, need.count);
    }
    thread.ready = settle(run, latest);
    mark_start(thread, latest.tied());
    begin_work(thread);
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
inline void ThreadRecorder::await_server(const Run& run, Latest& latest, ServerId id, const Station& station) {
    const ServerThread* first = &servers_[id];
    if (station.servers.count > 1 && first->ready.at > latest.inside().at) {
        for (const ServerId server : ids_of<ServerId>(station.servers)) {
            const ServerThread& other = servers_[server];
            if (other.ready.at < first->ready.at && is_free(run.state.servers[server])) first = &other;
        }
    }
    latest.await(first->ready, moments_);
    const HoldThread& hold = holds_[id_of(*first)];
    if (hold.up > Time{}) latest.await_outside(hold.up, {hold.up_from, place_of(first->station), SupplyId()});
}

inline void ThreadRecorder::await_hours(const Run& run, Latest& latest, StationId id) {
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
    ServerThread& server = servers_[row.server];
    wait_to_leave(run, server, {});
    lines_[line].exit = leave_server(server);
    if (line == unit_asked_.line && unit.number == unit_asked_.number) unit_was_scrapped_ = true;
    row = {};
    if (lines_[line].release != ReleaseKind::pull) return;
    const StoreId store = model_.line_items[unit.item].store;
    --stores_[store].coming;
    note_wanted(run, store);
}

void ThreadRecorder::unit_left(const Run& run, LineId line, UnitId id) {
    if (!is_done(run, servers_[units_.known(id).server])) return leave_line_late(run, line, id);
    leave_line(run, line, id);
}

inline void ThreadRecorder::leave_line(const Run& run, LineId id, UnitId unit) {
    LineThread& line = lines_[id];
    UnitThread& row = units_.known(unit);
    const Since& done = leave_server(servers_[row.server]);
    line.exit = done;
    line.last_left = done;
    row.ready = {};
    if (id == unit_asked_.line && run.state.units[unit].number == unit_asked_.number) unit_left_ = done;
    if (line.release == ReleaseKind::pull) --stores_[model_.line_items[run.state.units[unit].item].store].coming;
}

/// The same of one that has waited for room in the store.
AGROCAP_APART void ThreadRecorder::leave_line_late(const Run& run, LineId line, UnitId id) {
    ServerThread& server = servers_[units_.known(id).server];
    if (server.in_hand) end_untold_work(run, server);
    wait_to_leave(run, server, stores_[model_.line_items[run.state.units[id].item].store].dropped);
    leave_line(run, line, id);
}

}  // namespace agrocap
