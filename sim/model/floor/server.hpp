#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// What a server shows, and the clock of its task.

/// Shows the state that follows from stops, maintenance, task and lack; books the time since the last change.
void show_state(Run& run, ServerStatus& server);
/// Books the time since the last change under the state shown, and what of it was off shift or without its crew under these.
void book_time(Run& run, ServerStatus& server);
/// The state that is booked at present: the one shown, or off shift, or waiting for a crew that went home in the midst of work.
ServerState booked_state(const Run& run, ServerId server);
/// Books the work of a stretch that ends now on the clock of "busy" failure modes.
void book_work(Run& run, ServerId server);
/// The present task is done when `work` has passed, whatever comes.
void schedule_finish(Run& run, ServerId server, const Station& station, Duration work);
/// Begins or resumes the present task with `work` still to do.
[[gnu::noinline]] void tick(Run& run, ServerId server, Duration work);
/// Stops the clock of the present task and keeps what remains.
void hold_task(Run& run, ServerId server);
/// What interrupts is over: the task goes on, or a new one may start.
void resume_server(Run& run, ServerId server);

}  // namespace agrocap
