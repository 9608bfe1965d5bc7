#pragma once

#include "scenario/scenario.hpp"

namespace agrocap {

/// Days of the simulated time: [first, end). Very many while the warm-up is still to be found.
struct SimulatedDays {
    Day first = 0, end = 0;
};

inline SimulatedDays simulated_days(const Scenario& scenario) {
    constexpr Duration a_day = std::chrono::hours(24);
    const Duration span = *scenario.warmup + *scenario.horizon;
    const Day days = scenario.warmup_auto ? 200'000 : static_cast<Day>((span + a_day - Duration{1}) / a_day);
    return {*scenario.start, *scenario.start + days};
}

}  // namespace agrocap
