#pragma once

#include "bound/bound.hpp"

#include <string>

namespace agrocap {

/// A bound's program and multipliers as text that `tools/check-certificate` verifies by itself: the format is told there and in
/// docs/bound.md. Requires: the bound has a proof.
std::string certificate_of(const Bound& bound);

}  // namespace agrocap
