#pragma once

#include "stats/tally.hpp"

#include <cstddef>
#include <cstdint>

namespace agrocap {

/// Where a sequential test stands.
enum class TestState : std::uint8_t { open, passed, failed };

/// Is the mean of independent observations of unknown variance at or above a threshold?
///
/// Gives the wrong answer with probability `error` at most when the mean lies `indifference` or more from the threshold; within that zone
/// either answer is right. Two rules share the error. Four fifths: the sum of differences from the threshold leaves a triangle whose size
/// follows the variance so far, which always ends. One fifth: t tests after 1, 2, 4 … first stages, since the triangle is long where the
/// zone is small, however far the mean is from it. With `indifference` 0 there is no triangle: the t tests have all of the error, and a
/// mean at the threshold is decided never. Observations that do not differ at all are decided after the first stage.
///
/// Skewed observations look less varied, and their mean nearer, as long as their tail has not shown. So the triangle opens wider on the
/// side away from the tail, what leaves it must stay out for another seventh of the observations, and the t tests are Hall's. With that the
/// error holds up to a skewness of about 3 (docs/verification.md), at a price for skewed observations only.
/// Cost: O(1) an observation. Source: Kim, Comparison with a standard via fully sequential procedures, ACM TOMACS 15 (2005); Kim & Nelson,
/// On the asymptotic validity of fully sequential selection procedures, Operations Research 54 (2006), for the variance so far, c = 1;
/// Hall, On the removal of skewness by transformation, JRSS B 54 (1992).
class MeanTest {
  public:
    struct Question {
        double threshold = 0;
        double indifference = 0;  // >= 0
        double error = 0.05;      // below 0.5
    };

    explicit MeanTest(const Question& question);

    /// One more observation; ignored once the test is decided.
    void add(double value);
    [[nodiscard]] TestState state() const { return state_; }
    /// Observations that the decision rests on, or those so far.
    [[nodiscard]] std::size_t observations() const { return static_cast<std::size_t>(tally_.count()); }
    /// Observations that it will have taken, if it goes on as it went so far: for a progress bar.
    [[nodiscard]] std::size_t expected_end() const;

    /// Observations before the first decision: more where the error is small, since a variance of few has too heavy a tail for it.
    static std::size_t first_stage(double error) { return error < 0.005 ? 20 : 14; }

  private:
    [[nodiscard]] double intercept() const;
    void look_at_triangle();
    void look_at_mean();
    void decide_by_sign() { state_ = sum_ >= 0 ? TestState::passed : TestState::failed; }

    Question question_;
    TestState state_ = TestState::open;
    Tally tally_;     // of differences from the threshold
    double sum_ = 0;  // of the same
    std::size_t first_stage_ = 10;
    double triangle_error_ = 0, mean_error_ = 0;
    int out_ = 0;                // on which side of the triangle the sum is, -1 or 1; 0: within
    std::size_t out_since_ = 0;  // observations
    std::size_t next_look_ = 0;  // at the mean
    double looks_ = 0;
};

/// Do independent trials succeed with at least a given probability?
///
/// Gives the wrong answer with probability `error` at most when the true probability lies `indifference` or more from `share`. Source:
/// Wald, Sequential Analysis (1947), with the bounds log(1 / error), for which the errors hold exactly (Ville's inequality). With
/// `indifference` 0: exact binomial tests at 10, 20, 40 … trials share the error.
class ShareTest {
  public:
    struct Question {
        double share = 0.9;          // 0 to 1
        double indifference = 0.05;  // >= 0; what would pass 0 or 1 is cut there
        double error = 0.05;         // below 0.5
    };

    explicit ShareTest(const Question& question);

    /// One more trial; ignored once the test is decided.
    void add(bool success);
    [[nodiscard]] TestState state() const { return state_; }
    [[nodiscard]] std::size_t observations() const { return trials_; }
    [[nodiscard]] std::size_t expected_end() const;

  private:
    void look_without_zone();

    Question question_;
    TestState state_ = TestState::open;
    double bound_ = 0, success_step_ = 0, failure_step_ = 0;  // of the log likelihood ratio
    double ratio_ = 0;
    std::size_t trials_ = 0, successes_ = 0;
    std::size_t next_look_ = 10;
    double looks_ = 0;
};

}  // namespace agrocap
