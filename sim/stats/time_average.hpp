#pragma once

#include "base/time.hpp"

#include <cstdint>

namespace agrocap {

/// The integral of an integer level over integer time, exact: 128 bits of unit-nanoseconds.
class TimeAverage {
  public:
    /// The level changes now. Requires: `now` is not before the last change.
    void set(Time now, std::int64_t level) {
        area_ += static_cast<Area>(level_) * (now - since_).count();
        since_ = now;
        level_ = level;
    }

    /// Forgets the past: the integral begins at `now` with `level`.
    void reset(Time now, std::int64_t level) { *this = TimeAverage(now, level); }

    /// Unit-nanoseconds from the last reset until `now`.
    [[nodiscard]] double area(Time now) const { return static_cast<double>(area_ + static_cast<Area>(level_) * (now - since_).count()); }

    /// Mean level over [from, now], where `from` is the time of the last reset. Requires: from < now.
    [[nodiscard]] double mean(Time from, Time now) const { return area(now) / static_cast<double>((now - from).count()); }

    [[nodiscard]] std::int64_t level() const { return level_; }

    TimeAverage() = default;
    TimeAverage(Time now, std::int64_t level) : since_(now), level_(level) {}

  private:
    __extension__ using Area = __int128;
    Area area_ = 0;
    Time since_{};
    std::int64_t level_ = 0;
};

}  // namespace agrocap
