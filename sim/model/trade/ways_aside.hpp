#pragma once

#include "model/trade/expected_wait.hpp"
#include "model/trade/routing.hpp"

namespace agrocap {

// Ways besides the one that goods take, for when something on that one is full.

struct WayChoice {
    LaneId lane;       // the first of the way
    double extra = 0;  // what it weighs more than the best: money or time
    WayWait wait;
    bool able = false;       // none of its waits is beyond the limit
    std::size_t number = 0;  // of the ways from best to worst, from 1; 0: the one that is written down
};

/// The best way on which nothing keeps one waiting longer than `limit`; if there is none, that with the shortest wait, ties to the better.
///
/// Goods that came by a lane do not go back through the node that it came from. Requires: a lane leads from `at` towards `to`.
/// Cost: one look at each lane of the ways that are full; a way is searched for once, until a lane or place closes or opens.
[[nodiscard]] WayChoice choose_way(Run& run, NodeId at, NodeId to, double limit, LaneId came_by = LaneId());

/// Units that go at one time by the way that the first of them takes, before one of the waits on it is beyond the limit; one at least.
[[nodiscard]] std::int64_t units_by_way(Run& run, NodeId at, NodeId to, double limit);

/// The lane to take at `at` for `to`; none: no way, goods arrive at once. As long as nothing is crowded that is where it is written.
[[nodiscard]] inline LaneId lane_to_take(Run& run, NodeId at, NodeId to, LaneId came_by = LaneId()) {
    const LaneId first = next_lane(run, at, to);
    if (run.state.trade.crowded == 0 || !first.valid()) return first;
    return choose_way(run, at, to, run.model.overflow, came_by).lane;
}

}  // namespace agrocap
