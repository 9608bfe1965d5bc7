#pragma once

#include "scenario/reading.hpp"

#include <optional>

namespace agrocap {

enum class ClockRole : std::uint8_t { start, end };  // only an end may be "24:00"

/// "08:00" or "8:00" -> seconds of the day. Errors: E011, E013.
std::optional<std::int32_t> read_clock(const Reading& reading, ClockRole role);

/// "mon-fri", "Mon – Fri", "mon,wed,fri", "saturday", "fri-mon" or an array of these -> bit 0 = Monday … bit 6 = Sunday. Errors: E011,
/// E013, E035 (a day twice).
std::optional<std::uint8_t> read_days(const Reading& reading);

/// A TOML local date, the same in quotes, or a local date-time at midnight -> days since 1970-01-01. Errors: E011, E013.
std::optional<std::int32_t> read_date(const Reading& reading);

}  // namespace agrocap
