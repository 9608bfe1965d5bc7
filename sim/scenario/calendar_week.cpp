#include "scenario/calendar_week.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// One shift on one day, less its breaks.
void add_shift(std::vector<OpenSpan>& spans, const ShiftSpec& shift, std::int64_t day_begins_s) {
    auto [from_s, to_s] = shift_span(shift);
    std::vector<std::pair<std::int64_t, std::int64_t>> pauses;
    for (const auto& pause : shift.breaks) pauses.push_back(break_span(shift, pause));
    std::sort(pauses.begin(), pauses.end());
    for (const auto& [pause_from_s, pause_to_s] : pauses) {
        if (pause_from_s > from_s) spans.push_back({day_begins_s + from_s, day_begins_s + std::min(pause_from_s, to_s)});
        from_s = std::max(from_s, pause_to_s);
    }
    if (from_s < to_s) spans.push_back({day_begins_s + from_s, day_begins_s + to_s});
}

/// What passes Sunday midnight belongs to Monday.
std::vector<OpenSpan> wrapped(const std::vector<OpenSpan>& spans) {
    std::vector<OpenSpan> within;
    for (const OpenSpan& span : spans) {
        if (span.from_s < week_s) within.push_back({span.from_s, std::min(span.to_s, week_s)});
        if (span.to_s > week_s) within.push_back({std::max<std::int64_t>(span.from_s - week_s, 0), span.to_s - week_s});
    }
    return within;
}

}  // namespace

std::pair<std::int64_t, std::int64_t> shift_span(const ShiftSpec& shift) {
    return {shift.from_s, shift.to_s > shift.from_s ? shift.to_s : shift.to_s + day_s};
}

std::pair<std::int64_t, std::int64_t> break_span(const ShiftSpec& shift, const std::pair<std::int32_t, std::int32_t>& pause) {
    const bool is_after_midnight = shift.to_s <= shift.from_s && pause.first < shift.from_s;
    const std::int64_t from_s = pause.first + (is_after_midnight ? day_s : 0);
    const std::int64_t length_s = pause.second - pause.first;
    return {from_s, from_s + (length_s >= 0 ? length_s : length_s + day_s)};
}

std::vector<OpenSpan> open_week(const WorkCalendarSpec& calendar) {
    std::vector<OpenSpan> spans;
    for (const ShiftSpec& shift : calendar.shifts) {
        for (int weekday = 0; weekday < 7; ++weekday) {
            if ((shift.days >> weekday & 1) != 0) add_shift(spans, shift, weekday * day_s);
        }
    }
    spans = wrapped(spans);
    std::sort(spans.begin(), spans.end(), [](const OpenSpan& a, const OpenSpan& b) { return a.from_s < b.from_s; });

    std::vector<OpenSpan> week;
    for (const OpenSpan& span : spans) {
        if (!week.empty() && span.from_s <= week.back().to_s)
            week.back().to_s = std::max(week.back().to_s, span.to_s);
        else
            week.push_back(span);
    }
    return week;
}

bool overlap(const std::vector<OpenSpan>& a, const std::vector<OpenSpan>& b) {
    return std::any_of(a.begin(), a.end(), [&](const OpenSpan& one) {
        return std::any_of(b.begin(), b.end(), [&](const OpenSpan& other) { return one.from_s < other.to_s && other.from_s < one.to_s; });
    });
}

bool opens_within(const WorkCalendarSpec& calendar, Day first, Day end) {
    const std::vector<OpenSpan> week = open_week(calendar);
    if (week.empty()) return false;
    std::vector<Day> closed;
    for (const Written<Day>& holiday : calendar.holidays) closed.push_back(holiday.value);
    std::sort(closed.begin(), closed.end());

    for (Day day = first; day < end; ++day) {
        if (std::binary_search(closed.begin(), closed.end(), day)) continue;
        const std::int64_t weekday = ((day + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
        if (overlap(week, {{weekday * day_s, (weekday + 1) * day_s}})) return true;
    }
    return false;
}

}  // namespace agrocap
