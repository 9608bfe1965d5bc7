// The proofs of docs/bound.md, read by the letter: scenarios made to break one of their sentences each. None does.

#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace agrocap;

namespace {

std::string press(const std::string& station, const std::string& line = {}, const std::string& more = {}) {
    return "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n" + line +
           "[plant.works.line.main.station.press]\n" + station + more;
}

const std::string two_hours = "[calendar.short]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"10:00\" }]\n";

/// The mean is at least that share of the bound: what is proven is not far from what is so, and the scenario could show a fault.
void holds_and_is_near(const Span& span, const std::string& body, double share, const std::string& metric = "output.total") {
    CHECK(require_holds(span, body, metric) >= share * proven_value(span, body, metric));
}

}  // namespace

TEST_CASE("failures strike by time worked, not by work done: at a quarter of the speed as many an hour", "[bound][letter]") {
    const std::string slow = "[disruption.slow]\nwhat = \"plant.works.line.main\"\nspeed = 0.25\nstarts = 2023-01-01\nlasts = \"60 d\"\n";

    holds_and_is_near(
        {.horizon = "40 d", .replications = 100},
        press("time = \"10 min\"\nfailures = { uptime = { dist = \"exponential\", mean = \"5 h\" }, repair = \"2 h\" }\n", {}, slow), 0.97);
}

TEST_CASE("maintenance between failures does not make a server younger", "[bound][letter]") {
    holds_and_is_near({.horizon = "40 d", .replications = 60},
                      press("time = \"10 min\"\nmaintenance = { every = \"6 h\", takes = \"1 min\" }\nfailures = { uptime = { dist = "
                            "\"weibull\", mean = \"10 h\", shape = 8 }, repair = \"8 h\" }\n"),
                      0.95);
}

TEST_CASE("work that is drawn below nothing is drawn again, and what is left still ages", "[bound][letter]") {
    holds_and_is_near({.horizon = "10 d", .replications = 200},
                      press("servers = 5\ntime = { dist = \"normal\", mean = \"1 h\", sd = \"12 h\" }\n"), 0.97);
}

TEST_CASE("orders and arrivals of less than one unit on average may be of none", "[bound][letter]") {
    const std::string none = "{ dist = \"poisson\", mean = 0.2 }";
    const std::string lines = "release = { every = { dist = \"exponential\", mean = \"2 h\" }, batch = " + none + " }\n";
    const Span span{.horizon = "60 d", .replications = 200, .home = "KZ"};

    holds_and_is_near(span, press("time = \"1 min\"\n", lines), 0.9);
    holds_and_is_near(
        span, press("time = \"1 min\"\n", {}, "[market.m]\ncountry = \"KZ\"\ndemand.part = { per_year = 4000, order = " + none + " }\n"),
        0.95, "sales.total");
}

TEST_CASE("a border that closes does not finish what it has begun", "[bound][letter]") {
    const std::string border =
        two_hours +
        "[place.border]\nservers = 1\ntime = \"90 min\"\ncalendar = \"short\"\n[lane.there]\nfrom = \"plant.works\"\nto = "
        "\"place.border\"\nload = 3\n[lane.on]\nfrom = \"place.border\"\nto = \"market.m\"\nload = 7\n[market.m]\ncountry = "
        "\"KZ\"\ndemand.part.per_year = 40000\n";

    holds_and_is_near({.horizon = "40 d", .home = "KZ"}, press("time = \"1 min\"\n", {}, border), 0.9, "sales.total");
}

TEST_CASE("a mix is kept where the parts of one item are missing", "[bound][letter]") {
    const std::string parts =
        "[item.other]\nuses = { kit = 1 }\n[item.kit]\n[plant.works.store.kit]\ninitial = 30\n[plant.works.line.main]\nmakes = [\"part\", "
        "\"other\"]\nroute = [\"press\"]\n[plant.works.line.main.station.press]\ntime = \"10 min\"\nbuffer = 1\n[item.part]\n";

    holds_and_is_near({.horizon = "20 d"}, parts, 0.9);
}

TEST_CASE("people that come and go on dates and by shift do as much work as is counted", "[bound][letter]") {
    const std::string people =
        "[calendar.early]\nshifts = [{ days = \"mon-sun\", from = \"00:00\", to = \"08:00\" }]\n[calendar.late]\nshifts = [{ days = "
        "\"mon-sun\", from = \"07:00\", to = \"16:00\" }]\n[plant.works.crew.man]\nsize = [[2023-01-01, 1], [2023-01-10, "
        "4]]\n[plant.works.crew.mate]\nabsence = 0.2\nsize = [{ calendar = \"early\", size = 3 }, { calendar = \"late\", size = "
        "[[2023-01-01, 0], [2023-01-12, 5]] }]\n";

    holds_and_is_near({.horizon = "20 d", .warmup = "4 d", .replications = 60},
                      press("servers = 9\ntime = \"1 h\"\ncrew = [{ man = 1 }, { mate = 2 }]\n", {}, people), 0.93);
}

TEST_CASE("a unit is finished once behind a closing, however often failures begin it anew", "[bound][letter]") {
    (void)require_holds(
        {.horizon = "40 d", .replications = 100},
        press("calendar = \"short\"\nshift_end = \"finish\"\ntime = { dist = \"exponential\", mean = \"10 h\" }\nfailures = "
              "{ uptime = { dist = \"exponential\", mean = \"2 h\" }, repair = \"1 min\", on_failure = \"restart\" }\n",
              {}, two_hours));
}

TEST_CASE("an order that goes to another plant is not begun twice", "[bound][letter]") {
    std::string body = "[item.part]\nprice = 1\n";
    for (const char* plant : {"p", "q"}) {
        const std::string id = plant;
        body += "[plant." + id + "]\ncountry = \"KZ\"\n[plant." + id +
                ".line.main]\nmakes = \"part\"\nrelease = \"pull\"\nroute = " + "[\"s\"]\nstation.s.time = \"" + (id == "p" ? "1" : "2") +
                " min\"\n[plant." + id + ".store.part]\ninitial = 5\ntarget = 3\n[lane." + id + "-m]\nfrom = \"plant." + id +
                "\"\nto = \"market.m\"\ntransit = \"1 h\"\n[disruption.closes-" + id + "]\nwhat = \"lane." + id +
                "-m\"\nspeed = 0\nevery = { dist = \"exponential\", mean = \"10 h\" }\nlasts = \"15 h\"\n";
    }
    body += "[market.m]\ncountry = \"KZ\"\ndemand.part = { per_year = 18000, order = 7 }\n";

    holds_and_is_near({.horizon = "20 d", .replications = 60, .home = "KZ"}, body, 0.9);
}

TEST_CASE("a dealer's stock orders no more than it was asked for and its highest position", "[bound][letter]") {
    const std::string dealers =
        "[plant.works]\ncountry = \"KZ\"\n[plant.works.store.part]\ninitial = 0\n[market.m]\ncountry = \"KZ\"\ndemand.part = { per_year = "
        "6000, order = { dist = \"poisson\", mean = 4 } }\n[market.m.stock.part]\ninitial = 4\nreorder = { policy = \"r,Q\", r = 6, Q = 11 "
        "}\n[lane.road]\nfrom = \"plant.works\"\nto = \"market.m\"\nload = 9\nwait = \"30 min\"\n";

    holds_and_is_near({.horizon = "20 d", .replications = 200, .home = "KZ"},
                      press("time = \"1 min\"\nscrap = 0.3\nbatch = { size = 4, wait = \"1 h\" }\n", "release = \"pull\"\n", dealers),
                      0.95);
}
