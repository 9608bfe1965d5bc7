#pragma once

#include "base/time.hpp"
#include "model/rows/ids.hpp"

namespace agrocap {

/// From a moment on, another value.
struct DatedStep {
    Time from{};
    double value = 0;
};

/// A number that may change on dates: what holds at time 0, and from when on what else. `Run::value` says what holds now.
struct DatedNumber {
    double first = 0;
    Slice later;  // Model::dated_steps, by growing time, all of them after time 0 and before the end
};

}  // namespace agrocap
