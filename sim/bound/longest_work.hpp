#pragma once

#include "random/distribution.hpp"

namespace agrocap {

/// What may be left, at the most on average, of the unit in hand of a server that can do so much work from time 0 on and may stop at any
/// moment: in units of the mean. Rounded up. Requires: 0 < mean, not above the true one; both in ns.
///
/// Of N units begun the longest has on average at most x + E N E(S - x)+, whatever x; and E N times the mean is the work done and what is
/// left (Wald). See docs/bound.md, "Work in hand".
double left_in_hand(const DistributionSpec& spec, double mean, double work);

}  // namespace agrocap
