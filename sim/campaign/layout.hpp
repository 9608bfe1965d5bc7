#pragma once

#include "campaign/campaign.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// How long a replication of some points takes here: what tasks are sized by. By point; points in between cost as much as the nearest.
struct PilotedPoint {
    std::size_t point = 0;
    double seconds = 0;  // a replication
};

/// Simulates a few replications at some points (first, last, between), no longer than a second or so each beyond the first. Points that
/// cannot be simulated are left out. Gives: nothing if none could.
std::vector<PilotedPoint> pilot(const Campaign& campaign);

/// Cuts the units into tasks that take about `task_seconds` each on a machine like this one.
std::vector<std::uint64_t> cut_by_time(const Campaign& campaign, const std::vector<PilotedPoint>& pilot, double task_seconds);

/// Cuts `units` into so many tasks, as even as can be; into one of a unit each where there are fewer units.
std::vector<std::uint64_t> cut_evenly(std::uint64_t units, std::size_t tasks);

}  // namespace agrocap
