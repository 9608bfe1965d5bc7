#include "stats/estimate.hpp"

#include "base/special_functions.hpp"
#include "stats/quantile.hpp"
#include "stats/tally.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace agrocap {

Estimate estimate_mean(std::span<const double> values, double confidence) { return MeanEstimator(confidence).estimate(values); }

Estimate MeanEstimator::estimate(std::span<const double> values) {
    assert(confidence_ > 0 && confidence_ < 1);
    Estimate estimate;
    estimate.confidence = confidence_;
    Tally tally;
    std::vector<double> sorted;
    sorted.reserve(values.size());
    for (const double value : values) {
        if (std::isnan(value)) continue;
        tally.add(value);
        sorted.push_back(value);
    }
    estimate.n = sorted.size();
    if (sorted.empty()) return estimate;

    const Factors& factors = factors_of(sorted.size());
    const auto between = [&sorted](const QuantilePlaces& places) { return Interval{sorted[places.low], sorted[places.high]}; };
    std::sort(sorted.begin(), sorted.end());
    estimate.mean = tally.mean();
    estimate.min = sorted.front();
    estimate.max = sorted.back();
    estimate.p05 = quantile(sorted, 0.05);
    estimate.p95 = quantile(sorted, 0.95);
    if (factors.p05) estimate.p05_interval = between(*factors.p05);
    if (factors.p95) estimate.p95_interval = between(*factors.p95);
    if (estimate.n == 1) return estimate;

    estimate.sd = tally.sd();
    estimate.half_width = factors.student_t * tally.sd() / std::sqrt(static_cast<double>(estimate.n));
    return estimate;
}

const MeanEstimator::Factors& MeanEstimator::factors_of(std::size_t n) {
    const auto [found, is_new] = factors_.try_emplace(n);
    Factors& factors = found->second;
    if (!is_new) return factors;
    if (n > 1) factors.student_t = student_t_quantile(0.5 + 0.5 * confidence_, static_cast<double>(n) - 1);
    factors.p05 = quantile_places(n, 0.05, confidence_);
    factors.p95 = quantile_places(n, 0.95, confidence_);
    return factors;
}

double student_t_quantile(double p, double degrees) {
    assert(p > 0 && p <= 1);
    assert(degrees >= 1);
    // The next number to 1: what a test may still spend after very many looks is less than that.
    constexpr double most = 1 - std::numeric_limits<double>::epsilon() / 2;
    return boost::math::quantile(boost::math::students_t(degrees), std::min(p, most));
}

double normal_quantile(double p) {
    assert(p > 0 && p < 1);
    return exact_normal_quantile(p);
}

}  // namespace agrocap
