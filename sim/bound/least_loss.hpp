#pragma once

#include "bound/draft.hpp"

#include <vector>

namespace agrocap {

/// What one failure mode takes of a server's open time at the least, on average: `share` of the time it works, less `free`.
struct LeastLoss {
    double share = 0;    // of the time that the server works
    double free = 0;     // ns: what may be spared at the edges of open time
    bool apart = false;  // it may go by while other repairs do
};

/// When a server is open in a stretch of time, as far as repairs can go on beyond its end.
struct OpenTime {
    double sum = 0;               // ns
    std::vector<double> lengths;  // ns, of what is open without a break
};

OpenTime open_time(const WorkClock& clock, TimeSpan stretch);

/// What a mode takes in a stretch, or from time 0 on, whatever the control; nothing where no loss is proven.
/// See docs/bound.md, "Failures that take open time".
LeastLoss least_loss(const FailureSpec& failure, const OpenTime& open, bool from_start);

/// What maintenance takes of a server's open time at the least, on average: `share` of all of it, less `free`.
struct LeastCare {
    double share = 0;
    double free = 0;  // ns
};

/// Of a stretch in which nobody goes home, where work keeps the server from it for `waits` at most on average; nothing where no loss is
/// proven. See docs/bound.md, "Maintenance that takes open time".
LeastCare least_care(const MaintenanceSpec& rule, double waits);

}  // namespace agrocap
