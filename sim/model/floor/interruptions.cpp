#include "model/floor/interruptions.hpp"

#include "model/floor/crew.hpp"
#include "model/floor/server.hpp"
#include "model/floor/station.hpp"
#include "model/state/events.hpp"
#include "model/time/scaled_work.hpp"

namespace agrocap {

namespace {

/// When work of a crew that begins now ends: it runs on through the station's closed hours unless the crew has hours of its own.
Time crew_finish(const Run& run, CrewId crew, Duration work) {
    if (!crew.valid()) return later(run.now(), work);
    const ClockId clock = run.model.crews[crew].clock;
    const ClockStatus& status = run.state.clocks[clock];
    return moment_of_open(run.model.clocks[clock], status, sum_of(status.open_at(run.now()), work));
}

/// The next failure of the modes whose uptime runs with the work.
void find_next_failure(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Slice modes = run.model.servers[id].modes;
    server.next_failure = Duration::max();
    for (std::uint32_t i = modes.first; i < modes.end(); ++i) {
        if (run.model.modes[ModeId(i)].clock != FailureClock::busy || run.state.modes[ModeId(i)].down) continue;
        if (run.state.modes[ModeId(i)].uptime_end < server.next_failure) {
            server.next_failure = run.state.modes[ModeId(i)].uptime_end;
            server.next_mode = ModeId(i);
        }
    }
}

void begin_uptime(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    const Duration uptime = run.draw_duration(mode.uptime);
    if (mode.clock == FailureClock::busy) {
        run.state.modes[id].uptime_end = sum_of(run.state.servers[mode.server].busy_used, uptime);
        find_next_failure(run, mode.server);
    } else {
        schedule(run, EventKind::mode_struck, later(run.now(), uptime), rank::strike, mode.server.index, id.index);
    }
}

void begin_repair(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    const Time finish = crew_finish(run, mode.crew, run.draw_duration(mode.repair));
    schedule(run, EventKind::repair_finished, finish, rank::completion, mode.server.index, id.index);
}

void schedule_upkeep(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    schedule(run, EventKind::upkeep_due, later(run.now(), run.draw_duration(upkeep.every)), rank::strike, upkeep.server.index, id.index);
}

void begin_upkeep(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    const Time finish = crew_finish(run, upkeep.crew, run.draw_duration(upkeep.takes));
    schedule(run, EventKind::upkeep_finished, finish, rank::completion, upkeep.server.index, id.index);
}

/// The unit in hand holds the very crew that repairs: waiting for it would be waiting for oneself.
bool holds_crew(const Run& run, const Mode& mode) {
    const Task task = run.state.servers[mode.server].task;
    if (task != Task::work && task != Task::setup) return false;
    const Slice crew = run.model.stations[run.state.servers[mode.server].station].crew;
    for (std::uint32_t i = crew.first; i < crew.end(); ++i) {
        if (run.model.crew_needs[i].crew == mode.crew) return true;
    }
    return false;
}

/// A mode has struck: the task stops, what is in hand goes on later, starts again or is scrapped; the repair begins or waits for its crew.
void strike(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    ServerStatus& server = run.state.servers[mode.server];
    run.state.modes[id].down = true;
    ++server.stops;
    if (mode.clock == FailureClock::busy) find_next_failure(run, mode.server);

    const Station& station = run.model.stations[run.state.servers[mode.server].station];
    if (server.task == Task::work && mode.on_failure == OnFailure::restart) server.remaining = server.work;
    const bool scraps = server.task == Task::work && mode.on_failure == OnFailure::scrap;
    if (scraps) {
        release_crew_of(run, station);
        remove_scrapped(run, mode.server);
    }
    if (!mode.crew.valid() || holds_crew(run, mode)) {
        begin_repair(run, id);
    } else if (run.state.crews[mode.crew].available > 0) {
        begin_waiting_repair(run, id);
    } else {
        run.state.crews[mode.crew].repairs_waiting.push_back(id);
    }
    show_state(run, server);
}

}  // namespace

void begin_waiting_repair(Run& run, ModeId id) {
    take_crew(run, {run.model.modes[id].crew, 1});
    run.state.modes[id].took_crew = true;
    begin_repair(run, id);
}

void begin_waiting_upkeep(Run& run, UpkeepId id) {
    take_crew(run, {run.model.upkeeps[id].crew, 1});
    begin_upkeep(run, id);
}

void disrupt_server(Run& run, ServerId id, double speed, int closures) {
    ServerStatus& server = run.state.servers[id];
    hold_task(run, id);
    server.stops = static_cast<std::uint8_t>(server.stops + closures);
    server.speed = speed;
    if (server.stops == 0 && closures <= 0) begin_due_upkeeps(run, id);
    resume_server(run, id);
}

void start_modes(Run& run, ServerId id) {
    const Server& server = run.model.servers[id];
    for (std::uint32_t i = server.modes.first; i < server.modes.end(); ++i) begin_uptime(run, ModeId(i));
    for (std::uint32_t i = server.upkeeps.first; i < server.upkeeps.end(); ++i) {
        schedule_upkeep(run, UpkeepId(i));
    }
}

void strike_after_work(Run& run, ServerId id) {
    const ServerStatus& server = run.state.servers[id];
    if (server.busy_used >= server.next_failure) strike(run, server.next_mode);
}

void on_failure_struck(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    hold_task(run, id);  // the event has been popped: cancelling its ticket does nothing, what remains is kept
    server.busy_used = server.next_failure;
    strike(run, server.next_mode);
}

void on_mode_struck(Run& run, ModeId id) {
    hold_task(run, run.model.modes[id].server);
    strike(run, id);
}

void on_repair_finished(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    ServerStatus& server = run.state.servers[mode.server];
    run.state.modes[id].down = false;
    --server.stops;
    begin_uptime(run, id);
    if (run.state.modes[id].took_crew) release_crew(run, {mode.crew, 1});
    run.state.modes[id].took_crew = false;
    if (server.stops == 0) begin_due_upkeeps(run, mode.server);
    resume_server(run, mode.server);
}

void on_upkeep_due(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    schedule_upkeep(run, id);
    run.state.upkeeps[id].due = true;
    begin_due_upkeeps(run, upkeep.server);
    show_state(run, run.state.servers[upkeep.server]);
}

void begin_due_upkeeps(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    if (server.stops > 0 || server.task == Task::work || server.task == Task::setup) return;  // a repair goes before
    const Slice upkeeps = run.model.servers[id].upkeeps;
    for (std::uint32_t i = upkeeps.first; i < upkeeps.end(); ++i) {
        UpkeepStatus& status = run.state.upkeeps[UpkeepId(i)];
        if (!status.due || status.running) continue;
        status = {.due = false, .running = true};
        ++server.upkeeps;
        const CrewId crew = run.model.upkeeps[UpkeepId(i)].crew;
        if (crew.valid() && run.state.crews[crew].available == 0) {
            run.state.crews[crew].upkeeps_waiting.push_back(UpkeepId(i));
            continue;
        }
        if (crew.valid()) {
            begin_waiting_upkeep(run, UpkeepId(i));
        } else {
            begin_upkeep(run, UpkeepId(i));
        }
    }
}

void on_upkeep_finished(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    run.state.upkeeps[id].running = false;
    --run.state.servers[upkeep.server].upkeeps;
    if (upkeep.crew.valid()) release_crew(run, {upkeep.crew, 1});
    begin_due_upkeeps(run, upkeep.server);  // a rule that came due meanwhile
    resume_server(run, upkeep.server);
}

}  // namespace agrocap
