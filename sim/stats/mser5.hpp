#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace agrocap {

/// How many observations to cut off the start of a series as warm-up: the cut after which the mean is known best.
///
/// Gives: a multiple of 5; empty if the series is too short to tell, that is, below 20 observations or still best cut at its middle. Of
/// equal cuts, the shortest. Cost: one pass. Source: White, Cobb, Spratt, A comparison of five steady-state truncation heuristics for
/// simulation, WSC 2000.
std::optional<std::size_t> mser5_cut(std::span<const double> series);

}  // namespace agrocap
