#pragma once

#include "model/rows/model.hpp"
#include "model/state/run_state.hpp"

namespace agrocap {

class RunObserver;

/// What handlers receive: the immutable model and the run's own state. No globals.
struct Run {
    const Model& model;
    RunState& state;
    RunObserver* observer = nullptr;  // see `observer.hpp`

    [[nodiscard]] Time now() const { return state.simulation.now(); }
    double draw(const Draw& draw) { return draw.distribution.sample(state.streams[draw.stream]); }
    Duration draw_duration(const Draw& draw) { return draw.distribution.sample_duration(state.streams[draw.stream]); }
};

}  // namespace agrocap
