#include "stats/interval.hpp"

#include "stats/estimate.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cassert>
#include <cmath>

namespace agrocap {

namespace {

/// Place, from 0, of the value below the quantile: the largest k with P(Binomial(n, share) <= k) <= error; -1 if there is none.
/// The upper end of a quantile is the lower end of its mirror image.
std::ptrdiff_t place_below(std::size_t n, double share, double error) {
    const boost::math::binomial_distribution<double> below(static_cast<double>(n), share);
    if (boost::math::cdf(below, 0) > error) return -1;
    double place = std::floor(boost::math::quantile(below, error));
    while (boost::math::cdf(below, place + 1) <= error) ++place;
    while (boost::math::cdf(below, place) > error) --place;
    return static_cast<std::ptrdiff_t>(place);
}

}  // namespace

std::optional<QuantilePlaces> quantile_places(std::size_t n, double share, double confidence) {
    assert(share > 0 && share < 1);
    if (n == 0) return std::nullopt;
    const double error = (1 - confidence) / 2;
    const std::ptrdiff_t low = place_below(n, share, error);
    const std::ptrdiff_t high = place_below(n, 1 - share, error);
    if (low < 0 || high < 0) return std::nullopt;
    return QuantilePlaces{static_cast<std::size_t>(low), n - 1 - static_cast<std::size_t>(high)};
}

std::optional<Interval> quantile_interval(std::span<const double> sorted, double share, double confidence) {
    const std::optional<QuantilePlaces> places = quantile_places(sorted.size(), share, confidence);
    if (!places) return std::nullopt;
    return Interval{sorted[places->low], sorted[places->high]};
}

Interval share_interval(std::size_t successes, std::size_t trials, double confidence) {
    assert(trials > 0);
    const double z = normal_quantile(0.5 + confidence / 2);
    const auto n = static_cast<double>(trials);
    const double share = static_cast<double>(successes) / n;
    const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace agrocap
