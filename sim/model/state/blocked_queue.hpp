#pragma once

#include "model/state/run_state.hpp"

#include <tuple>

namespace agrocap {

/// Whose turn comes first: who has waited longest for a place; of those that have waited as long, by path and by the number of the unit.
inline auto turn_of(const RunState& state, ServerId id) {
    const ServerStatus& server = state.servers[id];
    const UnitStatus& unit = state.units[server.unit];
    return std::tuple(unit.arrived, server.station.index, unit.number, id.index);
}

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

/// The same for one that waits since a moment in the past: where its turn is.
inline void join_in_turn(RunState& state, BlockedQueue& queue, ServerId id) {
    const auto turn = turn_of(state, id);
    if (queue.empty() || turn_of(state, queue.last) < turn) return join(state, queue, id);
    state.servers[id].task = Task::blocked;
    ServerId before = queue.last;
    while (turn_of(state, state.servers[before].next_blocked) < turn) before = state.servers[before].next_blocked;
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
