#pragma once

#include "model/state/run_state.hpp"

namespace agrocap {

/// The station is looked at when the instant's other events are over. For stations whose starts need more than a unit and a server.
inline void queue_start(RunState& state, StationId id) {
    StationStatus& station = state.stations[id];
    if (station.queued_for_start) return;
    station.queued_for_start = true;
    state.starts.push_back(id);
}

}  // namespace agrocap
