#pragma once

#include "explain/explanation.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What each replication gained by one station, by replication.
struct StationGains {
    std::string station;
    std::vector<double> gains;
    double longest_active = 0;
};

/// Gains of less than this share of output are none.
inline constexpr double gain_least = 0.002;

/// A gain within this share of the largest is as good.
inline constexpr double tie_share = 0.9;

/// Confidence of the intervals that are told, and of a verdict.
struct Certainty {
    double told = 0.95, sure = 0.95;
};

/// Judges by paired differences of the gains, all of them at the confidence together (Bonferroni). Those within a tenth of the largest by
/// their means stand with it; the bottleneck, or those that tie, must be above every other for sure, and those that tie known to a fifth of
/// the largest.
///
/// `output`: of a year, that gains are measured by. Requires: a station at least; two replications or more, equally many of each.
LineBottleneck judge_bottleneck(const std::string& line, std::vector<StationGains> stations, double output,
                                const Certainty& certainty = {});

}  // namespace agrocap
