#include "model/floor/station.hpp"

#include "model/floor/crew.hpp"
#include "model/floor/interruptions.hpp"
#include "model/floor/line.hpp"
#include "model/floor/server.hpp"
#include "model/floor/starts.hpp"
#include "model/floor/store.hpp"
#include "model/state/blocked_queue.hpp"
#include "model/state/observer.hpp"

namespace agrocap {

namespace {

/// A unit joins a station, which has a place for it.
void put_unit(Run& run, const Here& here, UnitId id) {
    ++here.status.present;
    run.state.units[id].arrived = run.now();
    start_or_wait(run, here, id);
}

void lose_unit(ServerStatus& server, const Here& here) {
    server.unit = UnitId();
    server.task = Task::none;
    server.idle = ServerState::starved;
    --here.status.present;
}

/// The server's unit goes where it has been sent, or the server is blocked. Gives whether it went.
bool send_on(Run& run, ServerId id, ServerStatus& server, const Here& here) {
    const StationId way = server.way;
    const UnitId unit = server.unit;
    if (way.valid()) {
        const Here there = station_at(run, way);
        if (way != here.id && there.status.present >= there.row.places) {
            join(run.state, there.status.blocked, id);
            return false;
        }
        lose_unit(server, here);
        put_unit(run, there, unit);
        return true;
    }
    const std::uint32_t item = run.state.units[unit].item;
    const StoreId store = run.model.line_items[run.model.lines[here.row.line].items.first + item].store;
    if (!has_room(run, store)) {
        join(run.state, run.state.stores[store].blocked, id);
        return false;
    }
    lose_unit(server, here);
    leave_line(run, here.row.line, unit);
    return true;
}

/// A blocked server for whose unit there is a place now.
[[gnu::noinline]] void move_blocked_on(Run& run, ServerId id);

/// A unit has left the station: blocked servers upstream move on, from the end of the line to its start.
void free_place(Run& run, const Here& here) {
    while (!here.status.blocked.empty() && here.status.present < here.row.places) {
        move_blocked_on(run, take_first(run.state, here.status.blocked));
    }
    if (here.row.is_first && here.row.wip_limited) release_if_limited(run, here.row.line);
}

/// A server has lost its unit: others move up, the next unit starts.
void after_departure(Run& run, ServerStatus& server, const Here& here) {
    free_place(run, here);
    try_start(run, here);
    // Where nothing was started; others are shown when the instant's starts are settled.
    if (here.row.starts_at_once && server.task == Task::none) show_state(run, server);
    if (here.row.wip_limited) release_if_limited(run, here.row.line);
}

void move_blocked_on(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Here here = station_at(run, server.station);
    send_on(run, id, server, here);
    after_departure(run, server, here);
}

/// Sends the finished unit on; a unit that finds no place keeps its server blocked.
void finish_departure(Run& run, ServerId id, ServerStatus& server, const Here& here) {
    if (send_on(run, id, server, here)) {
        after_departure(run, server, here);
        return;
    }
    show_state(run, server);
}

/// What ends with the task at a station that is not plain. Gives whether it was a set-up: work has begun.
///
/// What has waited for the end of the work stops the server before another unit can come to it.
bool end_task(Run& run, ServerId id, ServerStatus& server, const Station& station) {
    book_work(run, id);
    server.ticking = false;
    if (server.task == Task::setup) {
        begin_work(run, id, server, station, run.state.units[server.unit].item);
        show_state(run, server);
        return true;
    }
    release_crew_of(run, station);
    server.task = Task::blocked;  // until it is known whether the unit can leave
    if (station.has_busy_modes) strike_after_work(run, id);
    if (station.has_upkeeps) begin_due_upkeeps(run, id);
    return false;
}

[[gnu::noinline]] StationId branch_way(Run& run, const Station& station) {
    const double share = run.state.streams[station.branch_stream].uniform();
    std::uint32_t i = station.branches.first;
    while (i + 1 < station.branches.end() && share >= run.model.branches[i].share_up_to) ++i;
    return run.model.branches[i].to;
}

[[gnu::noinline]] void remove_scrapped(Run& run, ServerStatus& server, const Here& here) {
    scrap_unit(run, here.row.line, server.unit);
    lose_unit(server, here);
    after_departure(run, server, here);
}

}  // namespace

void put_unit(Run& run, StationId id, UnitId unit) { put_unit(run, station_at(run, id), unit); }

// All of a unit's way from station to station is compiled into this one function, save what few stations have; measured.
[[gnu::flatten]] void on_task_finished(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Here here = station_at(run, server.station);
    if (!here.row.plain && end_task(run, id, server, here.row)) return;
    server.way = here.row.next;
    if (here.row.has_fate) {
        const double fate = run.state.streams[here.row.fate_stream].uniform();
        if (fate < here.row.scrap_up_to) {
            remove_scrapped(run, server, here);
            return;
        }
        if (fate < here.row.rework_up_to) {
            server.way = here.row.rework_to;
            tell(run, &RunObserver::unit_reworked, id);
            finish_departure(run, id, server, here);
            return;
        }
    }
    if (here.row.has_branches) server.way = branch_way(run, here.row);
    finish_departure(run, id, server, here);
}

void remove_scrapped(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    remove_scrapped(run, server, station_at(run, server.station));
}

void free_store_room(Run& run, StoreId id) {
    while (!run.state.stores[id].blocked.empty() && has_room(run, id)) {
        move_blocked_on(run, take_first(run.state, run.state.stores[id].blocked));
    }
}

}  // namespace agrocap
