#pragma once

#include "stats/estimate.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The share of a line's threads that went by in one way, in the scenario's own names.
struct ThreadShare {
    std::string cause;  // of `thread_cause_names`
    std::string where;  // "plant.works.line.main.station.paint"; empty: nowhere
    std::string of;     // of goods, the supplier's item: "supplier.minsk.item.kit"; else empty
    Estimate share;
};

/// Where the threads of a line went, from the end of the warm-up to the last unit that left, over replications; those in which no unit
/// left after the warm-up are not counted.
struct LineThreads {
    std::string line;                 // "plant.works.line.main"
    std::vector<ThreadShare> shares;  // the largest first; they sum to 1
    Estimate tied;                    // of time after a choice between moments of one nanosecond
    Estimate days;                    // from the end of the warm-up to the last unit
};

}  // namespace agrocap
