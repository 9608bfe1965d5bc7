#pragma once

#include <cstdint>
#include <string>

namespace agrocap {

/// The text of a small factory, made up from a seed, in which luck at the edges of time is large: short windows, long and rare jobs,
/// stocks, late openings, warm-ups, failures that scrap or run through the night, work that is finished over time, batches, even orders,
/// speeds above 1. A family without these would be green for false bounds.
std::string random_luck(std::uint64_t seed);

}  // namespace agrocap
