#include "observe/calendar_periods.hpp"

#include "scenario/toml_value.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

Time at_day(std::int64_t day) { return Time{} + Duration{std::chrono::hours(24 * day)}; }

Day day_of(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

/// "2023-01-08 24" for a period of 24 days.
std::vector<std::string> shown(const std::vector<CalendarPeriod>& periods) {
    std::vector<std::string> texts;
    for (const CalendarPeriod& period : periods)
        texts.push_back(date_text(period.day) + " " + std::to_string((period.to - period.from) / std::chrono::hours(24)));
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("months begin on their first day, and the first and last of a window may be short", "[observe][series]") {
    CHECK(shown(calendar_periods(day_of(2023, 1, 1), at_day(7), at_day(61), Every::month)) ==
          Texts{"2023-01-08 24", "2023-02-01 28", "2023-03-01 2"});
}

TEST_CASE("a leap year has its day, and a century only every fourth time", "[observe][series]") {
    CHECK(shown(calendar_periods(day_of(2024, 1, 31), at_day(0), at_day(31), Every::month)) ==
          Texts{"2024-01-31 1", "2024-02-01 29", "2024-03-01 1"});
    CHECK(shown(calendar_periods(day_of(2100, 2, 1), at_day(0), at_day(29), Every::month)) == Texts{"2100-02-01 28", "2100-03-01 1"});
    CHECK(shown(calendar_periods(day_of(2023, 7, 1), at_day(0), at_day(915), Every::year)) ==
          Texts{"2023-07-01 184", "2024-01-01 366", "2025-01-01 365"});
}

TEST_CASE("weeks begin on Monday", "[observe][series]") {
    // 2023-01-01 is a Sunday.
    CHECK(shown(calendar_periods(day_of(2023, 1, 1), at_day(0), at_day(10), Every::week)) ==
          Texts{"2023-01-01 1", "2023-01-02 7", "2023-01-09 2"});
    CHECK(shown(calendar_periods(day_of(2023, 1, 2), at_day(0), at_day(7), Every::week)) == Texts{"2023-01-02 7"});
}

TEST_CASE("a window that begins within a day has a first day that is short", "[observe][series]") {
    const Time from = Time{} + Duration{std::chrono::hours(36)};
    const std::vector<CalendarPeriod> days = calendar_periods(day_of(2023, 12, 31), from, at_day(3), Every::day);

    REQUIRE(days.size() == 2);
    CHECK(date_text(days[0].day) == "2024-01-01");
    CHECK(days[0].from == from);
    CHECK(days[0].to == at_day(2));
    CHECK(days[1].to == at_day(3));
}

TEST_CASE("each period is known by its word", "[observe][series]") {
    for (const Every every : {Every::day, Every::week, Every::month, Every::year}) CHECK(every_from(every_word(every)) == every);
    CHECK(!every_from("fortnight"));
}
