#pragma once

#include "experiment/experiment.hpp"
#include "experiment/target_bounds.hpp"
#include "stats/sequential_test.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace agrocap {

/// The sequential test of one target, fed with its metric's values in the order of the replications.
///
/// Each wrong verdict has at most the probability `error` when the truth lies at the edge of the indifference zone or beyond. A target with
/// two thresholds is two tests, each at half of it: it passes when both pass and fails when one fails.
class TargetTest {
  public:
    TargetTest(const TargetSpec& target, double error);

    /// The metric in the next replication; NaN, nothing observed, counts as a replication and tells nothing.
    void add(double value);
    [[nodiscard]] TestState state() const { return state_; }
    /// Replications that the decision rests on, or those so far.
    [[nodiscard]] std::size_t replications() const { return replications_; }
    /// Replications that it will have taken, if it goes on as it went so far.
    [[nodiscard]] std::size_t expected_end() const;

  private:
    /// "At most" is "at least" of the negative.
    struct MeanSide {
        double sign;
        MeanTest test;
    };

    TargetBounds bounds_;
    TestState state_ = TestState::open;
    std::size_t replications_ = 0;
    std::vector<MeanSide> means_;
    std::optional<ShareTest> share_;
};

/// How many replications tests that took `done` so far, and are expected to end at `expected`, may well look at before anybody asks again:
/// 20 at first, then at most as many again. At most `most`.
std::size_t foreseen_end(std::size_t done, std::size_t expected, std::size_t most);

/// What the mean of a target's metric has to come to at the least: of mean M at least p of the years are at or above t only if p t <= M
/// (Markov's inequality), for what is never negative. Nothing for targets that ask for little.
std::optional<double> mean_asked(const TargetSpec& target);

/// A target that no plan can meet, whatever the randomness: beyond the ends of a share, or a count below zero.
bool is_impossible(const TargetSpec& target);

}  // namespace agrocap
