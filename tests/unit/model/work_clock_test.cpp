#include "model/time/work_clock.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>

namespace agrocap {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Day sunday = 19358;  // 2023-01-01

Time at(Duration since_start) { return Time{} + since_start; }

WorkCalendarSpec calendar_of(std::vector<ShiftSpec> shifts) {
    WorkCalendarSpec calendar;
    calendar.shifts = std::move(shifts);
    return calendar;
}

ShiftSpec shift(std::uint8_t days, int from_h, int to_h) {
    ShiftSpec result;
    result.days = days;
    result.from_s = from_h * 3600;
    result.to_s = to_h * 3600;
    return result;
}

constexpr std::uint8_t all_days = 0x7F, sundays = 0x40, saturdays = 0x20;

}  // namespace

TEST_CASE("the night shift of the day before the start reaches into the first day", "[model][calendar]") {
    const WorkClock clock = clock_of(calendar_of({shift(saturdays, 22, 6)}), sunday, hours(24 * 7));

    CHECK(clock.open_until(at(hours(6))) == hours(6));
    CHECK(clock.open_until(at(hours(24 * 6 + 21))) == hours(6));
    CHECK(clock.open_until(at(hours(24 * 6 + 23))) == hours(7));
}

TEST_CASE("shifts that overlap or touch count once", "[model][calendar]") {
    const WorkClock clock =
        clock_of(calendar_of({shift(sundays, 8, 12), shift(sundays, 10, 14), shift(sundays, 14, 16)}), sunday, hours(48));

    CHECK(clock.intervals.size() == 1);
    CHECK(clock.open_until(at(hours(48))) == hours(8));
}

TEST_CASE("a shift from midnight to midnight is a whole day", "[model][calendar]") {
    const WorkClock clock = clock_of(calendar_of({shift(all_days, 0, 24)}), sunday, hours(72));

    CHECK(clock.open_until(at(hours(72))) == hours(72));
}

TEST_CASE("a clock that opens late is not open day and night", "[model][calendar]") {
    const WorkClock late = with_opening(always_open_clock(), at(hours(10)), {});

    CHECK_FALSE(late.always_open());
    CHECK(late.open_until(at(hours(12))) == hours(2));
    CHECK(with_opening(always_open_clock(), at(-hours(10)), {}).always_open());
}

TEST_CASE("the moment of an amount of work on a ramp is when that work has been done", "[model][ramp]") {
    // From 0 to full speed in 10 h, open 2-6 and 8-12 h: work t^2/20 h up to 10 h. By 6 h: (36 - 4)/20 = 1.6 h; by 12 h: 1.6 + (100 -
    // 64)/20 + 2 = 5.4 h.
    const WorkClock hours_open = clock_of(calendar_of({shift(sundays, 2, 6), shift(sundays, 8, 12)}), sunday, hours(24));
    const WorkClock clock = with_opening(hours_open, at(hours(0)), {{hours(0), 0.0}, {hours(10), 1.0}});
    CHECK(clock.work_until(at(hours(6))) == minutes(96));
    CHECK(clock.work_until(at(hours(7))) == minutes(96));
    CHECK(clock.work_until(at(hours(12))) == minutes(324));

    const ClockStatus closed_at_start{};
    for (int work_min = 1; work_min <= 324; work_min += 17) {
        CAPTURE(work_min);
        const Time moment = moment_of_work(clock, closed_at_start, minutes(work_min));
        const Duration error = clock.work_until(moment) - minutes(work_min);
        CHECK(std::abs(error.count()) <= 2);  // nanoseconds: both are rounded
    }
    CHECK(moment_of_work(clock, closed_at_start, minutes(325)) == time_never);
}

TEST_CASE("a ramp that reaches beyond the end of the clock keeps its slope", "[model][ramp]") {
    constexpr Duration year = hours(24 * 365);

    const WorkClock not_yet = with_opening(always_open_clock(), at(176 * year), {{hours(0), 0.3}, {240 * year, 1.0}});
    CHECK(not_yet.work_until(at(145 * year)) == hours(0));

    // From 0 to full speed in 250 years: of 45 years 45 x 45 / 500 are done.
    const WorkClock slow = with_opening(always_open_clock(), at(100 * year), {{hours(0), 0.0}, {250 * year, 1.0}});
    CHECK(std::abs(static_cast<double>(slow.work_until(at(145 * year)).count()) / static_cast<double>(year.count()) - 4.05) < 1e-9);

    // Half of the way 249 years ago.
    const WorkClock old = with_opening(always_open_clock(), at(-249 * year), {{hours(0), 0.0}, {250 * year, 0.5}});
    CHECK(std::abs(static_cast<double>(old.work_until(at(10 * year)).count()) / static_cast<double>(year.count()) - 4.999) < 1e-9);
}

}  // namespace agrocap
