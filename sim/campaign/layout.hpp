#pragma once

#include "campaign/campaign.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// Simulates a few replications at some points (first, last, between), no longer than a second or so each beyond the first. Points that
/// cannot be simulated are left out. Gives: nothing if none could.
std::vector<PilotedPoint> pilot(const Campaign& campaign);

/// Cuts replications into tasks: where each begins among them, counted from 0, and the end. As `cutting` says, or one a stretch where
/// nobody knows how long they take; at most `campaign_tasks_max`.
std::vector<std::uint64_t> cut(const std::vector<Stretch>& stretches, const Cutting& cutting);

/// Cuts `units` into so many tasks, as even as can be; into one of a unit each where there are fewer units.
std::vector<std::uint64_t> cut_evenly(std::uint64_t units, std::size_t tasks);

}  // namespace agrocap
