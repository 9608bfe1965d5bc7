#pragma once

#include "base/id.hpp"
#include "random/distribution.hpp"

namespace agrocap {

/// Names one stream in `Model::streams`.
struct StreamRow;
using StreamId = Id<StreamRow>;

/// A random quantity: what to draw from and which stream to draw with.
struct Draw {
    Distribution distribution;
    StreamId stream;
};

}  // namespace agrocap
