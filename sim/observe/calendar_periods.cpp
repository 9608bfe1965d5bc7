#include "observe/calendar_periods.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace agrocap {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr Duration whole_day{std::chrono::hours(24)};

/// The first day after `day` on which a period begins.
Day next_turn(Day day, Every every) {
    const sys_days at{days{day}};
    const year_month_day date(at);
    const auto number = [](sys_days turn) { return static_cast<Day>(turn.time_since_epoch().count()); };
    switch (every) {
        case Every::day: return day + 1;
        case Every::week: return day + 8 - static_cast<Day>(std::chrono::weekday(at).iso_encoding());
        case Every::month: return number(date.year() / date.month() / 1 + std::chrono::months(1));
        case Every::year: return number((date.year() + std::chrono::years(1)) / std::chrono::January / 1);
    }
    return day + 1;
}

}  // namespace

std::optional<Every> every_from(std::string_view word) {
    const auto found = std::find(every_words.begin(), every_words.end(), word);
    if (found == every_words.end()) return std::nullopt;
    return static_cast<Every>(found - every_words.begin());
}

std::string every_word(Every every) { return std::string(every_words[static_cast<std::size_t>(every)]); }

std::vector<CalendarPeriod> calendar_periods(Day start, Time from, Time to, Every every) {
    assert(Time{} <= from && from < to);
    std::vector<CalendarPeriod> periods;
    while (from < to) {
        const Day day = start + static_cast<Day>((from - Time{}) / whole_day);
        const Time turn = Time{} + (next_turn(day, every) - start) * whole_day;
        periods.push_back({day, from, std::min(turn, to)});
        from = turn;
    }
    return periods;
}

}  // namespace agrocap
