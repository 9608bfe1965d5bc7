#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace agrocap {

/// From `low` to `high`, both ends included.
struct Interval {
    double low = 0, high = 0;
};

/// Places, from 0, of the two sorted values between which a quantile lies.
struct QuantilePlaces {
    std::size_t low = 0, high = 0;
};

/// The places that `quantile_interval` takes of so many values: they depend on their number alone.
std::optional<QuantilePlaces> quantile_places(std::size_t n, double share, double confidence);

/// Interval for the `share` quantile of independent values of any distribution: two of the values themselves.
///
/// Each end errs with probability (1 - confidence) / 2 at most. Gives nothing where no value is sure to lie beyond the quantile: below 72
/// values for the 5 % and 95 % quantiles at 0.95. Requires: `sorted` ascending, no NaN; 0 < share < 1.
/// Source: David & Nagaraja, Order Statistics, 3rd ed., 7.1.
std::optional<Interval> quantile_interval(std::span<const double> sorted, double share, double confidence);

/// Wilson's interval for the probability of success in independent trials. Requires: trials > 0.
///
/// Source: Wilson, JASA 22 (1927); Brown, Cai, DasGupta, Interval estimation for a binomial proportion, Statistical Science 16 (2001).
Interval share_interval(std::size_t successes, std::size_t trials, double confidence);

}  // namespace agrocap
