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

/// The same for one that waits since a moment in the past, at its place in the order of these: `since(id)`.
template <class Since>
void join_in_order(RunState& state, BlockedQueue& queue, ServerId id, Since&& since) {
    if (queue.empty() || since(queue.last) <= since(id)) return join(state, queue, id);
    state.servers[id].task = Task::blocked;
    ServerId before = queue.last;
    while (since(state.servers[before].next_blocked) <= since(id)) before = state.servers[before].next_blocked;
    state.servers[id].next_blocked = state.servers[before].next_blocked;
    state.servers[before].next_blocked = id;
}

/// Who has waited longest. Requires: the queue is not empty.
inline ServerId first_of(const RunState& state, const BlockedQueue& queue) { return state.servers[queue.last].next_blocked; }

/// All in the queue, in its order.
template <class Visit>
void visit_blocked(const RunState& state, const BlockedQueue& queue, Visit&& visit) {
    if (queue.empty()) return;
    ServerId id = queue.last;
    do {
        id = state.servers[id].next_blocked;
        visit(id);
    } while (id != queue.last);
}

/// Takes out a server, wherever it stands. Requires: it is in the queue.
inline void take_out(RunState& state, BlockedQueue& queue, ServerId id) {
    ServerId before = queue.last;
    while (state.servers[before].next_blocked != id) before = state.servers[before].next_blocked;
    if (before == id) {
        queue.last = ServerId();
        return;
    }
    state.servers[before].next_blocked = state.servers[id].next_blocked;
    if (queue.last == id) queue.last = before;
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
