#pragma once

#include "explain/reach.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// A made-up line of two to four stations with a target, small enough to try every set of up to three changes; every second one has costs.
class LeastChangeCase {
  public:
    /// Equal seeds give equal cases on every machine.
    explicit LeastChangeCase(std::uint64_t seed);

    /// Every set of changes with as many replications as a run has, of other seeds than `reach` has.
    void enumerate();
    /// What `reach` finds. Requires: `enumerate` was called.
    [[nodiscard]] Reach reached() const;
    /// Whether it is the optimum: it meets the target up to the indifference zone, and nothing that meets it by more than the zone is
    /// smaller, or cheaper; or nothing was found, and nothing meets it so.
    [[nodiscard]] bool is_optimum(const Reach& reach) const;

    /// Runs of the enumeration.
    [[nodiscard]] std::size_t runs() const { return runs_; }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    struct OneSet {
        std::vector<std::size_t> changes;
        double rank = 0;  // its cost, or how many they are
        double mean = 0;
    };
    [[nodiscard]] double mean_of(const Reach& reach, const ReachPoint& point) const;

    std::string text_;
    bool has_costs_ = false;
    double threshold_ = 0;
    std::vector<PossibleChange> catalogue_;
    std::vector<OneSet> sets_;
    std::size_t runs_ = 0;
};

}  // namespace agrocap
