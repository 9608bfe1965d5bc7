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

Estimate estimate_mean(std::span<const double> values, double confidence) {
    assert(confidence > 0 && confidence < 1);
    Estimate estimate;
    estimate.confidence = confidence;
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

    std::sort(sorted.begin(), sorted.end());
    estimate.mean = tally.mean();
    estimate.min = sorted.front();
    estimate.max = sorted.back();
    estimate.p05 = quantile(sorted, 0.05);
    estimate.p95 = quantile(sorted, 0.95);
    estimate.p05_interval = quantile_interval(sorted, 0.05, confidence);
    estimate.p95_interval = quantile_interval(sorted, 0.95, confidence);
    if (estimate.n == 1) return estimate;

    const auto n = static_cast<double>(estimate.n);
    estimate.sd = tally.sd();
    estimate.half_width = student_t_quantile(0.5 + 0.5 * confidence, n - 1) * tally.sd() / std::sqrt(n);
    return estimate;
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
