#pragma once

#include "base/inlining.hpp"
#include "model/state/run.hpp"

namespace agrocap {

// What a server shows, and the clock of its task.

/// A unit is being worked on, or would be.
[[nodiscard]] inline bool is_in_hand(Task task) { return task == Task::work || task == Task::setup; }

// What keeps a server from its task, in the order in which it is shown: a new interruption is a row here.

struct Down {
    static constexpr ServerState shown = ServerState::down;
    static bool holds(const ServerStatus& server) { return server.stops > 0; }
};
struct InMaintenance {
    static constexpr ServerState shown = ServerState::maintenance;
    static bool holds(const ServerStatus& server) { return server.upkeeps > 0; }
};
struct WithoutCrew {
    static constexpr ServerState shown = ServerState::waiting_crew;
    static bool holds(const ServerStatus& server) { return server.without_crew; }
};

template <class... Rows>
struct HoldList {
    static bool any(const ServerStatus& server) { return (Rows::holds(server) || ...); }
    /// The state that the first one shows; `otherwise` if there is none.
    static ServerState shown(const ServerStatus& server, ServerState otherwise) {
        static_cast<void>(((Rows::holds(server) && (otherwise = Rows::shown, true)) || ...));
        return otherwise;
    }
};

using Holds = HoldList<Down, InMaintenance, WithoutCrew>;

/// It has no unit and nothing keeps it from one; whether its hours are on is asked of the clock.
[[nodiscard]] inline bool is_free(const ServerStatus& server) { return server.task == Task::none && !Holds::any(server); }

/// `down` goes before all other states; off-shift time is told apart when the time is booked.
[[nodiscard]] inline ServerState state_of(const ServerStatus& server) {
    ServerState task = server.idle;
    switch (server.task) {
        case Task::work: task = ServerState::working; break;
        case Task::setup: task = ServerState::setup; break;
        case Task::blocked: task = ServerState::blocked; break;
        case Task::none: break;
    }
    return Holds::shown(server, task);
}

/// Shows the state that follows from stops, maintenance, task and lack, another than before; books the time since the last change.
void change_shown(Run& run, ServerStatus& server);
/// The same if it is another: asked more often than it is so.
inline void show_state(Run& run, ServerStatus& server) {
    if (state_of(server) != server.shown) change_shown(run, server);
}
/// The same when something has stopped it: a start that it was meant for keeps nobody waiting any more.
void show_stop(Run& run, ServerStatus& server);
/// Books the time since the last change under the state shown, and what of it was off shift under that.
void book_time(Run& run, ServerStatus& server);
/// Whether a state is booked as it is when the shift is over, too: repairs and maintenance run on, and so does work that is finished before
/// people go home.
[[nodiscard]] bool goes_on_off_shift(const Station& station, ServerState shown);
/// The state that is booked at present: the one shown, or off shift.
ServerState booked_state(const Run& run, ServerId server);
/// Books the work of a stretch that ends now on the clock of "busy" failure modes.
void book_work(Run& run, ServerId server);
/// The present task is done when `work` has passed, whatever comes.
void schedule_finish(Run& run, ServerId server, const Station& station, Duration work);
/// Begins or resumes the present task with `work` still to do, at a station that is not plain.
void tick(Run& run, ServerId id, ServerStatus& server, const Station& station, Duration work);
/// The same at any station.
AGROCAP_APART void tick(Run& run, ServerId server, Duration work);
/// Stops the clock of the present task and keeps what remains.
void hold_task(Run& run, ServerId server);
/// What interrupts is over: the task goes on, or a new one may start.
void resume_server(Run& run, ServerId server);

}  // namespace agrocap
