// Scenarios in which a program that seems right is false: each makes more than open hours over mean times, or demand, seem to allow.

#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

std::string one_station(const std::string& station, const std::string& more = {}) {
    return "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n[plant.works.line.main.station.press]\n" +
           station + more;
}

/// One job in a hundred takes 40 h, the others 6 min: mean 0.499 h, cv² = 2 (0.01 x 1600 + 0.99 x 0.01) / 0.249 - 1.
const char* const rare_long_jobs = "time = { dist = \"hyperexponential\", p = 0.01, means = [\"40 h\", \"6 min\"] }\n";

}  // namespace

TEST_CASE("the job in hand at the end tends to be a long one, and the bound allows for it", "[bound]") {
    const Span span{.horizon = "30 d", .replications = 400, .seed = 5};
    const Bound bound = proven(span, one_station(rare_long_jobs));

    const double naive = 8760 / 0.499;
    CHECK_THAT(bound.proof->value - bound.proof->allowance, WithinRel(naive, 1e-6));
    // 1.5 (1 + cv²) units in 30 days, as a year's.
    CHECK_THAT(bound.proof->allowance, WithinRel(1.5 * 2 * (0.01 * 1600 + 0.99 * 0.01) / (0.499 * 0.499) * 365 / 30, 1e-5));
    CHECK(require_holds(span, one_station(rare_long_jobs)) > naive);
}

TEST_CASE("stock made in the warm-up is used in the measured time", "[bound]") {
    // 200 days of 24 parts wait when the assembly opens: 4,800 and 100 days of 24 more, for 100 days of 48 units and the one in hand.
    const Span span{.horizon = "100 d", .warmup = "200 d"};
    const std::string body =
        "[item.part]\n[item.unit]\nuses = { part = 1 }\n[plant.works.line.feeder]\nmakes = \"part\"\nroute = [\"press\"]\n"
        "station.press.time = \"1 h\"\n[plant.works.line.main]\nmakes = \"unit\"\nroute = [\"fit\"]\nopens = 2023-07-20\nstation.fit.time "
        "= \"30 min\"\n";

    CHECK_THAT(proven_value(span, body), WithinRel(4800 * 3.65, 1e-9));
    CHECK(require_holds(span, body) > 4798 * 3.65);
}

TEST_CASE("repairs that run through the night take no open hours, so failures are left out", "[bound]") {
    const Span span{.horizon = "364 d", .replications = 20};
    const std::string body = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\" }]\n" +
                             one_station(
                                 "calendar = \"day\"\ntime = \"10 min\"\nfailures = { uptime = { dist = \"exponential\", mean = \"8 h\" }, "
                                 "repair = { dist = \"exponential\", mean = \"8 h\" } }\n");
    const Bound bound = proven(span, body);

    CHECK_THAT(bound.proof->value, WithinRel(8 * 6 * 365, 1e-9));
    CHECK(bound.left_out == std::vector<std::string>{"failures"});
    CHECK(require_holds(span, body) > 8760);  // half of the time up would be 8,760
}

TEST_CASE("failures that scrap what is in hand kill the long jobs, and the bound knows the work that is left", "[bound]") {
    const Span span{.horizon = "60 d", .replications = 20};
    const std::string body =
        one_station(rare_long_jobs,
                    "failures = { uptime = { dist = \"exponential\", mean = \"1 h\" }, repair = \"1 min\", on_failure = "
                    "\"scrap\" }\n");
    const double mean = require_holds(span, body);

    CHECK(mean > 1.5 * 8760 / 0.499);
    // Work min(S, U) of 0.01 x 40/41 + 0.99 x 0.1/1.1 h, and what is left of 1 survives.
    const double lesser = 0.01 * 40 / 41 + 0.99 * 0.1 / 1.1;
    const Bound bound = proven(span, body);
    // Of each hour of work a minute of repair.
    CHECK_THAT(bound.proof->value - bound.proof->allowance, WithinRel(8760 / (1 + 1 / 60.0) * (1 - lesser) / lesser, 1e-6));
}

TEST_CASE("work that is new better than used needs no allowance when failures scrap or restart it", "[bound]") {
    for (const char* on_failure : {"scrap", "restart"}) {
        const Span span{.horizon = "30 d", .replications = 50};
        const std::string body = one_station(
            "time = { dist = \"exponential\", mean = \"1 h\" }\nfailures = { uptime = { dist = \"exponential\", "
            "mean = \"2 h\" }, repair = \"1 s\", on_failure = \"" +
            std::string(on_failure) + "\" }\n");
        CHECK_THAT(proven_value(span, body), WithinRel(8760 / (1 + 1 / 7200.0), 1e-7));  // a second of repair in 2 h
        require_holds(span, body);
    }
}

