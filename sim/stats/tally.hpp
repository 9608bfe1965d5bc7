#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>

namespace agrocap {

/// Count, mean, variance, skewness and range of observations, one at a time.
///
/// Source: Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 4 (1962); Terriberry,
/// Computing higher-order moments online (2007), for the third.
class Tally {
  public:
    void add(double value) {
        ++count_;
        const auto n = static_cast<double>(count_);
        const double difference = value - mean_;
        const double step = difference / n;
        cubes_ += difference * step * (n - 1) * step * (n - 2) - 3 * step * squares_;
        mean_ += step;
        squares_ += difference * (value - mean_);
        min_ = std::min(min_, value);
        max_ = std::max(max_, value);
    }

    [[nodiscard]] std::int64_t count() const { return count_; }
    /// Requires (also `min` and `max`): at least one observation.
    [[nodiscard]] double mean() const {
        assert(count_ > 0);
        return mean_;
    }
    /// Of the sample, divided by count - 1. Requires (also `sd`): at least two observations.
    [[nodiscard]] double variance() const {
        assert(count_ > 1);
        return squares_ / static_cast<double>(count_ - 1);
    }
    [[nodiscard]] double sd() const { return std::sqrt(variance()); }
    /// G1, nearly unbiased for normal observations; 0 where they do not differ. Requires: at least three observations.
    /// Source: Joanes & Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998).
    [[nodiscard]] double skewness() const {
        assert(count_ > 2);
        const auto n = static_cast<double>(count_);
        if (squares_ <= 0) return 0;
        return n * std::sqrt(n - 1) / (n - 2) * cubes_ / (squares_ * std::sqrt(squares_));
    }
    [[nodiscard]] double min() const {
        assert(count_ > 0);
        return min_;
    }
    [[nodiscard]] double max() const {
        assert(count_ > 0);
        return max_;
    }

  private:
    std::int64_t count_ = 0;
    double mean_ = 0, squares_ = 0, cubes_ = 0;
    double min_ = std::numeric_limits<double>::infinity(), max_ = -min_;
};

}  // namespace agrocap
