#pragma once

#include <span>

namespace agrocap {

/// The `share` quantile of a sample: linear between order statistics, 0 gives the smallest and 1 the largest.
///
/// Requires: `sorted` ascending, not empty, no NaN; 0 <= share <= 1. Source: Hyndman & Fan, Sample quantiles, Am. Statistician 50 (1996),
/// type 7.
double quantile(std::span<const double> sorted, double share);

}  // namespace agrocap
