#pragma once

#include "base/time.hpp"
#include "scenario/reading.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// The longest duration and the longest simulated time: 250 years, safely inside the clock's 292.
inline constexpr Duration duration_max{std::int64_t{250} * 365 * 24 * 3600 * 1'000'000'000};

enum class Sign : std::uint8_t { not_negative, any };

/// "7.5 h", "1 h 30 min" or "2 hours" -> a duration. Errors: E011 (not text), E012 (no number, no unit, unknown unit), E032 (negative, too
/// long).
std::optional<Duration> read_duration(const Reading& reading, Sign sign);

/// A duration as its author wrote it: numbers with their units, in falling order.
struct DurationText {
    struct Part {
        double number = 0;  // never negative
        std::string unit;   // one of s, min, h, d, w, y
    };
    bool is_negative = false;
    std::vector<Part> parts;

    [[nodiscard]] double ns() const;
};

/// Gives nothing if the text is no duration.
std::optional<DurationText> duration_of(std::string_view text);

/// "02", "h", "30", "min" -> "2 h 30 min"; "2 h" where the second is nought.
std::string two_parts(std::string_view first, std::string_view unit, std::string_view second, std::string_view smaller);

/// The duration in one of our units: "18 min". Requires: `unit` is one.
std::string duration_text(double ns, const std::string& unit);

}  // namespace agrocap
