#pragma once

#include "experiment/optimise.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace agrocap {

/// A study whose cheapest sufficient point is known: servers of three lines whose output is Poisson with a known mean.
///
/// A server of the lines makes 1, 1/2 and 1/3 unit an hour and costs 10, 6 and 5. So the rates of all points are whole sixths; the target
/// lies between two of them, and its indifference zone is the distance to either: the points that matter lie at the edge of the zone.
class SelectionProblem {
  public:
    /// `side`: from 1 to so many servers on each line.
    explicit SelectionProblem(int side);

    /// Number of the point, from 0, that is the right answer.
    [[nodiscard]] std::size_t best() const { return best_; }
    [[nodiscard]] std::size_t points() const { return design_.points.size(); }
    /// One optimisation from the seed, on one thread and without a file.
    [[nodiscard]] Optimum optimised(std::uint64_t seed) const;

  private:
    ResolvedText text_;
    Scenario scenario_;
    Design design_;
    std::size_t best_ = 0;
};

}  // namespace agrocap
