// Shares and people that change on dates, by hand. 2 July is the 183rd day: 182 days, 4,368 h before it, 183 days, 4,392 h from it on.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace agrocap {
namespace {

const std::string half_year = "2023-07-02";

/// A line of one station with a weld of one hour.
std::string welding(const std::string& rest, const std::string& plant = "") {
    return "[item.a]\n[item.b]\n[plant.p]\n" + plant + "\n[plant.p.line.l]\nmakes = [\"a\", \"b\"]\nroute = [\"weld\"]\n" +
           "[plant.p.line.l.station.weld]\ntime = \"1 h\"\n" + rest + "\n";
}

std::string crew(const std::string& size) { return "crew.k.size = " + size; }

}  // namespace

TEST_CASE("scrap holds from its date on", "[verification][dated]") {
    // The unit finished at midnight on the date is the first that is lost.
    const Simulated plant({.horizon = "1 y"}, welding("scrap = [[2023-01-01, 0], [2023-07-02, 1.0]]"));

    plant.equals("output.total", 4367);
    plant.equals("scrap.p.l", 8760 - 4367);
    plant.equals("nominal.p.l", 8760);
}

TEST_CASE("scrap by item changes on dates, each item's on its own", "[verification][dated]") {
    // a and b in turn: the 4,367th unit is an a, the 4,368th, at midnight, a b.
    const Simulated plant({.horizon = "1 y"}, welding("scrap = { a = [[2023-01-01, 0], [2023-07-02, \"100 %\"]], \"*\" = 0 }"));

    plant.equals("output.item.a", 2184);
    plant.equals("output.item.b", 4380);
    plant.equals("scrap.p.l", 2196);
}

TEST_CASE("rework changes on dates, too, and leaves scrap its share", "[verification][dated]") {
    // Each unit is worked on twice at the half until 2 July on average, once from then on.
    const Simulated plant({.horizon = "1 y", .replications = 20},
                          welding("rework = { share = [[2023-01-01, 0.5], [2023-07-02, 0]], to = \"weld\" }"));

    plant.agrees("output.total", 4368 / 2.0 + 4392, 0.01);
}

TEST_CASE("people come on a date, and nominal capacity counts them from then on", "[verification][dated]") {
    // Two places, one person until 2 July, two from then on.
    const Simulated plant({.horizon = "1 y"}, welding("servers = 2\ncrew = { k = 1 }", crew("[[2023-01-01, 1], [2023-07-02, 2]]")));

    plant.equals("output.total", 4368 + 2 * 4392);
    plant.equals("nominal.p.l", 4368 + 2 * 4392);
    plant.equals("state.p.l.weld.waiting-crew", 4368 / (2 * 8760.0));
}

TEST_CASE("who leaves on a date lets the unit lie, which goes on before others", "[verification][dated]") {
    // Units of 5 h: 873 each before 2 July and 3 h of work in two more; one person finishes the first at 4,370 h, the other's at 4,372 h,
    // and has 4,388 h for 877 more.
    const Simulated plant({.horizon = "1 y"}, "[item.a]\n[plant.p]\n" + crew("[[2023-01-01, 2], [2023-07-02, 1]]") +
                                                  "\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"weld\"]\n" +
                                                  "[plant.p.line.l.station.weld]\ntime = \"5 h\"\nservers = 2\ncrew = { k = 1 }\n");

    plant.equals("output.total", 2 * 873 + 2 + 877);
    plant.equals("nominal.p.l", (2 * 4368 + 4392) / 5.0);
}

TEST_CASE("people by shift change on dates, too", "[verification][dated]") {
    const Simulated plant({.horizon = "1 y"},
                          R"([calendar.day]
                             shifts = [{ days = "mon-sun", from = "08:00", to = "20:00" }]
                             [calendar.night]
                             shifts = [{ days = "mon-sun", from = "20:00", to = "08:00" }]
                          )" + welding("servers = 2\ncrew = { k = 1 }", crew("[{ calendar = \"day\", size = [[2023-01-01, 1], [" +
                                                                             half_year + ", 2]] }, { calendar = \"night\", size = 1 }]")));

    plant.equals("output.total", 4368 + 183 * (2 * 12 + 12));
    plant.equals("nominal.p.l", 4368 + 183 * (2 * 12 + 12));
}

TEST_CASE("a crew that is away before its date keeps the line waiting until then", "[verification][dated]") {
    const Simulated plant({.horizon = "1 y"}, welding("crew = { k = 1 }", crew("[[2023-01-01, 0], [2023-07-02, 1]]")));

    plant.equals("output.total", 4392);
    plant.equals("nominal.p.l", 4392);
}

}  // namespace agrocap
