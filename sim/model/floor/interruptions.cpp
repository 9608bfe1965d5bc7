#include "model/floor/interruptions.hpp"

#include "model/floor/crew.hpp"
#include "model/floor/server.hpp"
#include "model/floor/station.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/time/scaled_work.hpp"

namespace agrocap {

namespace {

/// The next failure of the modes whose uptime runs with the work.
void find_next_failure(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Slice modes = run.model.servers[id].modes;
    server.next_failure = Duration::max();
    for (const ModeId mode : ids_of<ModeId>(modes)) {
        if (run.model.modes[mode].clock != FailureClock::busy || run.state.modes[mode].down) continue;
        if (run.state.modes[mode].uptime_end < server.next_failure) {
            server.next_failure = run.state.modes[mode].uptime_end;
            server.next_mode = mode;
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
        schedule(run, EventKind::mode_struck, later(run.now(), uptime), rank::failure, mode.server.index, id.index);
    }
}

// Repairs and maintenance have one life: they begin, may stop and go on, and finish -----------------------------------------------------

/// Work of somebody of a crew goes on until it is finished, unless he goes home.
void go_on(Run& run, CareStatus& care, EventKind kind, ServerId server, std::uint32_t detail) {
    care.goes_on = true;
    care.finish = later(run.now(), care.left);
    if (care.finish != time_never)
        care.ticket = schedule_cancellable(run, kind, care.finish, rank::completion + rank::plant, server.index, detail);
}

void go_on(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    go_on(run, run.state.modes[id].repair, EventKind::repair_finished, mode.server, id.index);
    tell(run, &RunObserver::care_went_on, mode.server, mode.crew);
}

void go_on(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    go_on(run, run.state.upkeeps[id].care, EventKind::upkeep_finished, upkeep.server, id.index);
    tell(run, &RunObserver::care_went_on, upkeep.server, upkeep.crew);
}

void stand_still(Run& run, CareStatus& care, CrewId crew) {
    run.state.simulation.cancel(care.ticket);
    care.left = care.finish - run.now();
    care.goes_on = false;
    if (care.took_crew) ++run.state.crews[crew].available;
    care.took_crew = false;
}

void finish(Run& run, CareStatus& care, CrewId crew) {
    if (!crew.valid()) return;
    const bool frees_crew = care.took_crew;
    care = {};
    if (frees_crew) release_one(run, crew);
}

void schedule_upkeep(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    Time at = time_never;
    switch (upkeep.rule) {
        case UpkeepRule::every: at = later(run.now(), run.draw_duration(upkeep.every)); break;
        case UpkeepRule::after_units: break;  // `count_unit`
        case UpkeepRule::on_dates: {
            std::uint32_t& next = run.state.upkeeps[id].next_date;
            if (next < upkeep.dates.count) at = run.model.upkeep_dates[upkeep.dates.first + next++];
            break;
        }
    }
    schedule(run, EventKind::upkeep_due, at, rank::strike + rank::plant, upkeep.server.index, id.index);
}

void begin_upkeep(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    UpkeepStatus& status = run.state.upkeeps[id];
    status.due = false;
    status.running = true;
    ++run.state.servers[upkeep.server].upkeeps;
    const Duration takes = run.draw_duration(upkeep.takes);
    if (!upkeep.crew.valid()) {
        schedule(run, EventKind::upkeep_finished, later(run.now(), takes), rank::completion + rank::plant, upkeep.server.index, id.index);
        return;
    }
    status.care.left = takes;
    if (run.state.crews[upkeep.crew].available > 0) {
        begin_waiting_upkeep(run, id);
    } else {
        run.state.crews[upkeep.crew].upkeeps_waiting.push_back(id);
    }
}

/// The unit in hand holds the very crew that repairs: waiting for it would be waiting for oneself.
bool has_own_repairer(const Run& run, const Mode& mode) { return holds_crew(run, run.state.servers[mode.server], mode.crew); }

void begin_repair(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    const Duration takes = run.draw_duration(mode.repair);
    if (!mode.crew.valid()) {  // through nights and holidays
        schedule(run, EventKind::repair_finished, later(run.now(), takes), rank::completion + rank::plant, mode.server.index, id.index);
        return;
    }
    run.state.modes[id].repair.left = takes;
    if (has_own_repairer(run, mode)) {
        go_on(run, id);
    } else if (run.state.crews[mode.crew].available > 0) {
        begin_waiting_repair(run, id);
    } else {
        run.state.crews[mode.crew].repairs_waiting.push_back(id);
    }
}

/// A mode has struck: the task stops, what is in hand goes on later, starts again or is scrapped; the repair begins or waits for its crew.
void strike(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    ServerStatus& server = run.state.servers[mode.server];
    run.state.modes[id].down = true;
    ++server.stops;
    if (mode.clock == FailureClock::busy) find_next_failure(run, mode.server);

    if (server.task == Task::work && mode.on_failure == OnFailure::restart) server.remaining = server.work;
    if (server.task == Task::work && mode.on_failure == OnFailure::scrap) remove_scrapped(run, mode.server);
    begin_repair(run, id);
    show_stop(run, server);
}

}  // namespace

void begin_waiting_repair(Run& run, ModeId id) {
    take_one(run, run.model.modes[id].crew);
    run.state.modes[id].repair.took_crew = true;
    go_on(run, id);
}

void begin_waiting_upkeep(Run& run, UpkeepId id) {
    take_one(run, run.model.upkeeps[id].crew);
    run.state.upkeeps[id].care.took_crew = true;
    go_on(run, id);
}

void stop_repair(Run& run, ModeId id) {
    const CrewId crew = run.model.modes[id].crew;
    stand_still(run, run.state.modes[id].repair, crew);
    std::vector<ModeId>& waiting = run.state.crews[crew].repairs_waiting;
    waiting.insert(waiting.begin(), id);
}

void stop_upkeep(Run& run, UpkeepId id) {
    const CrewId crew = run.model.upkeeps[id].crew;
    stand_still(run, run.state.upkeeps[id].care, crew);
    std::vector<UpkeepId>& waiting = run.state.crews[crew].upkeeps_waiting;
    waiting.insert(waiting.begin(), id);
}

bool is_repaired_by_own(const Run& run, ServerId id, CrewId crew) {
    const Slice modes = run.model.servers[id].modes;
    for (const ModeId mode : ids_of<ModeId>(modes)) {
        const CareStatus& repair = run.state.modes[mode].repair;
        if (repair.goes_on && !repair.took_crew && run.model.modes[mode].crew == crew) return true;
    }
    return false;
}

void keep_repairers(Run& run, ServerId id) {
    const Slice modes = run.model.servers[id].modes;
    for (const ModeId mode : ids_of<ModeId>(modes)) {
        const CrewId crew = run.model.modes[mode].crew;
        CareStatus& repair = run.state.modes[mode].repair;
        if (!repair.goes_on || repair.took_crew || !crew.valid()) continue;
        if (run.state.crews[crew].available > 0) {
            take_one(run, crew);
            repair.took_crew = true;
        } else {
            stop_repair(run, mode);
        }
    }
}

void disrupt_server(Run& run, ServerId id, double speed, int closures) {
    ServerStatus& server = run.state.servers[id];
    hold_task(run, id);
    server.stops = static_cast<std::uint8_t>(server.stops + closures);
    server.speed = speed;
    if (server.stops == 0 && closures <= 0) begin_due_upkeeps(run, id);
    resume_server(run, id);
    if (closures > 0) show_stop(run, server);
}

void start_modes(Run& run, ServerId id) {
    const Server& server = run.model.servers[id];
    for (const ModeId mode : ids_of<ModeId>(server.modes)) begin_uptime(run, mode);
    for (const UpkeepId upkeep : ids_of<UpkeepId>(server.upkeeps)) schedule_upkeep(run, upkeep);
}

void strike_if_used_up(Run& run, ServerId id) {
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
    const ServerId server = run.model.modes[id].server;
    hold_task(run, server);
    strike_if_used_up(run, server);
    strike(run, id);
}

void on_repair_finished(Run& run, ModeId id) {
    const Mode& mode = run.model.modes[id];
    ServerStatus& server = run.state.servers[mode.server];
    run.state.modes[id].down = false;
    --server.stops;
    begin_uptime(run, id);
    finish(run, run.state.modes[id].repair, mode.crew);
    if (server.stops == 0) begin_due_upkeeps(run, mode.server);
    resume_server(run, mode.server);
}

void on_upkeep_due(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    schedule_upkeep(run, id);
    run.state.upkeeps[id].due = true;
    begin_due_upkeeps(run, upkeep.server);
    show_stop(run, run.state.servers[upkeep.server]);
}

void count_units(Run& run, ServerId id, std::uint32_t units) {
    const Slice upkeeps = run.model.servers[id].upkeeps;
    for (const UpkeepId own : ids_of<UpkeepId>(upkeeps)) {
        const Upkeep& upkeep = run.model.upkeeps[own];
        UpkeepStatus& status = run.state.upkeeps[own];
        if (upkeep.rule != UpkeepRule::after_units) continue;
        status.units += units;
        if (status.units < upkeep.after_units) continue;
        status.units = 0;
        status.due = true;
    }
}

void begin_due_upkeeps(Run& run, ServerId id) {
    const ServerStatus& server = run.state.servers[id];
    if (server.stops > 0 || server.task == Task::work || server.task == Task::setup) return;  // a repair goes before
    const Slice upkeeps = run.model.servers[id].upkeeps;
    for (const UpkeepId upkeep : ids_of<UpkeepId>(upkeeps)) {
        const UpkeepStatus& status = run.state.upkeeps[upkeep];
        if (status.due && !status.running) begin_upkeep(run, upkeep);
    }
}

void on_upkeep_finished(Run& run, UpkeepId id) {
    const Upkeep& upkeep = run.model.upkeeps[id];
    run.state.upkeeps[id].running = false;
    --run.state.servers[upkeep.server].upkeeps;
    finish(run, run.state.upkeeps[id].care, upkeep.crew);
    begin_due_upkeeps(run, upkeep.server);  // a rule that came due meanwhile
    resume_server(run, upkeep.server);
}

}  // namespace agrocap
