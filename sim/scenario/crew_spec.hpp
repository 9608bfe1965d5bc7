#pragma once

#include "scenario/written.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// People of a crew who work by one calendar.
struct CrewShiftSpec {
    Name calendar;
    Written<Dated<std::int64_t>> size;
    SourceSpan at;
};

struct CrewSpec {
    Written<Dated<std::int64_t>> size{1};
    std::vector<CrewShiftSpec> shifts;  // instead of `size` and `calendar`: people by shift
    Name calendar;                      // empty = always there
    Written<double> absence{0.0};
    SourceSpan at;
};

}  // namespace agrocap
