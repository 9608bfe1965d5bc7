#include "model/floor/server.hpp"

#include "base/inlining.hpp"
#include "model/floor/starts.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/starting.hpp"
#include "model/time/scaled_work.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// Which unit it is matters where several may finish together.
Event completion_at(const Run& run, Time at, ServerId id, const Station& station) {
    const std::uint32_t number = station.servers.count == 1 ? 0 : run.state.units[run.state.servers[id].unit].number;
    return completion_event(at, id, station.servers, number);
}

/// By words: an event that is passed on stands in memory.
AGROCAP_APART void schedule_withdrawable(Run& run, ServerStatus& server, Time at, std::uint64_t key, std::uint32_t kind,
                                         std::uint32_t record) {
    server.ticket = run.state.simulation.schedule_cancellable({.at = at, .key = key, .kind = kind & 0xFF, .record = record & 0xFFFFFF});
}

/// The end of a stretch of work, which few stations withdraw.
[[gnu::always_inline]] inline void schedule_end(Run& run, ServerStatus& server, const Station& station, const Event& event) {
    if (station.interruptible) return schedule_withdrawable(run, server, event.at, event.key, event.kind, event.record);
    run.state.simulation.schedule(event);
}

/// What the clocks show when a task begins to tick, or goes on.
void note_ticking(ServerStatus& server, Duration work, Duration work_now, Duration open_now) {
    server.remaining = work;
    server.work_since = work_now;
    server.ticking = true;
    server.ticking_since = open_now;
}

/// Open time at work that the server has yet before something fails. Requires: `Station::has_busy_modes`.
Duration up_for(const ServerStatus& server) { return server.next_failure - server.busy_used; }

/// Something fails before the task is done.
AGROCAP_APART void tick_until_failure(Run& run, ServerId id, ServerStatus& server, const Station& station) {
    const WorkClock& clock = run.model.clocks[station.work_clock];
    const ClockStatus& status = run.state.clocks[station.work_clock];
    const Time at = moment_of_open(clock, status, sum_of(server.ticking_since, up_for(server)));
    if (at != time_never) schedule_end(run, server, station, event_of(EventKind::failure_struck, at, rank::failure, id.index));
}

/// Where work goes faster or slower with time.
AGROCAP_APART void tick_on_ramp(Run& run, ServerId id, ServerStatus& server, const Station& station, Duration work) {
    const WorkClock& clock = run.model.clocks[station.work_clock];
    const ClockStatus& status = run.state.clocks[station.work_clock];
    const Duration open_now = status.open_at(run.now());
    note_ticking(server, work, work_at(clock, status, run.now()), open_now);
    Time at = moment_of_work(clock, status, sum_of(server.work_since, scaled(work, server.speed)));
    at = std::max(at, run.now());  // work and moments are rounded: no work at all would end in the past
    if (station.has_busy_modes && server.task == Task::work && (at == time_never || clock.open_until(at) - open_now > up_for(server)))
        return tick_until_failure(run, id, server, station);
    if (at != time_never) schedule_end(run, server, station, completion_at(run, at, id, station));
}

/// Apart from the usual way, which so needs no number for the observer: it is taken several times an event.
AGROCAP_APART void show_and_tell(Run& run, ServerStatus& server, ServerState next) {
    const ServerState before = server.shown;
    book_time(run, server);
    server.shown = next;
    if (is_told(server, before)) run.observer->server_changed(run, ServerId(static_cast<std::size_t>(&server - run.state.servers.data())));
}

}  // namespace

bool goes_on_off_shift(const Station& station, ServerState shown) {
    if (shown == ServerState::down || shown == ServerState::maintenance) return true;
    return station.finishes && (shown == ServerState::working || shown == ServerState::setup);
}

