#pragma once

#include "base/time.hpp"
#include "stats/wide_sum.hpp"

#include <cstdint>

namespace agrocap {

/// The integral of an integer level over integer time, exact: 128 bits of unit-nanoseconds.
///
/// Whoever is measured keeps the level, and says how it changes: ∫ level dt until `now` is level x now - Σ change x time of the change, so
/// a change costs one addition, and neither the level nor the time of the last change is kept twice.
class TimeAverage {
  public:
    /// The level changes now by so many units. Requires: now >= time_zero.
    void change(Time now, std::int64_t by) {
        // A word without a sign is made two by nothing, one with a sign by two instructions and two more registers; measured.
        changes_ += static_cast<WideSum>(by) * static_cast<std::uint64_t>(now.time_since_epoch().count());
    }

    /// Forgets the past: the integral begins at `now` with `level`.
    void reset(Time now, std::int64_t level) {
        changes_ = 0;
        change(now, level);
    }

    /// Unit-nanoseconds from the last reset until `now`, with the level that it has now.
    [[nodiscard]] double area(Time now, std::int64_t level) const {
        return nearest_double(static_cast<WideSum>(level) * now.time_since_epoch().count() - changes_);
    }

    /// Mean level over [from, now], where `from` is the time of the last reset. Requires: from < now.
    [[nodiscard]] double mean(Time from, Time now, std::int64_t level) const {
        return area(now, level) / static_cast<double>((now - from).count());
    }

    TimeAverage() = default;
    TimeAverage(Time now, std::int64_t level) { change(now, level); }

  private:
    WideSum changes_ = 0;  // Σ change x time of the change, since the last reset
};

}  // namespace agrocap
