#pragma once

#include "model/floor/station.hpp"
#include "model/state/events.hpp"

#include <string>

namespace agrocap {

/// Handles an event that is not the end of a server's task.
void dispatch_others(Run& run, const Event& event);

/// Handles one event. Three of four are the end of a task: they take no table of jumps.
inline void dispatch(Run& run, const Event& event) {
    if (static_cast<EventKind>(event.kind) == EventKind::task_finished) [[likely]]
        return on_task_finished(run, server_of(event));
    dispatch_others(run, event);
}

/// The path of what an event in a plant happens to; empty for one of the network.
[[nodiscard]] std::string subject_of(const Run& run, const Event& event);

}  // namespace agrocap
