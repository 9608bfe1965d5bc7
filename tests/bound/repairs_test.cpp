// What failures take at the least: stations whose best is known by hand.

#include "bound/longest_work.hpp"
#include "one_press.hpp"
#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>
#include <string>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

std::string failing(const std::string& uptime, const std::string& repair, const std::string& more = {}) {
    return "failures = { uptime = " + uptime + ", repair = " + repair + more + " }\n";
}

}  // namespace

TEST_CASE("failures at a steady rate take their repairs of the work", "[bound][repairs]") {
    // An hour in ten; of a repair that runs beyond the end of the year half an hour is spared, with chance 1/9 times an hour.
    const std::string body = press(hour + failing(exponential("9 h"), "\"1 h\""));
    const double most = (8760 + 0.5 / 9) / (1 + 1.0 / 9);

    CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
    CHECK(proven(year, body).left_out.empty());
    CHECK(require_holds(year, body) > 0.995 * most);
    const std::string by_calendar = press(hour + failing(exponential("9 h"), "\"1 h\"", ", clock = \"calendar\""));
    CHECK_THAT(proven_value(year, by_calendar), WithinRel(most, 1e-6));
    require_holds(year, by_calendar);
}

TEST_CASE("failures after other uptimes take the same, but for the first one and a repair at the end", "[bound][repairs]") {
    for (const char* uptime :
         {"\"9 h\"", "{ dist = \"uniform\", min = \"8 h\", max = \"10 h\" }", "{ dist = \"lognormal\", mean = \"9 h\", cv = 2 }"}) {
        const std::string body = press(hour + failing(uptime, "\"1 h\""));
        CHECK_THAT(proven_value(year, body), WithinRel((8760 + 2) / (1 + 1.0 / 9), 1e-6));
        CHECK(require_holds(year, body) > 0.98 * 7884);
    }
}

TEST_CASE("failures by the calendar come whatever is done: where nobody goes home they take their share of the time", "[bound][repairs]") {
    const std::string up = "{ dist = \"uniform\", min = \"8 h\", max = \"12 h\" }", calendar = ", clock = \"calendar\"";
    const std::string body = press(hour + failing(up, "\"5 h\"", calendar));
    const double most = (8760 + 10) / 1.5;  // the failure that has not come, and a repair at the end

    CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
    CHECK(proven(year, body).left_out.empty());
    CHECK(require_holds(year, body) > 0.99 * most);

    // Two modes may be down at once, so each counts alone: the larger loss.
    const std::string both = press(hour + "failures = [{ uptime = " + up + ", repair = \"5 h\"" + calendar + " }, { uptime = " + up +
                                   ", repair = \"2 h\"" + calendar + " }]\n");
    CHECK_THAT(proven_value(year, both), WithinRel(most, 1e-6));
    require_holds(year, both);

    // An uptime that does not age may be far longer than its mean when the station opens; and at night repairs cost nothing.
    const std::string lasting = press(hour + failing("{ dist = \"lognormal\", mean = \"10 h\", cv = 2 }", "\"5 h\"", calendar));
    CHECK_THAT(proven_value(year, lasting), WithinRel(8760.0, 1e-6));
    const std::string nights = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"20:00\" }]\n";
    const std::string by_day = press("calendar = \"day\"\n" + hour + failing(up, "\"5 h\"", calendar), nights);
    CHECK_THAT(proven_value(year, by_day), WithinRel(4380.0, 1e-6));
}

TEST_CASE("several modes take each its own, several servers each theirs", "[bound][repairs]") {
    const std::string body = press(hour + "servers = 3\nfailures = [{ uptime = " + exponential("20 h") +
                                   ", repair = \"1 h\" }, { uptime = \"10 h\", repair = \"2 h\" }]\n");
    const double most = 3 * (8760 + 0.5 / 20 + 4) / (1 + 0.05 + 0.2);

    CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
    CHECK(require_holds(year, body) > 0.99 * most);
}

