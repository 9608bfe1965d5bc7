// Working hours, openings and ramps, against minutes counted one by one and integrals.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <set>

namespace agrocap {
namespace {

constexpr int minutes_a_day = 1440;

/// Minutes of the night shift in 400 days from Sunday, 2023-01-01, each asked on its own: Monday to Friday 16:00 to 01:00, breaks
/// 20:00-20:30 and 00:15-00:30, closed on 2023-03-08 (day 66) and 2023-05-01 (day 120), whole days from midnight to midnight.
int night_shift_minutes() {
    const std::set<int> holidays{66, 120};
    int open = 0;
    for (int minute = 0; minute < 400 * minutes_a_day; ++minute) {
        const int day = minute / minutes_a_day;
        const int of_day = minute % minutes_a_day;
        const auto is_weekday = [](int number) { return number % 7 != 0 && number % 7 != 6; };  // day 0 is a Sunday
        const bool evening = is_weekday(day) && of_day >= 16 * 60 && !(of_day >= 20 * 60 && of_day < 20 * 60 + 30);
        const bool night = day > 0 && is_weekday(day - 1) && of_day < 60 && !(of_day >= 15 && of_day < 30);
        if ((evening || night) && holidays.count(day) == 0) ++open;
    }
    return open;
}

std::string ramped_line(const std::string& settings) {
    return R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        )" +
           settings +
           R"(
        [plant.p.line.l.station.s]
        time = "1 h")";
}

int made(const std::string& horizon, const std::string& body) {
    const Simulated line({.horizon = horizon}, body);
    return static_cast<int>(std::lround(line.value("throughput.p.l") * std::stod(horizon)));
}

}  // namespace

TEST_CASE("a shift past midnight with breaks and holidays is open for the minutes counted one by one", "[verification][calendar]") {
    // By arithmetic, too: 285 shifts begin in 400 days, 285 * (480 - 30) + 285 * 45 minutes, less the evenings and the early mornings of
    // the two holidays (a Wednesday: 450 + 45; a Monday: 450, as Sunday night is no shift). The last shift, of Friday, ends within the
    // span.
    const int open = night_shift_minutes();
    REQUIRE(open == 285 * 495 - 450 - 45 - 450);

    const Simulated line({.horizon = "400 d"}, R"(
        [item.part]
        [calendar.night]
        shifts = [{ days = "mon-fri", from = "16:00", to = "01:00", breaks = [["20:00", "20:30"], ["00:15", "00:30"]] }]
        holidays = [2023-03-08, 2023-05-01]
        [plant.p]
        calendar = "night"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "7 min")");

    line.equals("state.p.l.s.working", open / (400.0 * minutes_a_day));
    line.equals("state.p.l.s.off-shift", 1 - open / (400.0 * minutes_a_day));
    line.equals("throughput.p.l", std::floor(open / 7.0) / 9600);
}

