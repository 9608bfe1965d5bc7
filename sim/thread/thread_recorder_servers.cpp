// The part of the recorder that follows what servers do.

#include "thread/thread_recorder.hpp"

#include "model/floor/server.hpp"

namespace agrocap {

ThreadCause ThreadRecorder::cause_of(ServerState state) {
    switch (state) {
        case ServerState::working: return ThreadCause::working;
        case ServerState::setup: return ThreadCause::setup;
        case ServerState::waiting_crew: return ThreadCause::waiting_crew;
        case ServerState::down: return ThreadCause::down;
        case ServerState::maintenance: return ThreadCause::maintenance;
        default: return ThreadCause::other;
    }
}

/// Of what it shows; of a closure the disruption, not a repair.
ThreadCause ThreadRecorder::cause_of(const ServerThread& thread) {
    return thread.state == ServerState::down && thread.disrupted ? ThreadCause::disrupted : cause_of(thread.state);
}

bool ThreadRecorder::is_cared_for(ServerState state) { return state == ServerState::down || state == ServerState::maintenance; }

// The time of a server --------------------------------------------------------------------------------------------------------------------

/// The time since `ready` of a server with a unit in hand.
void ThreadRecorder::tell_time(const Run& run, ServerThread& thread) {
    if (thread.ready.at == run.now()) return;
    const Why why{cause_of(thread), place_of(thread.station), SupplyId()};
    const bool has_hours = !goes_on_off_shift(model_.stations[thread.station], thread.state);
    const Reason reason = reason_of(why, (thread.doing & Reason::tied) | (has_hours ? Reason::in_hours : 0));
    thread.ready = moments_.add(thread.ready, run.now(), reason);
    thread.doing = thread.work;
}

AGROCAP_APART void ThreadRecorder::end_any_work(const Run& run, ServerThread& thread) {
    tell_time(run, thread);
    thread.done = thread.ready;
    thread.in_hand = false;
}

/// The end of work of which the recorder is not told by itself, in all cases: what the event leads to begins with it.
AGROCAP_APART void ThreadRecorder::end_untold_work(const Run& run, ServerThread& server) {
    if (!is_tidy()) tidy();
    end_any_work(run, server);
}

void ThreadRecorder::end_task(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const ServerStatus& server = run.state.servers[id];
    if (!has_worked(run, thread) || server.task != Task::work) return end_any_task(run, id);
    end_work(run, thread);
    happen(thread.done);
    if (server.crew != 0) free_crews(run, id);
}

/// The same, whatever it has done. Apart, as are those below: the usual way needs no registers saved.
AGROCAP_APART void ThreadRecorder::end_any_task(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const ServerStatus& server = run.state.servers[id];
    if (server.task == Task::work) {
        end_any_work(run, thread);
        if (server.crew != 0) free_crews(run, id);
    } else {
        tell_time(run, thread);
    }
    happen(thread.ready);
}

void ThreadRecorder::server_changed(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    const ServerState shown = run.state.servers[id].shown;
    if (!thread.in_hand || shown != ServerState::blocked || !is_done(run, thread)) return change_state(run, thread, shown);
    thread.state = shown;
    happen(thread.done);
}

AGROCAP_APART void ThreadRecorder::change_state(const Run& run, ServerThread& thread, ServerState shown) {
    if (!thread.in_hand) {
        if (is_cared_for(thread.state)) end_hold(run, id_of(thread));
        if (is_cared_for(shown)) begin_hold(run, id_of(thread));
    } else if (shown == ServerState::blocked) {
        end_untold_work(run, thread);
        happen(thread.done);
    } else if (thread.state == ServerState::waiting_crew && (shown == ServerState::working || shown == ServerState::setup)) {
        go_on_with_crew(run, thread);
    } else {
        tell_time(run, thread);
    }
    thread.state = shown;
    thread.disrupted = present_.cause == ThreadCause::disrupted;
}

// Repairs and maintenance -----------------------------------------------------------------------------------------------------------------

/// Of a server without a unit in hand: what follows from its work keeps it from the next, as the work did. What comes by the calendar is an
/// outside event.
void ThreadRecorder::begin_hold(const Run& run, ServerId id) {
    const Since& ready = servers_[id].ready;
    holds_[id].is_held = ready.at == run.now() && run.now() > Time{};
    holds_[id].held = ready;
}

void ThreadRecorder::end_hold(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    HoldThread& hold = holds_[id];
    const ThreadCause cause = cause_of(thread);
    if (!hold.is_held) {
        hold.up = run.now();
        hold.up_from = cause;
        return;
    }
    hold.held = moments_.add(hold.held, run.now(), {cause, place_of(thread.station), SupplyId()});
    if (hold.held.at > thread.ready.at) thread.ready = hold.held;
    hold.is_held = false;
}

/// A repair or a maintenance ends. Told before the server shows another state, and may start at once.
void ThreadRecorder::end_care(const Run& run, ServerId id) {
    ServerThread& thread = servers_[id];
    HoldThread& hold = holds_[id];
    if (thread.in_hand) {
        tell_time(run, thread);
        return happen(thread.ready);
    }
    const bool was_held = hold.is_held;
    end_hold(run, id);
    hold.is_held = was_held;  // until it shows another state: something else may hold it still
    if (was_held) {
        happen(hold.held);
    } else {
        happen_outside(hold.up_from, place_of(thread.station));
    }
}

}  // namespace agrocap
