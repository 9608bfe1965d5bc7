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

}  // namespace

std::optional<Every> every_from(std::string_view word) {
    const auto found = std::find(every_words.begin(), every_words.end(), word);
    if (found == every_words.end()) return std::nullopt;
    return static_cast<Every>(found - every_words.begin());
}

std::string every_word(Every every) { return std::string(every_words[static_cast<std::size_t>(every)]); }

std::pair<Day, Day> turns_around(Day day, Every every) {
    const sys_days at{days{day}};
    const year_month_day date(at);
    const auto number = [](sys_days turn) { return static_cast<Day>(turn.time_since_epoch().count()); };
    const Day monday = day + 1 - static_cast<Day>(std::chrono::weekday(at).iso_encoding());
    const auto month = date.year() / date.month() / 1;
    const auto new_year = date.year() / std::chrono::January / 1;
    switch (every) {
        case Every::day: break;
        case Every::week: return {monday, monday + 7};
        case Every::month: return {number(month), number(month + std::chrono::months(1))};
        case Every::year: return {number(new_year), number(new_year + std::chrono::years(1))};
    }
    return {day, day + 1};
}

std::vector<CalendarPeriod> calendar_periods(Day start, Time from, Time to, Every every) {
    assert(Time{} <= from && from < to);
    std::vector<CalendarPeriod> periods;
    while (from < to) {
        const Day day = start + static_cast<Day>((from - Time{}) / whole_day);
        const Time turn = Time{} + (turns_around(day, every).second - start) * whole_day;
        periods.push_back({day, from, std::min(turn, to)});
        from = turn;
    }
    return periods;
}

}  // namespace agrocap
