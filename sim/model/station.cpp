#include "model/observer.hpp"

#include <algorithm>
#include <span>

namespace agrocap {

namespace {

bool is_free(const ServerStatus& server) { return server.task == Task::none && server.stops == 0 && server.upkeeps == 0; }

/// A free server for a unit of `item`: one that is set up for it, else one that was never set up and needs not be, else the first.
ServerId free_server(const Run& run, const Station& station, std::uint32_t item) {
    ServerId found;
    for (std::uint32_t i = station.servers.first; i < station.servers.end(); ++i) {
        const ServerStatus& server = run.state.servers[ServerId(i)];
        if (!is_free(server)) continue;
        if (station.setups.empty() || server.last_item == item) return ServerId(i);
        if (!found.valid() || (server.last_item == UINT32_MAX && run.state.servers[found].last_item != UINT32_MAX)) found = ServerId(i);
    }
    return found;
}

void push_waiting(Run& run, StationId id, UnitId unit) {
    StationStatus& station = run.state.stations[id];
    run.state.units[unit].next = UnitId();
    if (station.tail.valid()) {
        run.state.units[station.tail].next = unit;
    } else {
        station.head = unit;
    }
    station.tail = unit;
    station.queue.set(run.now(), ++station.waiting);
}

UnitId pop_waiting(Run& run, StationId id) {
    StationStatus& station = run.state.stations[id];
    const UnitId unit = station.head;
    station.head = run.state.units[unit].next;
    if (!station.head.valid()) station.tail = UnitId();
    station.queue.set(run.now(), --station.waiting);
    return unit;
}

void begin_work(Run& run, ServerId id, const Station& station) {
    ServerStatus& server = run.state.servers[id];
    const std::uint32_t item = run.state.units[server.unit].item;
    server.task = Task::work;
    server.work = run.model.times[station.times.first + item].sample_duration(run.state.streams[station.time_stream]);
    tick(run, id, server.work);
}

/// The server takes the unit: set-up first where the item changes, then work.
void start(Run& run, ServerId id, const Station& station, UnitId unit) {
    tell(run, &RunObserver::unit_started, id, unit);
    ServerStatus& server = run.state.servers[id];
    StationStatus& status = run.state.stations[run.model.servers[id].station];
    server.unit = unit;
    ++status.occupied;
    status.wait.add(run.now() - run.state.units[unit].arrived);
    if (!station.setups.empty()) {
        const std::uint32_t item = run.state.units[unit].item;
        const std::uint32_t last = server.last_item;
        server.last_item = item;
        if (last != item && last != UINT32_MAX) {
            const Duration setup = run.model.setups[station.setups.first + last * station.item_count + item].sample_duration(
                run.state.streams[station.setup_stream]);
            if (setup > Duration{}) {
                server.task = Task::setup;
                tick(run, id, setup);
                show_state(run, id);
                return;
            }
        }
    }
    begin_work(run, id, station);
    show_state(run, id);
}

/// Whether there is a unit to start: one that waits, or one that the line would release now. Gives its item, else UINT32_MAX.
std::uint32_t item_to_start(Run& run, StationId id, const Station& station) {
    const StationStatus& status = run.state.stations[id];
    if (status.waiting > 0) return run.state.units[status.head].item;
    return station.makes_units ? next_item(run, station.line) : UINT32_MAX;
}

UnitId unit_to_start(Run& run, StationId id, const Station& station) {
    StationStatus& status = run.state.stations[id];
    if (status.waiting > 0) return pop_waiting(run, id);
    const UnitId unit = release_unit(run, station.line);
    run.state.units[unit].arrived = run.now();
    ++status.present;
    return unit;
}

void start_at_once(Run& run, StationId id, const Station& station) {
    const StationStatus& status = run.state.stations[id];
    while (status.occupied < station.servers.count) {
        const std::uint32_t item = item_to_start(run, id, station);
        if (item == UINT32_MAX) return;
        const ServerId server = free_server(run, station, item);
        if (!server.valid()) return;
        start(run, server, station, unit_to_start(run, id, station));
    }
}

std::span<const Need> needs_of(const Run& run, StationId id, const Station& station, std::uint32_t item) {
    if (station.needs.empty()) return {};
    const StationStatus& status = run.state.stations[id];
    const bool begun = status.waiting > 0 && run.state.units[status.head].started;
    const Slice slice = run.model.needs_by_item[(begun ? station.needs.first : station.first_needs.first) + item];
    return {run.model.needs.data() + slice.first, slice.count};
}

std::size_t bit_of(std::size_t need) { return std::min<std::size_t>(need, 63); }

/// What a start has found short stays so however the stock changes while it waits.
void note_short(const Run& run, ShortNeeds& known, std::span<const Need> needs, std::uint32_t item) {
    if (known.item != item) known = {.item = item, .bits = 0};
    for (std::size_t i = 0; i < needs.size(); ++i) {
        if (!has_stock(run, needs[i])) known.bits |= std::uint64_t{1} << bit_of(i);
    }
}

bool was_short(const ShortNeeds& known, std::uint32_t item, std::size_t need) {
    return known.item == item && (known.bits >> bit_of(need) & 1) != 0;
}

/// What keeps a start waiting; `starved` if nothing does.
ServerState lack_of(const Run& run, const Station& station, std::span<const Need> needs) {
    for (const Need& need : needs) {
        if (!has_stock(run, need)) return ServerState::waiting_material;
    }
    for (std::uint32_t i = station.crew.first; i < station.crew.end(); ++i) {
        const CrewNeed& need = run.model.crew_needs[i];
        if (run.state.crews[need.crew].available < need.count) return ServerState::waiting_crew;
    }
    return ServerState::starved;
}

void set_lack(Run& run, const Station& station, StationStatus& status, ServerState lack) {
    if (lack == status.lack) return;
    const std::int64_t change = (lack == ServerState::waiting_crew ? 1 : 0) - (status.lack == ServerState::waiting_crew ? 1 : 0);
    if (status.lack == ServerState::starved) status.lacking_since = run.now();
    status.lack = lack;
    for (std::uint32_t i = station.crew.first; change != 0 && i < station.crew.end(); ++i) {
        run.state.crews[run.model.crew_needs[i].crew].stations_waiting += change;
    }
}

/// Idle servers show what the station lacks, as many as there are units to start; the rest are starved.
void show_idle(Run& run, const Station& station, const StationStatus& status) {
    std::int64_t lacking = 0;
    if (status.lack != ServerState::starved) lacking = station.makes_units ? station.servers.count : status.waiting;
    for (std::uint32_t i = station.servers.first; i < station.servers.end(); ++i) {
        ServerStatus& server = run.state.servers[ServerId(i)];
        if (server.task == Task::none) {
            server.idle = lacking > 0 ? status.lack : ServerState::starved;
            if (is_free(server)) --lacking;
        }
        show_state(run, ServerId(i));
    }
}

/// Starts all that has everything it needs: taken together or not at all, so nothing is held while waiting for the rest.
void start_with_needs(Run& run, StationId id) {
    const Station& station = run.model.stations[id];
    StationStatus& status = run.state.stations[id];
    ServerState lack = ServerState::starved;
    ShortNeeds& short_needs = run.state.short_needs[id];
    bool started = false;
    while (status.occupied < station.servers.count) {
        const std::uint32_t item = item_to_start(run, id, station);
        if (item == UINT32_MAX) break;
        const ServerId server = free_server(run, station, item);
        if (!server.valid()) break;
        if (!run.state.clocks[station.clock].is_open(run.now())) {
            if (!status.queued_for_opening) run.state.openings[station.clock].push_back(id);
            status.queued_for_opening = true;
            break;
        }
        const std::span<const Need> needs = needs_of(run, id, station, item);
        lack = lack_of(run, station, needs);
        if (lack == ServerState::waiting_material) {
            if (started) short_needs = {};
            note_short(run, short_needs, needs, item);
        }
        if (lack != ServerState::starved) break;
        const UnitId unit = unit_to_start(run, id, station);
        run.state.units[unit].started = true;
        for (std::uint32_t i = station.crew.first; i < station.crew.end(); ++i) take_crew(run, run.model.crew_needs[i]);
        start(run, server, station, unit);
        for (std::size_t i = 0; i < needs.size(); ++i) {
            StoreStatus& store = run.state.stores[needs[i].store];
            store.demanded += needs[i].quantity;
            if (!was_short(short_needs, item, i)) store.at_once += needs[i].quantity;
            take_stock(run, needs[i].store, needs[i].quantity);
        }
        started = true;
        // What it lacks next it lacks from now on, or a station that always lacks would always come first.
        status.lacking_since = run.now();
    }
    if (started && lack != ServerState::waiting_material) short_needs = {};
    set_lack(run, station, status, lack);
    show_idle(run, station, status);
}

/// The server's unit goes where it has been sent, or the server is blocked. Gives whether it went.
bool send_on(Run& run, ServerId id, const Station& station, StationId here) {
    ServerStatus& server = run.state.servers[id];
    const StationId way = server.way;
    BlockedQueue* queue = nullptr;
    StoreId store;
    if (way.valid()) {
        if (way != here && !has_place(run, way)) queue = &run.state.stations[way].blocked;
    } else {
        store = run.model.line_items[run.model.lines[station.line].items.first + run.state.units[server.unit].item].store;
        if (!has_room(run, store)) queue = &run.state.stores[store].blocked;
    }
    if (queue != nullptr) {
        server.task = Task::blocked;
        server.next_blocked = ServerId();
        if (queue->tail.valid()) {
            run.state.servers[queue->tail].next_blocked = id;
        } else {
            queue->head = id;
        }
        queue->tail = id;
        return false;
    }
    const UnitId unit = server.unit;
    server.unit = UnitId();
    server.task = Task::none;
    server.idle = ServerState::starved;
    --run.state.stations[here].occupied;
    --run.state.stations[here].present;
    if (way.valid()) {
        put_unit(run, way, unit);
    } else {
        leave_line(run, station.line, unit);
    }
    return true;
}

/// A server has lost its unit: others move up, maintenance that waited for this begins, the next unit starts.
void after_departure(Run& run, ServerId id, const Station& station, StationId here) {
    free_place(run, here);
    if (!run.model.servers[id].upkeeps.empty()) begin_due_upkeeps(run, id);
    try_start(run, here);
    if (station.starts_at_once) show_state(run, id);  // others are shown when the instant's starts are settled
    if (station.wip_limited) release_if_limited(run, station.line);
}

/// Sends the finished unit on; a unit that finds no place keeps its server blocked.
void finish_departure(Run& run, ServerId id, const Station& station, StationId here) {
    if (send_on(run, id, station, here)) {
        after_departure(run, id, station, here);
        return;
    }
    if (!run.model.servers[id].upkeeps.empty()) begin_due_upkeeps(run, id);
    show_state(run, id);
}

ServerId pop_blocked(Run& run, BlockedQueue& queue) {
    const ServerId server = queue.head;
    queue.head = run.state.servers[server].next_blocked;
    if (!queue.head.valid()) queue.tail = ServerId();
    return server;
}

}  // namespace

void put_unit(Run& run, StationId id, UnitId unit) {
    StationStatus& status = run.state.stations[id];
    const Station& station = run.model.stations[id];
    ++status.present;
    run.state.units[unit].arrived = run.now();
    if (station.starts_at_once && status.waiting == 0 && status.occupied < station.servers.count) {
        const ServerId server = free_server(run, station, run.state.units[unit].item);
        if (server.valid()) {
            start(run, server, station, unit);
            return;
        }
    }
    push_waiting(run, id, unit);
    tell(run, &RunObserver::unit_queued, id, unit);
    if (!station.starts_at_once) try_start(run, id);
}

void try_start(Run& run, StationId id) {
    const Station& station = run.model.stations[id];
    if (station.starts_at_once) {
        start_at_once(run, id, station);
        return;
    }
    StationStatus& status = run.state.stations[id];
    if (status.queued_for_start) return;
    status.queued_for_start = true;
    run.state.starts.push_back(id);
}

void settle_starts(Run& run) {
    RunState& state = run.state;
    while (!state.starts.empty()) {
        state.starts_now.swap(state.starts);
        const auto since = [&](StationId id) {
            const StationStatus& status = state.stations[id];
            return status.lack == ServerState::starved ? run.now() : status.lacking_since;
        };
        if (state.starts_now.size() > 1) {
            std::sort(state.starts_now.begin(), state.starts_now.end(),
                      [&](StationId a, StationId b) { return since(a) != since(b) ? since(a) < since(b) : a < b; });
        }
        for (StationId id : state.starts_now) {
            state.stations[id].queued_for_start = false;
            start_with_needs(run, id);
        }
        state.starts_now.clear();
    }
}

void on_task_finished(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const StationId here = run.model.servers[id].station;
    const Station& station = run.model.stations[here];
    if (!station.plain) {
        book_work(run, id);
        server.ticking = false;
        if (server.task == Task::setup) {
            begin_work(run, id, station);
            show_state(run, id);
            return;
        }
        for (std::uint32_t i = station.crew.first; i < station.crew.end(); ++i) release_crew(run, run.model.crew_needs[i]);
    }
    server.way = station.next;
    if (station.has_fate) {
        const double fate = run.state.streams[station.fate_stream].uniform();
        if (fate < station.scrap_up_to) {
            remove_scrapped(run, id);
            return;
        }
        if (fate < station.rework_up_to) {
            server.way = station.rework_to;
            tell(run, &RunObserver::unit_reworked, id);
            finish_departure(run, id, station, here);
            return;
        }
    }
    if (!station.branches.empty()) {
        const double share = run.state.streams[station.branch_stream].uniform();
        std::uint32_t i = station.branches.first;
        while (i + 1 < station.branches.end() && share >= run.model.branches[i].share_up_to) ++i;
        server.way = run.model.branches[i].to;
    }
    finish_departure(run, id, station, here);
}

void remove_scrapped(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const StationId here = run.model.servers[id].station;
    const Station& station = run.model.stations[here];
    scrap_unit(run, station.line, server.unit);
    server.unit = UnitId();
    server.task = Task::none;
    server.idle = ServerState::starved;
    --run.state.stations[here].occupied;
    --run.state.stations[here].present;
    after_departure(run, id, station, here);
}

void free_place(Run& run, StationId id) {
    while (run.state.stations[id].blocked.head.valid() && has_place(run, id)) {
        const ServerId server = pop_blocked(run, run.state.stations[id].blocked);
        const StationId upstream = run.model.servers[server].station;
        const Station& station = run.model.stations[upstream];
        send_on(run, server, station, upstream);
        after_departure(run, server, station, upstream);
    }
    const Station& station = run.model.stations[id];
    if (station.is_first && station.wip_limited) release_if_limited(run, station.line);
}

void free_store_room(Run& run, StoreId id) {
    while (run.state.stores[id].blocked.head.valid() && has_room(run, id)) {
        const ServerId server = pop_blocked(run, run.state.stores[id].blocked);
        const StationId upstream = run.model.servers[server].station;
        const Station& station = run.model.stations[upstream];
        send_on(run, server, station, upstream);
        after_departure(run, server, station, upstream);
    }
}

}  // namespace agrocap
