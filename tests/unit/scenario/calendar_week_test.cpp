#include "scenario/calendar_week.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

constexpr std::int32_t h = 3600;
constexpr std::uint8_t monday = 1, sunday = 64, weekdays = 31;

WorkCalendarSpec calendar_of(std::vector<ShiftSpec> shifts) {
    WorkCalendarSpec calendar;
    calendar.shifts = std::move(shifts);
    return calendar;
}

}  // namespace

TEST_CASE("a week's open hours are its shifts less their breaks", "[scenario][calendar]") {
    const WorkCalendarSpec day = calendar_of({{monday, 8 * h, 16 * h, {{12 * h, 13 * h}, {10 * h, 11 * h}}, {}}});

    CHECK(open_week(day) == std::vector<OpenSpan>{{8 * h, 10 * h}, {11 * h, 12 * h}, {13 * h, 16 * h}});
}

TEST_CASE("overlapping and touching shifts make one stretch", "[scenario][calendar]") {
    const WorkCalendarSpec day =
        calendar_of({{monday, 8 * h, 16 * h, {}, {}}, {monday, 12 * h, 20 * h, {}, {}}, {monday, 20 * h, 24 * h, {}, {}}});

    CHECK(open_week(day) == std::vector<OpenSpan>{{8 * h, 24 * h}});
}

TEST_CASE("a Sunday night shift goes on into Monday, with its break after midnight", "[scenario][calendar]") {
    const WorkCalendarSpec night = calendar_of({{sunday, 22 * h, 6 * h, {{1 * h, 2 * h}}, {}}});

    CHECK(open_week(night) == std::vector<OpenSpan>{{0, 1 * h}, {2 * h, 6 * h}, {6 * day_s + 22 * h, week_s}});
}

TEST_CASE("holidays may close every day with a shift", "[scenario][calendar]") {
    // 2023-01-01, day 19358 since 1970, was a Sunday: weekdays begin on the second day.
    WorkCalendarSpec day = calendar_of({{weekdays, 8 * h, 16 * h, {}, {}}});

    CHECK_FALSE(opens_within(day, 19358, 19359));
    CHECK(opens_within(day, 19358, 19360));
    day.holidays = {{19359, {}, true}};
    CHECK_FALSE(opens_within(day, 19358, 19360));
    CHECK(opens_within(day, 19358, 19361));
}

TEST_CASE("calendars overlap only where both are open", "[scenario][calendar]") {
    CHECK_FALSE(overlap({{0, 10}}, {{10, 20}}));
    CHECK(overlap({{0, 10}, {30, 40}}, {{39, 50}}));
}
