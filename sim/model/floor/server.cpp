#include "model/floor/server.hpp"

#include "model/floor/starts.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/time/scaled_work.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// `down` goes before all other states; off-shift time is told apart when the time is booked.
ServerState state_of(const ServerStatus& server) {
    if (server.stops > 0) return ServerState::down;
    if (server.upkeeps > 0) return ServerState::maintenance;
    switch (server.task) {
        case Task::work: return ServerState::working;
        case Task::setup: return ServerState::setup;
        case Task::blocked: return ServerState::blocked;
        case Task::none: break;
    }
    return server.idle;
}

/// Repairs and maintenance run on when the shift is over.
bool goes_on_off_shift(ServerState shown) { return shown == ServerState::down || shown == ServerState::maintenance; }

/// What stops when the crew goes home in the midst of it.
bool needs_its_crew(ServerState shown) { return shown == ServerState::working || shown == ServerState::setup; }

std::uint32_t number_of_unit(const Run& run, ServerId id) { return run.state.units[run.state.servers[id].unit].number; }

/// Apart from the usual way, which so needs no number for the observer: it is taken several times an event.
[[gnu::noinline]] void show_and_tell(Run& run, ServerStatus& server, ServerState next) {
    book_time(run, server);
    server.shown = next;
    run.observer->server_changed(run, ServerId(static_cast<std::size_t>(&server - run.state.servers.data())));
}

}  // namespace

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
    const Duration hours_now = station.crew_has_hours ? run.state.clocks[station.hours].open_at(run.now()) : open_now;
    if (goes_on_off_shift(server.shown)) {
        booked += wall;
    } else {
        const Duration hours = hours_now - server.hours_since;
        const Duration stands = needs_its_crew(server.shown) ? hours - (open_now - server.open_since) : Duration{};
        booked += hours - stands;
        server.in_state[static_cast<std::size_t>(ServerState::waiting_crew)] += stands;
        server.in_state[static_cast<std::size_t>(ServerState::off_shift)] += wall - hours;
    }
    server.open_since = open_now;
    server.hours_since = hours_now;
}

ServerState booked_state(const Run& run, ServerId id) {
    const ServerState shown = run.state.servers[id].shown;
    const Station& station = run.model.stations[run.state.servers[id].station];
    if (goes_on_off_shift(shown)) return shown;
    if (!run.state.clocks[station.hours].is_open(run.now())) return ServerState::off_shift;
    return needs_its_crew(shown) && !run.state.clocks[station.clock].is_open(run.now()) ? ServerState::waiting_crew : shown;
}

void show_state(Run& run, ServerStatus& server) {
    const ServerState next = state_of(server);
    if (next == server.shown) return;
    if (run.observer != nullptr) [[unlikely]]
        return show_and_tell(run, server, next);
    book_time(run, server);
    server.shown = next;
}

void schedule_finish(Run& run, ServerId id, const Station& station, Duration work) {
    const Time at = later(run.now(), work);
    if (at != time_never) run.state.simulation.schedule(completion_event(at, id, station.servers, number_of_unit(run, id)));
}

void tick(Run& run, ServerId id, Duration work) {
    ServerStatus& server = run.state.servers[id];
    const Station& station = run.model.stations[server.station];
    if (station.plain) {
        schedule_finish(run, id, station, work);
        return;
    }
    const WorkClock& clock = run.model.clocks[station.clock];
    const ClockStatus& status = run.state.clocks[station.clock];
    const Duration open_now = status.open_at(run.now());
    const Duration needed = scaled(work, server.speed);
    server.remaining = work;
    server.work_since = work_at(clock, status, run.now());
    server.ticking = true;
    server.ticking_since = open_now;

    Time at = moment_of_work(clock, status, sum_of(server.work_since, needed));
    if (clock.ramped) at = std::max(at, run.now());  // work and moments are rounded: no work at all would end in the past
    Event event = completion_event(at, id, station.servers, number_of_unit(run, id));
    if (station.has_busy_modes && server.task == Task::work) {
        const Duration left = server.next_failure - server.busy_used;
        const bool fails = at == time_never || (clock.ramped ? clock.open_until(at) - open_now : needed) > left;
        if (fails) {
            event = event_of(EventKind::failure_struck, moment_of_open(clock, status, sum_of(open_now, left)), rank::strike, id.index);
        }
    }
    if (event.at != time_never) server.ticket = run.state.simulation.schedule_cancellable(event);
}

void book_work(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (server.task != Task::work) return;
    server.busy_used += run.state.clocks[run.model.stations[server.station].clock].open_at(run.now()) - server.ticking_since;
}

void hold_task(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (!server.ticking) return;
    const ClockId clock = run.model.stations[server.station].clock;
    run.state.simulation.cancel(server.ticket);
    const Duration worked = work_at(run.model.clocks[clock], run.state.clocks[clock], run.now()) - server.work_since;
    server.remaining = std::max(Duration{}, server.remaining - work_in(worked, server.speed));
    book_work(run, id);
    server.ticking = false;
}

void resume_server(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (server.stops == 0 && server.upkeeps == 0) {
        if (server.task == Task::work || server.task == Task::setup) {
            tick(run, id, server.remaining);
        } else if (server.task == Task::none) {
            try_start(run, server.station);
        }
    }
    show_state(run, server);
}

}  // namespace agrocap
