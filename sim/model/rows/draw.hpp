#pragma once

#include "base/id.hpp"
#include "random/distribution.hpp"

namespace agrocap {

/// Names one stream in `Model::streams`.
struct StreamRow;
using StreamId = Id<StreamRow>;

/// A random quantity: what to draw from and which stream to draw with. One cache line: a draw reads this and its stream.
struct alignas(64) Draw {
    Distribution distribution;
    StreamId stream;
};

static_assert(sizeof(Draw) == 64);

}  // namespace agrocap
