#include "model/floor/station.hpp"

#include "base/inlining.hpp"
#include "model/floor/crew.hpp"
#include "model/floor/interruptions.hpp"
#include "model/floor/line.hpp"
#include "model/floor/server.hpp"
#include "model/floor/starts.hpp"
#include "model/floor/store.hpp"
#include "model/floor/ways.hpp"
#include "model/state/blocked_queue.hpp"
#include "model/state/observer.hpp"

namespace agrocap {

namespace {

/// A unit joins a station, which has a place for it.
void put_unit(Run& run, AnyHere auto here, UnitId id) {
    ++here.status.present;
    run.state.units[id].arrived = run.now();
    start_or_wait(run, here, id);
}

AGROCAP_APART void put_at_any(Run& run, Here here, UnitId id) { put_unit(run, here, id); }

void put_at(Run& run, Here here, UnitId id) {
    if (here.row.simple) {
        put_unit(run, SimpleHere{here}, id);
    } else {
        put_at_any(run, here, id);
    }
}

/// The unit behind the server's first in its batch.
UnitId next_in_batch(const Run& run, const ServerStatus& server, AnyHere auto here) {
    return here.batches() ? run.state.units[server.unit].next : UnitId();
}

/// The server's unit is gone: it is free, or has the next of its batch, looked up before the record of the first was free for another.
void lose_unit(ServerStatus& server, AnyHere auto here, UnitId next) {
    server.unit = next;
    if (next.valid()) {
        server.task = Task::blocked;
        return;
    }
    server.task = Task::none;
    server.idle = ServerState::starved;
    here.status.present -= here.batch();
}

/// The server is blocked. The units of a batch have all waited since the end of work on it.
void wait_for_place(Run& run, ServerId id, AnyHere auto here, BlockedQueue& queue) {
    if (here.batches()) return join_in_turn(run.state, queue, id);
    run.state.units[run.state.servers[id].unit].arrived = run.now();
    join(run.state, queue, id);
}

/// The server's unit goes where it has been sent, or the server is blocked. Gives whether it went.
bool send_on(Run& run, ServerId id, ServerStatus& server, AnyHere auto here) {
    const StationId way = server.way;
    const UnitId unit = server.unit;
    const UnitId next = next_in_batch(run, server, here);
    if (way.valid()) {
        const Here there = station_at(run, way);
        if (&there.row != &here.row && there.status.present >= there.row.places) {
            wait_for_place(run, id, here, there.status.blocked);
            return false;
        }
        lose_unit(server, here, next);
        put_at(run, there, unit);
        return true;
    }
    const StoreId store = run.model.line_items[run.state.units[unit].item].store;
    if (!has_room(run, store)) {
        wait_for_place(run, id, here, run.state.stores[store].blocked);
        return false;
    }
    lose_unit(server, here, next);
    leave_line(run, unit);
    return true;
}

/// A blocked server for whose unit there is a place now.
AGROCAP_APART void move_blocked_on(Run& run, ServerId id);

/// The same where some of them would go elsewhere, too.
AGROCAP_APART void free_place_of_several(Run& run, Here here) {
    while (here.status.present < here.row.places) {
        const ServerId next = take_first_for(run, here);
        if (!next.valid()) return;
        move_blocked_on(run, next);
    }
}

/// A unit has left the station: blocked servers upstream move on, from the end of the line to its start.
void free_place(Run& run, AnyHere auto here) {
    if (here.has_rivals()) {
        free_place_of_several(run, here);
    } else {
        while (!here.status.blocked.empty() && here.status.present < here.row.places)
            move_blocked_on(run, take_first(run.state, here.status.blocked));
    }
    if (here.wip_limited() && here.row.is_first) release_if_limited(run, here.row);
}

/// A server has lost its unit: others move up, the next unit starts.
void after_departure(Run& run, ServerStatus& server, AnyHere auto here) {
    free_place(run, here);
    const bool at_once = has_nothing_to_start(run, here) || try_start(run, here);
    // Where nothing was started; others are shown when the instant's starts are settled.
    if (at_once && server.task == Task::none) show_state(run, server);
    if (here.wip_limited()) release_if_limited(run, here.row);
}

/// Sends the finished unit on; a unit that finds no place keeps its server blocked. Gives whether it went.
bool finish_departure(Run& run, ServerId id, ServerStatus& server, AnyHere auto here) {
    if (send_on(run, id, server, here)) {
        after_departure(run, server, here);
        return true;
    }
    show_state(run, server);
    return false;
}

/// What ends with the task at a station that is not plain. Gives whether it was a set-up: work has begun.
///
/// What has waited for the end of the work stops the server before another unit can come to it.
bool end_task(Run& run, ServerId id, ServerStatus& server, AnyHere auto here) {
    if (here.row.has_busy_modes) book_work(run, id);
    server.ticking = false;
    if (server.task == Task::setup) {
        begin_work(run, id, server, here, run.state.units[server.unit].item);
        show_state(run, server);
        return true;
    }
    if (here.has_crews()) release_crew(run, server, here.row);
    server.task = Task::blocked;  // until it is known whether the unit can leave
    if (here.row.has_busy_modes && server.busy_used >= server.next_failure) strike_if_used_up(run, id);
    if (here.has_upkeeps()) begin_due_upkeeps(run, id);
    return false;
}

AGROCAP_APART void remove_scrapped(Run& run, ServerStatus& server, Here here) {
    const UnitId next = next_in_batch(run, server, here);
    scrap_unit(run, server.unit);
    lose_unit(server, here, next);
    after_departure(run, server, here);
}

/// The server's first unit, worked on, is scrapped, sent back or sent on. Gives whether it is gone.
bool depart(Run& run, ServerId id, ServerStatus& server, AnyHere auto here) {
    server.way = here.row.next;
    server.any_way = false;
    if (here.has_fate()) {
        const Fate& fates = run.model.fates[here.row.first_fate + run.state.units[server.unit].item];
        const double fate = run.state.streams[fates.stream].uniform();
        if (fate < run.value(fates.scrap_up_to)) {
            remove_scrapped(run, server, here);
            return true;
        }
        if (fate < run.value(fates.rework_up_to)) {
            server.way = fates.rework_to;
            tell(run, &RunObserver::unit_reworked, id);
            return finish_departure(run, id, server, here);
        }
    }
    if (here.has_branches()) server.way = way_on(run, server, here.row);
    return finish_departure(run, id, server, here);
}

AGROCAP_APART void note_end_of_work(Run& run, const ServerStatus& server) {
    for (UnitId unit = server.unit; unit.valid(); unit = run.state.units[unit].next) run.state.units[unit].arrived = run.now();
}

/// The units of a batch behind its first leave one by one, in the order in which they came.
AGROCAP_APART void send_rest(Run& run, ServerId id, ServerStatus& server, Here here) {
    while (server.unit.valid() && depart(run, id, server, here)) {
    }
}

void finish_task(Run& run, ServerId id, ServerStatus& server, AnyHere auto here) {
    if (!here.row.plain && end_task(run, id, server, here)) return;
    if (here.batches()) note_end_of_work(run, server);
    const bool gone = depart(run, id, server, here);
    if (here.batches() && gone) send_rest(run, id, server, here);
}

AGROCAP_APART void finish_at_any(Run& run, ServerId id, ServerStatus& server, Here here) { finish_task(run, id, server, here); }

void move_on(Run& run, ServerId id, ServerStatus& server, AnyHere auto here) {
    send_on(run, id, server, here);
    after_departure(run, server, here);
    if (here.batches()) send_rest(run, id, server, here);
}

void move_blocked_on(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Here here = station_at(run, server.station);
    if (here.row.simple) {
        move_on(run, id, server, SimpleHere{here});
    } else {
        move_on(run, id, server, here);
    }
}

}  // namespace

void put_unit(Run& run, StationId id, UnitId unit) { put_at(run, station_at(run, id), unit); }

// All of a unit's way from station to station is compiled into this one function, save what few stations have; measured.
void on_task_finished(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Here here = station_at(run, server.station);
    if (here.row.simple) {
        finish_task(run, id, server, SimpleHere{here});
    } else {
        finish_at_any(run, id, server, here);
    }
}

void remove_scrapped(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    release_crew(run, server, run.model.stations[server.station]);
    if (server.without_crew) stop_asking(run, server);
    const Here here = station_at(run, server.station);
    do remove_scrapped(run, server, here);
    while (here.batches() && server.unit.valid());
}

void free_store_room(Run& run, StoreId id) {
    while (!run.state.stores[id].blocked.empty() && has_room(run, id)) {
        move_blocked_on(run, take_first(run.state, run.state.stores[id].blocked));
    }
}

}  // namespace agrocap
