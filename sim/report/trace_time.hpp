#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

/// A moment of the simulated time as a local date and time, "2023-01-01T08:12:30.250", rounded down to milliseconds.
///
/// `start`: of the simulated time, in days since 1970-01-01. `between` stands between date and time. Source: ISO 8601.
std::string moment_text(Time at, std::int32_t start, char between = 'T');

/// Seconds since the start, exact: "12.5", "3600", "0.000000001".
std::string exact_seconds(Time at);

}  // namespace agrocap
