#pragma once

#include "bound/counted.hpp"
#include "bound/draft.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace agrocap {

/// What transport alone lets through, everything else without limit: the greatest flow through lanes, fleets and places.
struct TransportFlow {
    double units = 0;              // of what a metric counts, until the end of time, stocks at the end of the way included
    std::vector<std::size_t> cut;  // rows of the program whose limits make that of it
};

/// Nothing where some of what is counted comes without lanes that have a capacity, or is no flow: where units need different numbers of
/// what comes by lanes. Requires: the draft is whole.
std::optional<TransportFlow> transport_flow(Draft& draft, const Counted& counted);

}  // namespace agrocap