TEST_CASE("a speed above 1 counts as soon as it may be on", "[bound]") {
    const std::string line = one_station("time = \"1 h\"\n");
    const std::string always =
        "[disruption.boost]\nwhat = \"plant.works.line.main\"\nspeed = 1.5\nstarts = 2023-01-01\nlasts = \"365 d\"\n";
    const std::string half = "[disruption.boost]\nwhat = \"plant.works.line.main\"\nspeed = 1.5\nstarts = 2023-01-01\nlasts = \"73 d\"\n";
    const std::string by_chance =
        "[disruption.boost]\nwhat = \"plant.works.line.main\"\nspeed = 1.5\nevery = { dist = \"exponential\", mean = \"10 d\" }\nlasts = "
        "\"10 d\"\n";
    const Span span{.horizon = "365 d", .replications = 5};

    CHECK(proven_value(span, line + always) == 13140);
    CHECK(require_holds(span, line + always) == 13140);
    CHECK(proven_value(span, line + half) == 8760 + 73 * 12);
    CHECK(require_holds(span, line + half) == 8760 + 73 * 12);
    CHECK_THAT(proven_value(span, line + by_chance), WithinRel(13140.0, 1e-9));
    require_holds(span, line + by_chance);
}

TEST_CASE("a closure with a date counts beside a disruption that comes daily, too often to be cut out", "[bound]") {
    const Span span{.horizon = "20 d"};
    const std::string line = "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\nstation.press.time = \"1 h\"\n";
    const std::string daily =
        "[disruption.a-lunch]\nwhat = \"plant.works.line.main.station.press\"\nspeed = 0.5\nstarts = 2023-01-01\nlasts = \"1 h\"\nevery = "
        "\"1 d\"\n";
    const std::string closure = "[disruption.flood]\nwhat = \"plant.works.line.main\"\nspeed = 0\nstarts = 2023-01-05\nlasts = \"10 d\"\n";

    CHECK_THAT(proven_value(span, line + daily), WithinRel(8760.0, 1e-9));
    CHECK_THAT(proven_value(span, line + daily + closure), WithinRel(4380.0, 1e-9));
    CHECK(require_holds(span, line + daily + closure) > 0.95 * 4380);
}

TEST_CASE("a closure with dates takes its hours, one by chance none", "[bound]") {
    const std::string line = one_station("time = \"1 h\"\n");
    const std::string dated = "[disruption.flood]\nwhat = \"plant.works\"\nspeed = 0\nstarts = 2023-02-01\nlasts = \"10 d\"\n";
    const std::string by_chance =
        "[disruption.flood]\nwhat = \"plant.works\"\nspeed = 0\nevery = { dist = \"exponential\", mean = \"30 d\" }\nlasts = \"10 d\"\n";
    const Span span{.horizon = "365 d", .replications = 5};

    CHECK(proven_value(span, line + dated) == 8520);
    CHECK(require_holds(span, line + dated) == 8520);
    CHECK(proven_value(span, line + by_chance) == 8760);
    CHECK(proven(span, line + by_chance).left_out == std::vector<std::string>{"disruptions"});
}

TEST_CASE("even orders come on their dates: one of 150 in ten days, not a hundredth of a year's", "[bound]") {
    const Span span{.horizon = "10 d", .home = "KZ"};
    const std::string body =
        "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\n[plant.works.line.main]\nmakes = \"unit\"\nroute = [\"fit\"]\nrelease = "
        "\"pull\"\n"
        "station.fit.time = \"1 min\"\n[market.home]\ncountry = \"KZ\"\ndemand.unit = { per_year = 3650, order = 150, arrivals = \"even\" "
        "}\n";

    CHECK(proven_value(span, body, "sales.total") == 5475);
    CHECK(proven_value(span, body) == 5475);
    CHECK(require_holds(span, body, "sales.total") == 5475);
    CHECK(require_holds(span, body) == 5475);
}

TEST_CASE("a lane's first load leaves at once", "[bound]") {
    const Span span{.horizon = "10 d", .replications = 20, .home = "KZ"};
    const std::string body =
        "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\nstore.unit.initial = 1000\n[plant.works.line.main]\nmakes = \"unit\"\n"
        "route = [\"fit\"]\nrelease = \"pull\"\nstation.fit.time = \"1 min\"\n[lane.road]\nfrom = \"plant.works\"\nto = \"market.home\"\n"
        "transit = \"1 h\"\nload = 40\nwait = \"1 h\"\nper_year = 3650\n[market.home]\ncountry = \"KZ\"\ndemand.unit.per_year = 36500\n";

    CHECK_THAT(proven_value(span, body, "sales.total"), WithinRel((40 + 100) * 36.5, 1e-8));
    CHECK(require_holds(span, body, "sales.total") > 100 * 36.5);
}

TEST_CASE("a unit in hand when the shift ends is finished over time", "[bound]") {
    // 8 h hold one job of 5 h and begin a second, which is finished: 2 a day instead of 1.6.
    const Span span{.horizon = "100 d"};
    const std::string body = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\" }]\n" +
                             one_station("calendar = \"day\"\nshift_end = \"finish\"\ntime = \"5 h\"\n");

    CHECK_THAT(proven_value(span, body), WithinRel((8 + 5) / 5.0 * 365, 1e-6));
    CHECK(require_holds(span, body) == 2 * 365);
}
