#include "scenario/time_text.hpp"

#include "scenario/duration_text.hpp"

#include "unit/scenario/reading_text.hpp"

using namespace agrocap;
using namespace std::chrono_literals;

namespace {

auto span_of(const std::string& toml) {
    return read_one(toml, [](const Reading& reading) { return read_duration(reading, Sign::not_negative); });
}
auto days_of(const std::string& toml) { return read_one(toml, read_days); }
auto start_of(const std::string& toml) {
    return read_one(toml, [](const Reading& reading) { return read_clock(reading, ClockRole::start); });
}
auto end_of(const std::string& toml) {
    return read_one(toml, [](const Reading& reading) { return read_clock(reading, ClockRole::end); });
}

}  // namespace

TEST_CASE("durations of all units are read to the nanosecond", "[scenario][durations]") {
    CHECK(span_of(R"("90 s")").value == Duration(90s));
    CHECK(span_of(R"("12 min")").value == Duration(12min));
    CHECK(span_of(R"("7.5 h")").value == Duration(450min));
    CHECK(span_of(R"("3 d")").value == Duration(72h));
    CHECK(span_of(R"("2 w")").value == Duration(336h));
    CHECK(span_of(R"("1 y")").value == Duration(8760h));
    CHECK(span_of(R"("250 y")").value == duration_max);
    CHECK(span_of(R"("90min")").value == Duration(90min));
    CHECK(span_of(R"("0.000000001 s")").value == Duration(1));
    CHECK(span_of(R"("0 s")").value == Duration(0));
}

TEST_CASE("a duration without a unit, a known unit or a number is refused with the reason", "[scenario][durations]") {
    CHECK(span_of(R"("90")").message == R"(E012: "90" has no unit, expected a duration such as "90 min", "90 h" or "90 d")");
    CHECK(span_of("90").message == R"(E012: 90 has no unit, expected a duration such as "90 min", "90 h" or "90 d")");
    CHECK(span_of(R"("90 mnts")").message == R"(E012: "90 mnts" has the unknown unit "mnts", expected s, min, h, d, w or y)");
    CHECK(span_of(R"("soon")").message == R"(E012: "soon" is not a duration, expected one such as "90 min")");
    CHECK(span_of(R"("inf h")").message == R"(E012: "inf h" is not a duration, expected one such as "90 min")");
    CHECK(span_of(R"("")").message == R"(E012: "" is not a duration, expected one such as "90 min")");
    CHECK(span_of("true").message == R"(E011: found true, expected a duration such as "90 min")");
}

TEST_CASE("durations that can mean one thing only are read as meant", "[scenario][durations]") {
    CHECK(span_of(R"("30 days")").value == Duration(720h));
    CHECK(span_of(R"("2 Hours")").value == Duration(2h));
    CHECK(span_of(R"("1 h 30 min")").value == Duration(90min));
    CHECK(span_of(R"("1h30min")").value == Duration(90min));
    CHECK(span_of(R"("1 d 2.5 h")").value == Duration(26h + 30min));
    CHECK(span_of(R"("1 week")").value == Duration(168h));
    for (const char* unclear :
         {R"("30 min 1 h")", R"("1 h 1 h")", R"("1 h 30")", R"("1:30")", R"("45 m")", R"("1,5 h")", R"("12 months")", R"("1-2 h")"})
        CHECK_FALSE(span_of(unclear).value);
}

TEST_CASE("a negative or endless duration is refused", "[scenario][durations]") {
    CHECK(span_of(R"("-3 min")").message == R"(E032: "-3 min" is negative, expected a duration of 0 or more)");
    CHECK(span_of(R"("251 y")").message == R"(E032: "251 y" is too long, expected 250 years at most)");
    CHECK(span_of(R"("1e999 s")").message == R"(E032: "1e999 s" is too long, expected 250 years at most)");
}

TEST_CASE("days are a day, a list, a range that may pass the weekend, or an array of these", "[scenario][calendar]") {
    CHECK(days_of(R"("mon-fri")").value == 0b0011111);
    CHECK(days_of(R"("mon,wed, fri")").value == 0b0010101);
    CHECK(days_of(R"("sat")").value == 0b0100000);
    CHECK(days_of(R"("mon-sun")").value == 0b1111111);
    CHECK(days_of(R"("fri-mon")").value == 0b1110001);
    CHECK(days_of(R"(["mon-tue", "sun"])").value == 0b1000011);
    CHECK(days_of(R"("mon-tue,tue")").message == R"(E035: "tue" names a day that was named before)");
    CHECK(days_of(R"("Mon-Fri")").value == 0b0011111);
    CHECK(days_of(R"("monday – Friday")").value == 0b0011111);
    CHECK(days_of(R"("mondy")").message ==
          R"(E013: "mondy" is not a day, expected mon, tue, wed, thu, fri, sat, sun or a range such as "mon-fri")");
    CHECK_FALSE(days_of("[]").value);
    CHECK_FALSE(days_of(R"("")").value);
}

TEST_CASE("clock times have hours and two digits of minutes, and only an end may be midnight", "[scenario][calendar]") {
    CHECK(start_of(R"("08:05")").value == 8 * 3600 + 5 * 60);
    CHECK(end_of(R"("24:00")").value == 86400);
    CHECK(start_of(R"("24:00")").message == R"(E013: "24:00" is not a clock time, expected one such as "08:00")");
    CHECK(start_of(R"("8:05")").value == 8 * 3600 + 5 * 60);
    for (const char* wrong : {R"("8:5")", R"("8")", R"("108:00")", R"("08:60")", R"("25:00")", R"("24:01")", R"("08.00")", R"("08:00:00")"})
        CHECK_FALSE(end_of(wrong).value);
}

TEST_CASE("dates are TOML dates, or midnights without a time zone", "[scenario][calendar]") {
    CHECK(read_one("1970-01-02", read_date).value == 1);
    CHECK(read_one("2023-06-01T00:00:00", read_date).value == 19509);  // 19358 on 1 January, and 151 days of five months
    CHECK_FALSE(read_one("2023-06-01T00:00:00Z", read_date).value);
    CHECK_FALSE(read_one("2023-06-01T08:00:00", read_date).value);
    CHECK(read_one("9999-01-01", read_date).message == "E013: 9999-01-01 is out of range, expected a date from 1900 to 2199");
    CHECK(read_one(R"("1970-01-02")", read_date).value == 1);
    CHECK(read_one(R"("01.02.2023")", read_date).message == R"(E011: found "01.02.2023", expected a date such as 2023-01-01)");
    CHECK_FALSE(read_one(R"("2023-02-30")", read_date).value);
}
