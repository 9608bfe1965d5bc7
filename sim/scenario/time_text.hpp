#pragma once

#include "base/time.hpp"
#include "scenario/reading.hpp"

#include <optional>

namespace agrocap {

/// The longest duration and the longest simulated time: 250 years, safely inside the clock's 292.
inline constexpr Duration duration_max{std::int64_t{250} * 365 * 24 * 3600 * 1'000'000'000};

enum class Sign : std::uint8_t { not_negative, any };

/// "7.5 h" -> a duration. Errors: E011 (not text), E012 (no number, no unit, unknown unit), E032 (negative, too long).
std::optional<Duration> read_duration(const Reading& reading, Sign sign);

enum class ClockRole : std::uint8_t { start, end };  // only an end may be "24:00"

/// "08:00" -> seconds of the day. Errors: E011, E013.
std::optional<std::int32_t> read_clock(const Reading& reading, ClockRole role);

/// "mon-fri", "mon,wed,fri", "sat", "fri-mon" or an array of these -> bit 0 = Monday … bit 6 = Sunday. Errors: E011, E013, E035 (a day
/// twice).
std::optional<std::uint8_t> read_days(const Reading& reading);

/// A TOML local date, or a local date-time at midnight -> days since 1970-01-01. Errors: E011, E013.
std::optional<std::int32_t> read_date(const Reading& reading);

}  // namespace agrocap
