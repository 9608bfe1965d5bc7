#pragma once

#include <chrono>
#include <cstdint>

namespace agrocap {

/// The simulation's own clock: 64-bit integer nanoseconds since the scenario's `start` (local midnight of that date).
///
/// Integers make ties exact and sums order-free; the range is about 292 years.
struct SimulationClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::duration<rep, period>;
    using time_point = std::chrono::time_point<SimulationClock, duration>;
    static constexpr bool is_steady = true;
};

using Duration = SimulationClock::duration;
using Time = SimulationClock::time_point;

inline constexpr Time time_zero{};
inline constexpr Time time_never = Time::max();

inline constexpr double ns_per_hour = 3600e9;
inline constexpr double ns_per_day = 24 * ns_per_hour;
inline constexpr double ns_per_year = 365 * ns_per_day;  // a year in an annual figure is 365 d

/// Duration in hours, for results only: no arithmetic of the simulation uses it.
constexpr double in_hours(Duration span) { return static_cast<double>(span.count()) / ns_per_hour; }

}  // namespace agrocap
