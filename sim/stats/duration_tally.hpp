#pragma once

#include "base/time.hpp"
#include "stats/wide_sum.hpp"

#include <cstdint>

namespace agrocap {

/// Count and exact sum of durations: 128 bits of nanoseconds, so that no order of adding matters.
class DurationTally {
  public:
    /// Requires: value >= 0, as of all durations: a word without a sign is made two by nothing.
    void add(Duration value) {
        sum_ += static_cast<std::uint64_t>(value.count());
        ++count_;
    }

    /// The same value `times` times.
    void add(Duration value, std::int64_t times) {
        sum_ += static_cast<WideSum>(value.count()) * times;
        count_ += times;
    }

    [[nodiscard]] std::int64_t count() const { return count_; }
    /// Sum in nanoseconds.
    [[nodiscard]] double sum() const { return nearest_double(sum_); }
    /// Mean in hours. Requires: count() > 0.
    [[nodiscard]] double mean_hours() const { return sum() / static_cast<double>(count_) / ns_per_hour; }

  private:
    WideSum sum_ = 0;
    std::int64_t count_ = 0;
};

}  // namespace agrocap
