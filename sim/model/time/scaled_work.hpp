#pragma once

#include "base/time.hpp"

#include <cmath>

namespace agrocap {

/// The time that `work` takes at a share of normal speed, rounded to whole nanoseconds; `never_done` when that is beyond any clock.
///
/// Requires: work >= 0, speed >= 0: the product of several small speeds may be 0. Whoever may be slowed keeps the work that remains, never
/// one worked out from a time that was cut off here.
inline constexpr Duration never_done = Duration::max();

[[nodiscard]] inline Duration scaled(Duration work, double speed) {
    if (speed == 1 || work == Duration{}) return work;
    const double time = static_cast<double>(work.count()) / speed;
    constexpr double longest = 9.2e18;  // ns, below 2^63
    return time < longest ? Duration(static_cast<std::int64_t>(time + 0.5)) : never_done;
}

/// The work at normal speed that fills `time` at a share of it.
[[nodiscard]] inline Duration work_in(Duration time, double speed) {
    return speed == 1 ? time : Duration(static_cast<std::int64_t>(static_cast<double>(time.count()) * speed + 0.5));
}

/// `done + more` on a clock of work or of open time, or `never_done` beyond any clock.
[[nodiscard]] inline Duration sum_of(Duration done, Duration more) { return more >= never_done - done ? never_done : done + more; }

/// `at + span`, or `time_never` where the clock's 292 years end before. Requires: span >= 0; `at` may lie before the start.
[[nodiscard]] inline Time later(Time at, Duration span) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(at.time_since_epoch().count(), span.count(), &sum) ? time_never : Time(Duration(sum));
}

/// The time that one unit takes at a capacity of so many a year.
[[nodiscard]] inline Duration unit_time(double per_year) {
    const double time = ns_per_year / per_year;
    return time < 9.2e18 ? Duration(std::llround(time)) : never_done;
}

/// Work that goes on at a share of normal speed which may change. What remains is kept, never worked out from a time that was cut off.
struct PacedWork {
    Duration remaining{};  // at normal speed, from `since` on
    Time since{};
    double speed = 1;

    /// What remains at normal speed. Requires: now >= since.
    [[nodiscard]] Duration left(Time now) const {
        const double done = static_cast<double>((now - since).count()) * speed + 0.5;
        return done < static_cast<double>(remaining.count()) ? remaining - Duration(static_cast<std::int64_t>(done)) : Duration{};
    }
    /// Requires: now >= since.
    void change_speed(Time now, double next) {
        remaining = left(now);
        since = now;
        speed = next;
    }
    /// When it is done if nothing changes; `time_never` if it stands still.
    [[nodiscard]] Time end() const { return speed > 0 ? later(since, scaled(remaining, speed)) : time_never; }
};

/// The work for `units`, or the longest there is.
[[nodiscard]] inline Duration work_for(Duration one, std::int64_t units) {
    return one.count() > 0 && units > Duration::max().count() / one.count() ? Duration::max() : one * units;
}

}  // namespace agrocap