TEST_CASE("repairs may run through nights and breaks, so much is spared at each closing", "[bound][repairs]") {
    // 8 h a day: of each failure's 2 h what reaches beyond the closing is spared, 2 h at most on average 1/40 a closing.
    const std::string body = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\" }]\n" +
                             press(hour + "calendar = \"day\"\n" + failing(exponential("40 h"), "\"2 h\""));
    const double most = 365 * (8 + 2.0 / 40) / (1 + 2.0 / 40);

    CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
    CHECK(require_holds(year, body) > 0.99 * most);
    // Of uptimes without a steady rate the failures may all come at closing time.
    const std::string otherwise = "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\" }]\n" +
                                  press(hour + "calendar = \"day\"\n" + failing("\"8 h\"", "\"2 h\""));
    CHECK_THAT(proven_value(year, otherwise), WithinRel(8 * 365.0, 1e-9));
    CHECK(proven(year, otherwise).left_out == std::vector<std::string>{"failures"});
    CHECK(require_holds(year, otherwise) > 8 * 365 - 2);
}

TEST_CASE("idling through the warm-up saves no failures of a steady rate or of uptimes that age", "[bound][repairs]") {
    const Span late{.horizon = "100 d", .warmup = "200 d", .replications = 20};
    for (const std::string& uptime : {exponential("9 h"), std::string("\"9 h\"")}) {
        const std::string body = press(hour + failing(uptime, "\"1 h\""));
        CHECK(proven_value(late, body) < 7884 * 1.01);
        require_holds(late, body);
    }
}

TEST_CASE("of work that failures scrap or begin anew the share that survives is known", "[bound][repairs]") {
    // 1 h between failures that come every 2 h: exp(-1/2) of all trials of 2 (1 - exp(-1/2)) h survive.
    const double most = 8760 / (2 * (std::exp(0.5) - 1)) / (1 + 1 / 7200.0);
    for (const char* kind : {"scrap", "restart"}) {
        const std::string body = press(hour + failing(exponential("2 h"), "\"1 s\"", ", on_failure = \"" + std::string(kind) + "\""));
        CHECK_THAT(proven_value(year, body), WithinRel(most, 1e-6));
        CHECK(require_holds(year, body) > 0.99 * most);
    }
    // Erlang of 2 phases of half an hour: each survives with 2 / (2 + 1/2).
    const std::string phases =
        press("time = { dist = \"erlang\", mean = \"1 h\", k = 2 }\n" + failing(exponential("2 h"), "\"1 s\"", ", on_failure = \"scrap\""));
    CHECK_THAT(proven_value(year, phases), WithinRel(8760 * 0.64 / (2 * 0.36) / (1 + 1 / 7200.0), 1e-6));
    CHECK(require_holds(year, phases) > 0.98 * proven_value(year, phases));
}

TEST_CASE("of work that people may leave half done no more is in hand than the longest of all units", "[bound][repairs]") {
    // Exponential work of 1 h told as another kind: of n units the longest has 1 + log n, and n is what is done and left.
    const DistributionSpec work{.kind = DistributionKind::hyperexponential, .p = 0.5, .means = {3.6e12, 3.6e12}};
    const double left = left_in_hand(work, 3.6e12, 100 * 3.6e12);
    CHECK(left >= 1 + std::log(100 + left));
    CHECK(left < 1.02 * (1 + std::log(100 + left)));

    const std::string body = press("time = { dist = \"lognormal\", mean = \"1 h\", cv = 2 }\ncrew = { fitter = 1 }\n",
                                   "[plant.works.crew.fitter]\nsize = 1\nabsence = 0.1\n");
    const Bound bound = proven(year, body);
    REQUIRE(bound.proof);
    CHECK_THAT(bound.proof->value - bound.proof->allowance, WithinRel(0.9 * 8760, 1e-6));
    CHECK(bound.proof->allowance < 80);
    require_holds(year, body);
}
