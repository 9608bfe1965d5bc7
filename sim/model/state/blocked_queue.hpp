#pragma once

#include "model/state/run_state.hpp"

namespace agrocap {

/// The server joins those that wait for a place.
inline void join(RunState& state, BlockedQueue& queue, ServerId id) {
    ServerStatus& server = state.servers[id];
    server.task = Task::blocked;
    if (queue.empty()) {
        server.next_blocked = id;
    } else {
        ServerStatus& last = state.servers[queue.last];
        server.next_blocked = last.next_blocked;
        last.next_blocked = id;
    }
    queue.last = id;
}

/// Takes out who has waited longest. Requires: the queue is not empty.
inline ServerId take_first(RunState& state, BlockedQueue& queue) {
    ServerStatus& last = state.servers[queue.last];
    const ServerId first = last.next_blocked;
    if (first == queue.last) {
        queue.last = ServerId();
    } else {
        last.next_blocked = state.servers[first].next_blocked;
    }
    return first;
}

}  // namespace agrocap
