#pragma once

#include "random/distribution.hpp"
#include "scenario/reading.hpp"

#include <optional>

namespace agrocap {

/// A duration, fixed or `{ dist = … }`, in nanoseconds. Errors: those of `read_duration`, E014 (the distribution), E030, E031, E037.
std::optional<DistributionSpec> read_random_duration(const Reading& reading);

/// A whole number, fixed or `{ dist = … }`. Errors: E011, E014, E030, E031, E032, E036, E037.
std::optional<DistributionSpec> read_random_count(const Reading& reading);

}  // namespace agrocap
