#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>

namespace agrocap {

/// Mean of observations and the sum of their squared differences from it, one at a time; who adds counts them.
///
/// Source: Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 4 (1962).
struct MeanAndSquares {
    double mean = 0, squares = 0;

    /// `n`: observations, this one included.
    void add(double value, double n) {
        const double difference = value - mean;
        mean += difference / n;
        squares += difference * (value - mean);
    }
    /// Of the sample, divided by count - 1. Requires (also `sd`): at least two observations.
    [[nodiscard]] double variance(std::int64_t count) const {
        assert(count > 1);
        return squares / static_cast<double>(count - 1);
    }
    [[nodiscard]] double sd(std::int64_t count) const { return std::sqrt(variance(count)); }
};

/// Count, mean, variance, skewness and range of observations, one at a time.
///
/// Source: Terriberry, Computing higher-order moments online (2007), for the third.
class Tally {
  public:
    void add(double value) {
        ++count_;
        const auto n = static_cast<double>(count_);
        const double difference = value - moments_.mean;
        const double step = difference / n;
        cubes_ += difference * step * (n - 1) * step * (n - 2) - 3 * step * moments_.squares;
        moments_.add(value, n);
        min_ = std::min(min_, value);
        max_ = std::max(max_, value);
    }

    [[nodiscard]] std::int64_t count() const { return count_; }
    /// Requires (also `min` and `max`): at least one observation.
    [[nodiscard]] double mean() const {
        assert(count_ > 0);
        return moments_.mean;
    }
    /// Requires (also `sd`): at least two observations.
    [[nodiscard]] double variance() const { return moments_.variance(count_); }
    [[nodiscard]] double sd() const { return moments_.sd(count_); }
    /// G1, nearly unbiased for normal observations; 0 where they do not differ. Requires: at least three observations.
    /// Source: Joanes & Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998).
    [[nodiscard]] double skewness() const {
        assert(count_ > 2);
        const auto n = static_cast<double>(count_);
        const double squares = moments_.squares;
        if (squares <= 0) return 0;
        return n * std::sqrt(n - 1) / (n - 2) * cubes_ / (squares * std::sqrt(squares));
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
    MeanAndSquares moments_;
    double cubes_ = 0;
    double min_ = std::numeric_limits<double>::infinity(), max_ = -min_;
};

}  // namespace agrocap
