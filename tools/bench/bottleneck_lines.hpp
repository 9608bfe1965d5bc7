#pragma once

#include "explain/explanation.hpp"
#include "stats/estimate.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What is so of a line, by brute force: by how much output rises where each station's work takes 2 % less time.
struct BottleneckTruth {
    enum class Kind : std::uint8_t { one, tie, outside, unknown };

    Kind kind = Kind::unknown;
    double output = 0;                  // of a year
    std::vector<std::string> stations;  // in the order of the route
    std::vector<Estimate> gains;        // with intervals that all hold at 99.9 %
    std::vector<std::string> right;     // those within a tenth of the largest gain
};

/// What each method names; empty: nothing.
struct BottleneckGuesses {
    LineBottleneck ours;
    std::string thread, longest_active, busiest, bound_price;
};

/// A made-up line of 3 to 15 stations: cv from 0.1 to 2, failures, buffers from 0 to 10, parallel servers, mixed items, shared stations.
class BottleneckLine {
  public:
    /// Equal seeds give equal lines on every machine.
    explicit BottleneckLine(std::uint64_t seed);

    /// A scenario file: whoever has another tool can model the same line.
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] BottleneckTruth truth(std::size_t replications) const;
    /// With as many replications as `explain` takes, of other seeds than the truth.
    [[nodiscard]] BottleneckGuesses guesses() const;

  private:
    std::string text_;
    std::vector<std::string> stations_;
};

}  // namespace agrocap