TEST_CASE("what falls due exactly at the end of a shift is done, and nothing starts then", "[verification][calendar]") {
    // Eight units of 1 h in 08-16; the line stands empty overnight, so nothing waits in the second station.
    const Simulated line({.horizon = "10 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "12:00" }, { days = "mon-sun", from = "12:00", to = "16:00" }]
        [plant.p]
        calendar = "day"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h")");

    line.equals("throughput.p.l", 80 / 240.0);
    line.equals("wip.p.l", 8 / 24.0);
}

TEST_CASE("stations of one line may keep their units overnight", "[verification][calendar]") {
    // 08-16, units of 3 h: in open time as if there were no night: floor(8 * 30 / 3).
    const Simulated line({.horizon = "30 d"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [plant.p.line.l]
        calendar = "day"
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "3 h")");

    line.equals("throughput.p.l", 80 / 720.0);
    line.equals("state.p.l.s.working", 1.0 / 3);
}

TEST_CASE("a line that opens later makes nothing before", "[verification][opening]") {
    const Simulated line({.horizon = "20 d"}, ramped_line("opens = 2023-01-11"));

    line.equals("throughput.p.l", 240 / 480.0);
    line.equals("state.p.l.s.off-shift", 0.5);
}

TEST_CASE("a ramp makes the integral of its speed", "[verification][opening]") {
    // Speed 0.2 + 0.8 t/240 up to 240 h, then 1: work 0.2 t + t^2/600 h, 144 h at 240 h.
    const std::string body = ramped_line(R"(ramp = [["0 d", 0.2], ["10 d", 1.0]])");
    for (const double t : {50.0, 100.0, 150.5, 200.0, 239.9}) {
        CAPTURE(t);
        CHECK(made(std::to_string(t) + " h", body) == static_cast<int>(0.2 * t + t * t / 600));
    }
    CHECK(made("239.99 h", body) == 143);
    CHECK(made("240.01 h", body) == 144);
    CHECK(made("480.5 h", body) == 384);
}

TEST_CASE("a ramp runs in calendar time and works in open time", "[verification][opening]") {
    // Open 00-12. Speed t/240 h up to 10 d. Work of day d (from 0): integral over its 12 h of t/240 = 12 (24 d + 6)/240. Ten days: 12 (24 *
    // 45 + 60)/240 = 57 h; each further day 12 h. In 20 d: 177 h. Units of 50 min: floor(177 * 60 / 50) = 212.
    const std::string body = R"(
        [item.part]
        [calendar.morning]
        shifts = [{ days = "mon-sun", from = "00:00", to = "12:00" }]
        [plant.p]
        calendar = "morning"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        ramp = [["0 d", 0], ["10 d", 1]]
        [plant.p.line.l.station.s]
        time = "50 min")";

    CHECK(made("480 h", body) == 212);
}

TEST_CASE("a line that opened before the start has part of its ramp behind it", "[verification][opening]") {
    // Opened ten days before: speed 0.5 + t/480 h for the ten days that are left, then 1: 240 * 0.75 + 240 h in 20 d.
    CHECK(made("480.01 h", ramped_line("opens = 2022-12-22\nramp = [[\"0 d\", 0.0], [\"20 d\", 1.0]]")) == 420);
    CHECK(made("480 h", ramped_line("opens = 2020-01-01\nramp = [[\"0 d\", 0.1], [\"90 d\", 1.0]]")) == 480);
}

TEST_CASE("work that takes no time takes none on a ramp either", "[verification][opening]") {
    // 0.3 of full speed: the first station passes units on at once, the second makes one in 1/0.3 h.
    const Simulated line({.horizon = "1000 h"}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b"]
        ramp = [["0 d", 0.3]]
        [plant.p.line.l.station.a]
        time = "0 s"
        [plant.p.line.l.station.b]
        time = "1 h")");

    line.equals("throughput.p.l", 0.3);
    line.equals("state.p.l.a.working", 0);
    line.equals("state.p.l.a.blocked", 1);
}

TEST_CASE("who finishes the unit in hand before going home works overtime", "[verification][calendar]") {
    // A shift of 8 h, 3 h a unit: 8-11, 11-14, 14-17; one hour a day over, and 24 h less 9 h off shift.
    const Simulated line({.horizon = "100 d"}, R"(
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
        [item.part]
        [plant.p.line.l]
        makes = "part"
        calendar = "day"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "3 h"
        shift_end = "finish")");

    line.equals("throughput.p.l", 3 / 24.0);
    line.equals("state.p.l.s.working", 9 / 24.0);
    line.equals("state.p.l.s.off-shift", 15 / 24.0);
    line.equals("utilisation.p.l", 9 / 8.0);
}

TEST_CASE("a station keeps hours of its own within those of its line", "[verification][calendar]") {
    // The line is open 6-22, the test 8-16 and only within it 10-16, as its calendar says 10-24: 6 h a day, 30 min a unit, twelve a day.
    const Simulated line({.horizon = "100 d"}, R"(
        [calendar.two]
        shifts = [{ days = "mon-sun", from = "06:00", to = "16:00" }]
        [calendar.late]
        shifts = [{ days = "mon-sun", from = "10:00", to = "24:00" }]
        [item.part]
        [plant.p.line.l]
        makes = "part"
        calendar = "two"
        route = ["prep", "test"]
        [plant.p.line.l.station.prep]
        time = "6 min"
        [plant.p.line.l.station.test]
        time = "30 min"
        calendar = "late")");

    line.equals("throughput.p.l", 12 / 24.0);
    line.equals("state.p.l.test.off-shift", 18 / 24.0);
    line.equals("state.p.l.prep.off-shift", 14 / 24.0);
    line.equals("nominal.p.l", 12 * 365);
}

TEST_CASE("hours without an end are those of no calendar, at the ends of the measured time, too", "[verification][calendar][ties]") {
    // 2.4 h a unit, each takes a kit that is ordered again. A unit starts at the very midnight at which measuring begins, another at that
    // at which it ends: 100 of the two count, by whatever hours.
    const std::string floor = R"(
        [item.kit]
        [item.part]
        uses = { kit = 1 }
        [supplier.x.item.kit]
        [calendar.always]
        shifts = [{ days = "mon-sun", from = "00:00", to = "24:00" }]
        [calendar.by-turns]
        shifts = [{ days = "mon-sun", from = "00:00", to = "12:00" }, { days = "mon-sun", from = "12:00", to = "24:00" }]
        [plant.p.store.kit]
        initial = 5
        reorder = { policy = "base-stock", level = 5 }
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        station = { s = { time = "2.4 h" } }
        )";
    for (const char* hours : {"", "calendar = \"always\"", "calendar = \"by-turns\""}) {
        CAPTURE(hours);
        const Simulated plant({.horizon = "10 d", .warmup = "2 d"}, floor + hours);
        plant.equals("orders.p.kit", 3650);
        plant.equals("throughput.p.l", 100 / 240.0);
    }
}

}  // namespace agrocap
