#pragma once

#include "model/state/run_state.hpp"

namespace agrocap {

/// The station is looked at when the instant's other events are over, as starts are the last of an instant. For all that are not
/// `Station::starts_at_once`.
inline void queue_start(RunState& state, StationId id) {
    StationStatus& station = state.stations[id];
    if (station.queued_for_start) return;
    station.queued_for_start = true;
    state.starts.push_back(id);
}

}  // namespace agrocap
