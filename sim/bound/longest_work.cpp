#include "bound/longest_work.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

constexpr double safely = 1 + 1e-6;  // what the functions below may be wrong by, and far more

double normal_above(double z) { return std::erfc(z / std::sqrt(2.0)) / 2; }

/// E(S - x)+ or more.
double mean_excess(const DistributionSpec& spec, const DistributionMoments& moments, double x) {
    const double mean = moments.mean;
    if (spec.kind == DistributionKind::hyperexponential && spec.means.size() == 2)
        return spec.p * spec.means[0] * std::exp(-x / spec.means[0]) + (1 - spec.p) * spec.means[1] * std::exp(-x / spec.means[1]);
    if (spec.kind == DistributionKind::lognormal && spec.cv > 0) {
        const double sigma = std::sqrt(std::log1p(spec.cv * spec.cv));
        const double z = (std::log(x / mean) + sigma * sigma / 2) / sigma;
        return std::max(0.0, mean * normal_above(z - sigma) * safely - x * normal_above(z));
    }
    return (moments.variance + mean * mean) / (4 * x);  // (s - x)+ <= s² / 4x
}

/// The longest of so many, on average, or more.
double longest_of(const DistributionSpec& spec, const DistributionMoments& moments, double count) {
    const double mean = moments.mean;
    double least = mean * count;
    for (double x = mean / 64; x < 1e12 * mean; x *= 1.2) least = std::min(least, x + count * mean_excess(spec, moments, x));
    return least;
}

}  // namespace

double left_in_hand(const DistributionSpec& spec, double mean, double work) {
    const DistributionMoments moments = moments_of(spec);
    double left = longest_of(spec, moments, work / mean + 1);
    // Up to a value that is enough for itself: the longest of (work + left) / mean is no longer than what was assumed. It grows with the
    // square root of their number at the most, so such a value is found.
    for (;;) {
        const double longest = longest_of(spec, moments, (work + left) / mean);
        if (longest <= left) return left / mean * safely + 1e-6;
        left = std::max(longest * (1 + 1e-4), left * 1.01);
    }
}

}  // namespace agrocap