void book_time(Run& run, ServerStatus& server) {
    const Duration wall = run.now() - server.since;
    Duration& booked = server.in_state[static_cast<std::size_t>(server.shown)];
    server.since = run.now();
    const Station& station = run.model.stations[server.station];
    if (station.starts_at_once) {  // open day and night
        booked += wall;
        return;
    }
    const Duration open_now = run.state.clocks[station.clock].open_at(run.now());
    if (goes_on_off_shift(station, server.shown)) {
        booked += wall;
    } else {
        const Duration open = open_now - server.open_since;
        booked += open;
        server.in_state[static_cast<std::size_t>(ServerState::off_shift)] += wall - open;
    }
    server.open_since = open_now;
}

ServerState booked_state(const Run& run, ServerId id) {
    const ServerState shown = run.state.servers[id].shown;
    const Station& station = run.model.stations[run.state.servers[id].station];
    if (goes_on_off_shift(station, shown)) return shown;
    return run.state.clocks[station.clock].is_open(run.now()) ? shown : ServerState::off_shift;
}

void change_shown(Run& run, ServerStatus& server) {
    const ServerState next = state_of(server);
    if (server.told_states != 0) [[unlikely]]
        return show_and_tell(run, server, next);
    book_time(run, server);
    server.shown = next;
}

void show_stop(Run& run, ServerStatus& server) {
    show_state(run, server);
    const bool lacks = run.state.stations[server.station].lack != ServerState::starved;
    if (lacks || run.state.asking[server.station].in_line) queue_start(run.state, server.station);
}

void schedule_finish(Run& run, ServerId id, const Station& station, Duration work) {
    const Time at = later(run.now(), work);
    if (at != time_never) run.state.simulation.schedule(completion_at(run, at, id, station));
}

// It calls nothing but, last of all, what puts the event into the list: so no register has to be kept.
AGROCAP_APART void tick(Run& run, ServerId id, ServerStatus& server, const Station& station, Duration work) {
    const WorkClock& clock = run.model.clocks[station.work_clock];
    if (clock.ramped) return tick_on_ramp(run, id, server, station, work);
    const Time now = run.now();
    const ClockStatus& status = run.state.clocks[station.work_clock];
    const Duration open_now = status.open_at(now);
    note_ticking(server, work, open_now, open_now);
    const Duration needed = scaled(work, server.speed);
    if (station.has_busy_modes && server.task == Task::work && needed > up_for(server)) return tick_until_failure(run, id, server, station);
    // Within the present stretch nothing need be looked up in the calendar.
    const bool in_stretch = status.open && needed <= status.until - now;
    const Time at = in_stretch ? now + needed : moment_of_open(clock, status, sum_of(open_now, needed));
    if (at != time_never) schedule_end(run, server, station, completion_at(run, at, id, station));
}

void tick(Run& run, ServerId id, Duration work) {
    ServerStatus& server = run.state.servers[id];
    const Station& station = run.model.stations[server.station];
    if (station.plain) {
        schedule_finish(run, id, station, work);
    } else {
        tick(run, id, server, station, work);
    }
}

void book_work(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (server.task != Task::work) return;
    server.busy_used += run.state.clocks[run.model.stations[server.station].work_clock].open_at(run.now()) - server.ticking_since;
}

void hold_task(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (!server.ticking) return;
    const ClockId clock = run.model.stations[server.station].work_clock;
    run.state.simulation.cancel(server.ticket);
    const Duration worked = work_at(run.model.clocks[clock], run.state.clocks[clock], run.now()) - server.work_since;
    server.remaining = std::max(Duration{}, server.remaining - work_in(worked, server.speed));
    book_work(run, id);
    server.ticking = false;
}

void resume_server(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (server.stops == 0 && server.upkeeps == 0) {
        if (server.without_crew) {
            queue_start(run.state, server.station);
        } else if (is_in_hand(server.task)) {
            tick(run, id, server.remaining);
        } else if (server.task == Task::none) {
            try_start(run, server.station);
        }
    }
    show_state(run, server);
}

}  // namespace agrocap
