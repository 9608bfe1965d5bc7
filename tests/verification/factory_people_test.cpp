// Who gets whom, who goes home and who is away: plants counted by hand.

#include "support/factory.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {

TEST_CASE("who goes home lets his unit lie and can work elsewhere", "[verification][crews]") {
    // One person for a day line (8 h) and a night line (8 h), units of 3 h: each line works in all of its hours, 8/3 units a day.
    const Simulated plant({.horizon = "90 d"}, R"(
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "06:00", to = "14:00" }]
        [calendar.night]
        shifts = [{ days = "mon-sun", from = "22:00", to = "06:00" }]
        [item.part]
        [plant.p.crew.k]
        size = 1
        [plant.p.line.a]
        makes = "part"
        calendar = "day"
        route = ["s"]
        [plant.p.line.a.station.s]
        time = "3 h"
        crew = { k = 1 }
        [plant.p.line.b]
        makes = "part"
        calendar = "night"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "3 h"
        crew = { k = 1 })");

    plant.equals("throughput.p.a", 240 / 2160.0);
    plant.equals("throughput.p.b", 240 / 2160.0);
    plant.equals("state.p.a.s.working", 1.0 / 3);
}

TEST_CASE("a station that needs two keeps the one who comes free until the other does", "[verification][crews]") {
    // a: 1 h, b: 36 min, each one fitter of two; big: 1 h, both. A round of 2 h has one unit of each.
    const Simulated plant({.horizon = "400 h", .warmup = "40 h"}, R"(
        [item.part]
        [plant.p.crew.fitter]
        size = 2
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s]
        time = "1 h"
        crew = { fitter = 1 }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "36 min"
        crew = { fitter = 1 }
        [plant.p.line.big]
        makes = "part"
        route = ["s"]
        [plant.p.line.big.station.s]
        time = "1 h"
        crew = { fitter = 2 })");

    plant.equals("throughput.p.a", 0.5);
    plant.equals("throughput.p.b", 0.5);
    plant.equals("throughput.p.big", 0.5);
}

TEST_CASE("nobody is kept for a start whose other people are not there at all", "[verification][crews]") {
    // a, which goes first, needs a fitter and a man, who is there from 6 to 14; in the 16 h without him the fitter works at b. To 20:30 of
    // the tenth day: a 8 units in each of ten shifts; b 16 in each of nine days and 12 of the last.
    const Simulated plant({.horizon = "236.5 h"}, R"(
        [item.part]
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "06:00", to = "14:00" }]
        [plant.p.crew.fitter]
        [plant.p.crew.man]
        calendar = "day"
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s]
        time = "1 h"
        priority = 1
        crew = { fitter = 1, man = 1 }
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "1 h"
        crew = { fitter = 1 })");

    plant.equals("throughput.p.a", 80 / 236.5);
    plant.equals("throughput.p.b", 156 / 236.5);
}

TEST_CASE("a higher priority takes a crew first", "[verification][crews]") {
    // One man, three saturated lines of 1 h: the one of priority 1 has him always.
    const std::string line = R"(
        makes = "part"
        route = ["s"])";
    const Simulated plant({.horizon = "100 h"}, R"(
        [item.part]
        [plant.p.crew.man]
        [plant.p.line.a])" + line + R"(
        [plant.p.line.a.station.s]
        time = "1 h"
        crew = { man = 1 }
        [plant.p.line.b])" + line + R"(
        [plant.p.line.b.station.s]
        time = "1 h"
        priority = 1
        crew = { man = 1 }
        [plant.p.line.c])" + line + R"(
        [plant.p.line.c.station.s]
        time = "1 h"
        priority = -1
        crew = { man = 1 })");

    plant.equals("throughput.p.b", 1);
    plant.equals("throughput.p.a", 0);
    plant.equals("throughput.p.c", 0);
}

TEST_CASE("of crews that will do the first that is free works", "[verification][crews]") {
    // Three lines of 1 h and two people, who finish together. Who started last waits least; of equals a comes first, always, and b and c
    // share the other.
    const std::string station = R"(
        time = "1 h"
        crew = [{ welder = 1 }, { all-rounder = 1 }])";
    const Simulated plant({.horizon = "300 h"}, R"(
        [item.part]
        [plant.p.crew.welder]
        [plant.p.crew.all-rounder]
        [plant.p.line.a]
        makes = "part"
        route = ["s"]
        [plant.p.line.a.station.s])" + station + R"(
        [plant.p.line.b]
        makes = "part"
        route = ["s"]
        [plant.p.line.b.station.s])" + station + R"(
        [plant.p.line.c]
        makes = "part"
        route = ["s"]
        [plant.p.line.c.station.s])" + station);

    plant.equals("throughput.p.a", 1);
    CHECK(std::abs(plant.values({"throughput.p.b", "throughput.p.c"}).front() - 1) < 1e-12);
    CHECK(std::abs(plant.value("throughput.p.b") - plant.value("throughput.p.c")) < 0.01);
}

