#include "model/time/work_clock.hpp"

#include "model/time/scaled_work.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace agrocap {

namespace {

using Stretch = std::pair<Time, Time>;

constexpr Duration day_length = std::chrono::hours(24);

/// 0 = Monday. Day 0 of the epoch was a Thursday.
int weekday_of(Day day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); }

Duration seconds(std::int64_t count) { return std::chrono::seconds(count); }

/// Sorts and unites stretches that overlap or touch.
std::vector<Stretch> united(std::vector<Stretch> stretches) {
    std::sort(stretches.begin(), stretches.end());
    std::vector<Stretch> result;
    for (const Stretch& stretch : stretches) {
        if (stretch.first >= stretch.second) continue;
        if (!result.empty() && stretch.first <= result.back().second) {
            result.back().second = std::max(result.back().second, stretch.second);
        } else {
            result.push_back(stretch);
        }
    }
    return result;
}

/// Takes [from, to) away from one stretch list (sorted or not).
std::vector<Stretch> without(const std::vector<Stretch>& stretches, Stretch cut) {
    std::vector<Stretch> result;
    for (const Stretch& stretch : stretches) {
        if (cut.second <= stretch.first || cut.first >= stretch.second) {
            result.push_back(stretch);
            continue;
        }
        if (stretch.first < cut.first) result.emplace_back(stretch.first, cut.first);
        if (cut.second < stretch.second) result.emplace_back(cut.second, stretch.second);
    }
    return result;
}

WorkClock clock_from(const std::vector<Stretch>& stretches) {
    WorkClock clock;
    Duration total{};
    for (const auto& [open, close] : stretches) {
        clock.intervals.push_back({.open = open, .close = close, .open_before = total, .work_before = total});
        total += close - open;
    }
    return clock;
}

/// One shift as stretches relative to the midnight at which its day begins.
std::vector<Stretch> shift_stretches(const ShiftSpec& shift) {
    const std::int32_t to_s = shift.to_s <= shift.from_s ? shift.to_s + 86400 : shift.to_s;
    std::vector<Stretch> result{{Time{} + seconds(shift.from_s), Time{} + seconds(to_s)}};
    for (const auto& [break_from, break_to] : shift.breaks) {
        // A break of a night shift may lie after midnight: then its clock time is before the shift's start.
        const std::int32_t begin = break_from < shift.from_s ? break_from + 86400 : break_from;
        const std::int32_t end = break_to <= break_from ? break_to + 86400 : break_to;
        const std::int32_t length = end - break_from;
        result = without(result, {Time{} + seconds(begin), Time{} + seconds(begin + length)});
    }
    return result;
}

void append_ramped(WorkClock& clock, WorkInterval interval) {
    if (interval.open >= interval.close) return;
    if (!clock.intervals.empty()) {
        const WorkInterval& last = clock.intervals.back();
        interval.open_before = last.open_before + (last.close - last.open);
        interval.work_before = last.work_before + last.work_until(last.close);
    }
    clock.intervals.push_back(interval);
}

/// The last stretch that has begun at `at`; none if none has.
const WorkInterval* last_begun(const WorkClock& clock, Time at) {
    const auto after =
        std::upper_bound(clock.intervals.begin(), clock.intervals.end(), at, [](Time t, const WorkInterval& i) { return t < i.open; });
    return after == clock.intervals.begin() ? nullptr : &*std::prev(after);
}

}  // namespace

Duration WorkInterval::work_until(Time at) const {
    const Duration span = at - open;
    if (speed_open == 1 && speed_close == 1) return span;
    const double part = static_cast<double>(span.count());
    const double slope = (speed_close - speed_open) / static_cast<double>((close - open).count());
    return Duration(static_cast<std::int64_t>(part * (speed_open + 0.5 * slope * part) + 0.5));
}

Time WorkInterval::moment_of(Duration work) const {
    if (work <= Duration{}) return open;
    if (speed_open == 1 && speed_close == 1) return open + work;
    const double amount = static_cast<double>(work.count());
    double span = 0;
    const double slope = (speed_close - speed_open) / static_cast<double>((close - open).count());
    if (slope == 0) {
        span = amount / speed_open;
    } else {
        // speed_open x + slope x^2 / 2 = amount, in the form that does not cancel.
        const double root = std::sqrt(std::max(0.0, speed_open * speed_open + 2 * slope * amount));
        span = 2 * amount / (speed_open + root);
    }
    if (!(span < 9e18)) return time_never;
    const Time at = open + Duration(static_cast<std::int64_t>(span + 0.5));
    return std::min(at, close);
}

Duration WorkClock::open_until(Time at) const {
    const WorkInterval* last = last_begun(*this, at);
    return last == nullptr ? Duration{} : last->open_before + (std::min(at, last->close) - last->open);
}

Duration WorkClock::work_until(Time at) const {
    const WorkInterval* last = last_begun(*this, at);
    return last == nullptr ? Duration{} : last->work_before + last->work_until(std::min(at, last->close));
}

bool WorkClock::is_open(Time at) const {
    const WorkInterval* last = last_begun(*this, at);
    return last != nullptr && at < last->close;
}

