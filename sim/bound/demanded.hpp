#pragma once

#include "model/rows/model.hpp"

#include <cstdint>

namespace agrocap {

enum class Side : std::uint8_t { at_most, at_least };

/// Units that a demand asks for on average from the start until `until`, that moment included (at_most) or not (at_least).
double demanded_until(const Model& model, DemandId id, Time until, Side side);

}  // namespace agrocap