TEST_CASE("nobody counts twice in the capacity of a station that takes who is free", "[verification][crews][nominal]") {
    // Three places of 1 h. Two welders and two all-rounders: a unit takes a welder; or a welder and an all-rounder; or two all-rounders.
    // At best two welders and a pair of all-rounders work: 3 an hour. With one welder it is 1 + 1, by a rule that summed up the
    // alternatives 3. Of pairs, mixed or not, three all-rounders and two welders make 2 + 1/2. The same alternative twice is one.
    const auto capacity = [](const std::string& people, const std::string& crew) {
        const Simulated plant({.horizon = "10 d"}, R"(
            [item.part]
            [plant.p]
            crew = )" + people + R"(
            [plant.p.line.l]
            makes = "part"
            route = ["s"]
            [plant.p.line.l.station.s]
            servers = 3
            time = "1 h"
            crew = )" + crew);
        return plant.value("nominal.p.l") / 8760;
    };
    const std::string any = "[{ welder = 1 }, { welder = 1, all-rounder = 1 }, { all-rounder = 2 }]";

    CHECK(capacity("{ welder.size = 2, all-rounder.size = 2 }", any) == Catch::Approx(3));
    CHECK(capacity("{ welder.size = 1, all-rounder.size = 2 }", any) == Catch::Approx(2));
    CHECK(capacity("{ welder.size = 2, all-rounder.size = 3 }",
                   "[{ welder = 1, all-rounder = 2 }, { welder = 1, all-rounder = 1 }, { all-rounder = 2 }]") == Catch::Approx(2.5));
    CHECK(capacity("{ welder.size = 1 }", "[{ welder = 1 }, { welder = 1 }]") == Catch::Approx(1));
    CHECK(capacity("{ welder.size = 2 }", "[{ welder = 2 }, { welder = 1 }]") == Catch::Approx(2));
}

TEST_CASE("a crew that every alternative needs bounds the whole line", "[verification][crews][nominal]") {
    // One welder for two stations of 1 h, each with or without a helper: a unit costs two hours of his.
    const Simulated plant({.horizon = "10 d"}, R"(
        [item.part]
        [plant.p.crew.welder]
        [plant.p.crew.helper]
        [plant.p.line.l]
        makes = "part"
        route = ["s", "t"]
        [plant.p.line.l.station.s]
        time = "1 h"
        crew = [{ welder = 1, helper = 1 }, { welder = 1 }]
        [plant.p.line.l.station.t]
        time = "1 h"
        crew = [{ welder = 1 }, { welder = 1, helper = 1 }])");

    plant.equals("nominal.p.l", 4380);
}

TEST_CASE("people by shift work as many places as there are of them", "[verification][crews]") {
    // Two by day, one by night, 1 h a unit at two places: 24 + 12 a day. Capacity knows it, too.
    const Simulated plant({.horizon = "10 d"}, R"(
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "20:00" }]
        [calendar.night]
        shifts = [{ days = "mon-sun", from = "20:00", to = "08:00" }]
        [item.part]
        [plant.p.crew.welder]
        size = [{ calendar = "day", size = 2 }, { calendar = "night", size = 1 }]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 2
        time = "1 h"
        crew = { welder = 1 })");

    plant.equals("throughput.p.l", 36 / 24.0);
    plant.equals("busy.p.l.s", 0.75);
    plant.equals("state.p.l.s.waiting-crew", 0.25);
    plant.equals("nominal.p.l", 36 * 365);
}

TEST_CASE("absence takes its share of the people, drawn each day", "[verification][crews]") {
    // Ten people at ten places, each away with 0.1: nine work on average.
    const Simulated plant({.horizon = "1 y", .replications = 20, .seed = 47}, R"(
        [item.part]
        [plant.p.crew.welder]
        size = 10
        absence = 0.1
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        servers = 10
        time = "1 h"
        crew = { welder = 1 })");

    plant.agrees("busy.p.l.s", 0.9, 0.01);
    plant.agrees("throughput.p.l", 9, 0.01);
}

TEST_CASE("a crew with people for every place changes nothing", "[verification][crews]") {
    const auto line = [](const std::string& crew) {
        return R"(
        [calendar.day]
        shifts = [{ days = "mon-fri", from = "08:00", to = "16:30", breaks = [["12:00", "12:30"]] }]
        [item.part]
        [plant.p.crew.man]
        size = 5
        [plant.p.line.l]
        makes = "part"
        calendar = "day"
        route = ["s", "t"]
        [plant.p.line.l.station.s]
        servers = 2
        time = { dist = "exponential", mean = "1 h" })" +
               crew + R"(
        [plant.p.line.l.station.t]
        time = { dist = "exponential", mean = "20 min" })" +
               crew;
    };
    const Span span{.horizon = "1 y", .replications = 2, .seed = 48};
    const Simulated with(span, line("\n        crew = { man = 1 }"));
    const Simulated without(span, line(""));

    for (const char* metric : {"throughput.p.l", "state.p.l.s.working", "state.p.l.t.starved", "wait.p.l.t"})
        CHECK(with.values({metric}) == without.values({metric}));
}

}  // namespace agrocap
