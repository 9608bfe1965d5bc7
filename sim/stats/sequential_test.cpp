#include "stats/sequential_test.hpp"

#include "base/math.hpp"
#include "stats/estimate.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cassert>
#include <cmath>

namespace agrocap {

namespace {

/// Of the error of a mean's test. The rest buys the early end where the mean is far off, for about an eighth more observations elsewhere.
constexpr double triangle_part = 0.8;

/// By how much the triangle opens wider on the side away from the tail, for each unit of skewness; and how long a sum must stay out of it,
/// as a part of the observations so far. Chosen by experiment: see docs/verification.md.
constexpr double widening = 0.7;
constexpr double waiting_part = 0.15;

/// Student's t without its skewness: Hall's cubic, which is monotone.
double without_skewness(double t, double skewness, double n) {
    const double part = skewness / std::sqrt(n);
    return t + part * t * t / 3 + part * part * t * t * t / 27 + part / 6;
}

/// The part of the error that the look with this number, from 0, may spend: 1/2, 1/6, 1/12 …, which sum to 1.
double spent_at(double look, double error) { return error / ((look + 1) * (look + 2)); }

/// A forecast beyond this is none.
std::size_t forecast(double observations, std::size_t at_least) {
    constexpr double far = 1e9;
    return std::max(at_least, static_cast<std::size_t>(std::ceil(std::min(observations, far))));
}

}  // namespace

MeanTest::MeanTest(const Question& question) : question_(question), first_stage_(first_stage(question.error)) {
    assert(question.error > 0 && question.error < 0.5);
    assert(question.indifference >= 0);
    next_look_ = first_stage_;
    triangle_error_ = question.indifference > 0 ? triangle_part * question.error : 0;
    mean_error_ = question.error - triangle_error_;
}

void MeanTest::add(double value) {
    if (state_ != TestState::open) return;
    const double difference = value - question_.threshold;
    tally_.add(difference);
    sum_ += difference;
    if (observations() < first_stage_) return;
    if (observations() == first_stage_ && tally_.variance() == 0) return decide_by_sign();
    if (triangle_error_ > 0) look_at_triangle();
    if (state_ == TestState::open && observations() == next_look_) look_at_mean();
}

/// Half the opening of the triangle at its mouth.
double MeanTest::intercept() const {
    const double degrees = static_cast<double>(observations()) - 1;
    const double eta = (exact_pow(2 * triangle_error_, -2 / degrees) - 1) / 2;
    return eta * degrees * tally_.variance() / question_.indifference;
}

void MeanTest::look_at_triangle() {
    const double away_from_tail = sum_ < 0 ? tally_.skewness() : -tally_.skewness();
    const double wide = intercept() * (1 + widening * std::max(0.0, away_from_tail));
    const double opening = wide - question_.indifference / 2 * static_cast<double>(observations());
    const int out = std::abs(sum_) < opening ? 0 : sum_ >= 0 ? 1 : -1;
    if (out != out_) out_since_ = observations();
    out_ = out;
    const auto waited = static_cast<double>(observations() - out_since_);
    if (out != 0 && waited >= waiting_part * static_cast<double>(out_since_)) decide_by_sign();
}

void MeanTest::look_at_mean() {
    const auto n = static_cast<double>(observations());
    const double t = without_skewness(tally_.mean() * std::sqrt(n) / tally_.sd(), tally_.skewness(), n);
    if (std::abs(t) >= student_t_quantile(1 - spent_at(looks_, mean_error_), n - 1))
        state_ = t >= 0 ? TestState::passed : TestState::failed;
    looks_ += 1;
    next_look_ *= 2;
}

std::size_t MeanTest::expected_end() const {
    if (state_ != TestState::open) return observations();
    if (observations() < first_stage_) return first_stage_;
    if (triangle_error_ == 0) return next_look_;
    const double leaves = intercept() / (std::abs(tally_.mean()) + question_.indifference / 2);
    return forecast((1 + waiting_part) * leaves, observations() + 1);
}

ShareTest::ShareTest(const Question& question) : question_(question) {
    assert(question.error > 0 && question.error < 0.5);
    assert(question.share >= 0 && question.share <= 1 && question.indifference >= 0);
    const double low = std::max(0.0, question.share - question.indifference);
    const double high = std::min(1.0, question.share + question.indifference);
    bound_ = -exact_log(question.error);
    // At 0 and 1 one outcome alone is proof: its step is infinite, and it decides at once.
    success_step_ = exact_log(high) - exact_log(low);
    failure_step_ = exact_log(1 - high) - exact_log(1 - low);
}

void ShareTest::add(bool success) {
    if (state_ != TestState::open) return;
    ++trials_;
    if (success) ++successes_;
    if (question_.indifference == 0) return look_without_zone();
    ratio_ += success ? success_step_ : failure_step_;
    if (ratio_ >= bound_) state_ = TestState::passed;
    if (ratio_ <= -bound_) state_ = TestState::failed;
}

void ShareTest::look_without_zone() {
    if (trials_ < next_look_) return;
    const boost::math::binomial_distribution<double> at_share(static_cast<double>(trials_), question_.share);
    const auto successes = static_cast<double>(successes_);
    const double spent = spent_at(looks_, question_.error);
    const double as_many = successes_ == 0 ? 1 : boost::math::cdf(boost::math::complement(at_share, successes - 1));
    if (as_many <= spent) state_ = TestState::passed;
    if (boost::math::cdf(at_share, successes) <= spent) state_ = TestState::failed;
    looks_ += 1;
    next_look_ *= 2;
}

std::size_t ShareTest::expected_end() const {
    if (state_ != TestState::open) return trials_;
    if (question_.indifference == 0) return next_look_;
    if (trials_ == 0) return static_cast<std::size_t>(std::ceil(bound_ / std::min(success_step_, bound_)));
    const double drift = std::abs(ratio_) / static_cast<double>(trials_);
    return drift == 0 ? forecast(HUGE_VAL, 0) : forecast(bound_ / drift, trials_ + 1);
}

}  // namespace agrocap
