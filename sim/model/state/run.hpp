#pragma once

#include "model/rows/model.hpp"
#include "model/state/run_state.hpp"

#include <span>

namespace agrocap {

class RunObserver;

/// What a number that changes on dates is at a moment.
inline double value_at(const Model& model, const DatedNumber& number, Time at) {
    double value = number.first;
    for (std::uint32_t i = number.later.first; i < number.later.end() && model.dated_steps[i].from <= at; ++i)
        value = model.dated_steps[i].value;
    return value;
}

/// What handlers receive: the immutable model and the run's own state. No globals.
struct Run {
    const Model& model;
    RunState& state;
    RunObserver* observer = nullptr;  // see `observer.hpp`

    [[nodiscard]] Time now() const { return state.simulation.now(); }
    /// What a number that changes on dates is now.
    [[nodiscard]] double value(const DatedNumber& number) const { return value_at(model, number, now()); }
    double draw(const Draw& draw) { return draw.distribution.sample(state.streams[draw.stream]); }
    Duration draw_duration(const Draw& draw) { return draw.distribution.sample_duration(state.streams[draw.stream]); }
};

/// The parts that are simulated one after the other, so that the rows of each stay in the processor's cache. Where an observer wants all
/// events in their order, the model is one.
[[nodiscard]] std::span<const Part> parts_of(const Run& run);

}  // namespace agrocap
