#pragma once

#include "scenario/scenario.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// A stretch of the week in which work is done. Unit: seconds since Monday 00:00.
struct OpenSpan {
    std::int64_t from_s = 0, to_s = 0;
    friend bool operator==(const OpenSpan&, const OpenSpan&) = default;
};

inline constexpr std::int64_t day_s = 86400, week_s = 7 * day_s;

/// The open hours of a week without holidays: all shifts less their breaks. Gives: sorted, none touching another.
std::vector<OpenSpan> open_week(const WorkCalendarSpec& calendar);

/// Whether both have an open moment in common in a week without holidays.
bool overlap(const std::vector<OpenSpan>& a, const std::vector<OpenSpan>& b);

/// Whether the calendar is open at some moment of the days from `first` to before `end`. Cost: at worst one step a day.
bool opens_within(const WorkCalendarSpec& calendar, Day first, Day end);

/// Begin and end of a shift or break in seconds since 00:00 of the day on which its shift begins; past midnight: above 86400.
std::pair<std::int64_t, std::int64_t> shift_span(const ShiftSpec& shift);
std::pair<std::int64_t, std::int64_t> break_span(const ShiftSpec& shift, const std::pair<std::int32_t, std::int32_t>& pause);

}  // namespace agrocap
