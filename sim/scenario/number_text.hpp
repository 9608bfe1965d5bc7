#pragma once

#include "scenario/reading.hpp"

#include <cstdint>
#include <optional>

namespace agrocap {

/// No count, sum or duration of a scenario needs more, and doubles hold whole numbers exactly up to here.
inline constexpr double number_max = 9e15;

/// An integer or a float, finite and at most 9e15 in size. Errors: E011, E036.
std::optional<double> read_number(const Reading& reading);

/// A whole number, at most 9e15 in size. Errors: E011, E036.
std::optional<std::int64_t> read_integer(const Reading& reading);

}  // namespace agrocap
