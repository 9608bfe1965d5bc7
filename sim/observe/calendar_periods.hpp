#pragma once

#include "base/time.hpp"
#include "scenario/dated.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

/// How long a period of a series is. A week begins on Monday.
enum class Every : std::uint8_t { day, week, month, year };

inline constexpr std::array<std::string_view, 4> every_words = {"day", "week", "month", "year"};

/// The period of a word, or nothing; and the word of a period.
std::optional<Every> every_from(std::string_view word);
std::string every_word(Every every);

/// The days on which the calendar's period with this day begins, and on which the next one does.
std::pair<Day, Day> turns_around(Day day, Every every);

/// A stretch of simulated time between two turns of the calendar; the first may begin late and the last end early.
struct CalendarPeriod {
    Day day = 0;  // on which it begins
    Time from{}, to{};
};

/// The calendar's periods over [from, to), where time 0 is the midnight at which `start` begins. Requires: 0 <= from < to.
std::vector<CalendarPeriod> calendar_periods(Day start, Time from, Time to, Every every);

}  // namespace agrocap