Duration work_at(const WorkClock& clock, const ClockStatus& status, Time now) {
    if (!clock.ramped) return status.open_at(now);
    if (status.open) return clock.intervals[status.index].work_before + clock.intervals[status.index].work_until(now);
    if (status.index == 0) return Duration{};
    const WorkInterval& last = clock.intervals[status.index - 1];
    return last.work_before + last.work_until(last.close);
}

Time moment_of_work(const WorkClock& clock, const ClockStatus& status, Duration work) {
    if (!clock.ramped) return moment_of_open(clock, status, work);
    for (std::size_t i = status.index; i < clock.intervals.size(); ++i) {
        const WorkInterval& interval = clock.intervals[i];
        if (interval.close == time_never || work - interval.work_before <= interval.work_until(interval.close)) {
            return interval.moment_of(work - interval.work_before);
        }
    }
    return time_never;
}

WorkClock always_open_clock() { return clock_from({{Time{}, time_never}}); }

WorkClock clock_of(const WorkCalendarSpec& calendar, Day start, Duration span) {
    const Time end = Time{} + span;
    std::vector<Stretch> stretches;
    for (Day day = -1; Time{} + day * day_length < end; ++day) {  // from the day before: its night shift may reach into the first day
        const int weekday = weekday_of(start + day);
        for (const ShiftSpec& shift : calendar.shifts) {
            if ((shift.days >> weekday & 1) == 0) continue;
            for (const auto& [open, close] : shift_stretches(shift)) {
                const Time from = std::max(open + day * day_length, Time{});
                stretches.emplace_back(from, std::max(from, close + day * day_length));
            }
        }
    }
    stretches = united(std::move(stretches));
    std::vector<Day> holidays;
    for (const Written<Day>& holiday : calendar.holidays) holidays.push_back(*holiday - start);
    std::sort(holidays.begin(), holidays.end());

    // One pass over both sorted lists; a stretch may span several days.
    std::vector<Stretch> open;
    for (const Stretch& stretch : stretches) {
        std::vector<Stretch> parts{stretch};
        const Day first_day = static_cast<Day>((stretch.first - Time{}) / day_length);
        for (auto it = std::lower_bound(holidays.begin(), holidays.end(), first_day); it != holidays.end(); ++it) {
            const Time closed_from = Time{} + *it * day_length;
            if (closed_from >= stretch.second) break;
            parts = without(parts, {closed_from, closed_from + day_length});
        }
        open.insert(open.end(), parts.begin(), parts.end());
    }
    return clock_from(open);
}

WorkClock intersection(const WorkClock& left, const WorkClock& right) {
    std::vector<Stretch> shared;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.intervals.size() && j < right.intervals.size()) {
        const Time open = std::max(left.intervals[i].open, right.intervals[j].open);
        const Time close = std::min(left.intervals[i].close, right.intervals[j].close);
        if (open < close) shared.emplace_back(open, close);
        if (left.intervals[i].close < right.intervals[j].close) {
            ++i;
        } else {
            ++j;
        }
    }
    return clock_from(shared);
}

WorkClock with_opening(const WorkClock& clock, Time opens, const std::vector<std::pair<Duration, double>>& ramp) {
    // Speed pieces over calendar time since the opening. A ramp may reach beyond what the clock can tell: its piece ends there, and its
    // slope is that of the whole.
    struct Piece {
        Time from, to;
        double speed_from, speed_to;
        Duration length{1};
    };
    std::vector<Piece> pieces;
    if (ramp.empty()) {
        pieces.push_back({opens, time_never, 1, 1});
    } else {
        if (ramp.front().first > Duration{})
            pieces.push_back({opens, later(opens, ramp.front().first), ramp.front().second, ramp.front().second});
        for (std::size_t i = 0; i + 1 < ramp.size(); ++i) {
            pieces.push_back({later(opens, ramp[i].first), later(opens, ramp[i + 1].first), ramp[i].second, ramp[i + 1].second,
                              ramp[i + 1].first - ramp[i].first});
        }
        pieces.push_back({later(opens, ramp.back().first), time_never, ramp.back().second, ramp.back().second});
    }
    WorkClock result;
    result.ramped = !ramp.empty();
    for (const WorkInterval& interval : clock.intervals) {
        for (const Piece& piece : pieces) {
            const Time open = std::max(interval.open, piece.from);
            const Time close = std::min(interval.close, piece.to);
            if (open >= close) continue;
            const auto speed_at = [&](Time at) {
                if (piece.speed_from == piece.speed_to) return piece.speed_from;
                // From 250 years before the start to the end of the clock is more than a signed number of nanoseconds holds.
                const auto passed = static_cast<std::uint64_t>(at.time_since_epoch().count()) -
                                    static_cast<std::uint64_t>(piece.from.time_since_epoch().count());
                const double share = static_cast<double>(passed) / static_cast<double>(piece.length.count());
                return piece.speed_from + share * (piece.speed_to - piece.speed_from);
            };
            append_ramped(result, {.open = open, .close = close, .speed_open = speed_at(open), .speed_close = speed_at(close)});
        }
    }
    return result;
}

}  // namespace agrocap
