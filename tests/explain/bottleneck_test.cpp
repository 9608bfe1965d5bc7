#include "explain/bottleneck.hpp"
#include "experiment/replication.hpp"
#include "explain/account.hpp"
#include "explain/bottleneck_verdict.hpp"
#include "explain/faster_station.hpp"
#include "explain/longest_active.hpp"
#include "explain/thread_evidence.hpp"
#include "model/compile/compile.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

std::vector<LineBottleneck> bottlenecks_of(const std::string& body, int replications = 10) {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d", .warmup = "10 d", .replications = replications}, body));
    ExperimentOptions options;
    options.threads = 2;
    return find_bottlenecks(scenario, options, {});
}

/// A line of stations with these mean times, exponential, and places between them.
std::string exponential_line(const std::vector<int>& minutes, int places, const std::string& more = "") {
    std::string route, stations;
    for (std::size_t i = 0; i < minutes.size(); ++i) {
        const std::string id = "s" + std::to_string(i);
        route += (i == 0 ? "\"" : ", \"") + id + "\"";
        stations += id + ".time = { dist = \"exponential\", mean = \"" + std::to_string(minutes[i]) + " min\" }\n";
    }
    return "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [" + route + "]\nbuffer = " + std::to_string(places) + "\n" + more +
           "[plant.p.line.l.station]\n" + stations;
}

/// The shares of longest active periods among the stations of the only line, in path order.
std::vector<double> active_shares(const std::string& body, const std::string& horizon) {
    const Model model = compile(scenario_of(scenario_text({.horizon = horizon}, body)));
    LongestActive watched(model);
    RunState state;
    run_replication(model, state, 0, &watched);
    std::vector<StationId> stations;
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) stations.emplace_back(s);
    return watched.shares(stations);
}

/// The explanation with its threads, in so many replications.
Explanation followed(const std::string& body, int replications = 2) {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d", .replications = replications}, body));
    ExperimentOptions options;
    options.threads = 2;
    Explanation explanation = explain(scenario, options);
    follow_threads(explanation, scenario, options);
    return explanation;
}

const StationEvidence& evidence_of(const Explanation& explanation, std::size_t line, const std::string& station) {
    const std::vector<StationEvidence>& stations = explanation.bottlenecks.at(line).stations;
    return *std::find_if(stations.begin(), stations.end(), [&](const StationEvidence& one) { return one.station == station; });
}

StationGains gains_of(const std::string& station, const std::vector<double>& gains) { return {station, gains, 0}; }

}  // namespace

TEST_CASE("the slowest station of a line is its bottleneck, and is longest active", "[explain][bottleneck]") {
    const std::vector<LineBottleneck> found = bottlenecks_of(exponential_line({40, 60, 40}, 3));

    REQUIRE(found.size() == 1);
    CHECK(found.front().what == "plant.p.line.l");
    CHECK(found.front().verdict == BottleneckVerdict::bottleneck);
    CHECK(found.front().named == std::vector<std::string>{"s1"});
    REQUIRE(found.front().stations.size() == 3);
    const StationEvidence& first = found.front().stations.front();
    CHECK(first.station == "s1");
    CHECK(first.first_in == 1.0);
    CHECK(first.longest_active > 0.7);
    // All of the gain of 2 % of some 8 500 a year would be 170.
    CHECK(*first.gain.mean > 90);
    CHECK(*first.gain.mean < 180);
}

TEST_CASE("the bottleneck of a line without chance gains what its pace gains", "[explain][bottleneck]") {
    const std::vector<LineBottleneck> found = bottlenecks_of(
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nstation.s.time = \"50 min\"\nstation.t.time = \"1 h\"\n", 2);

    CHECK(found.front().verdict == BottleneckVerdict::bottleneck);
    CHECK(found.front().named == std::vector<std::string>{"t"});
    // 8 760 ÷ 0.98 = 8 938.8 of which the warm-up holds whole units: 178 or 179 more.
    CHECK_THAT(*found.front().stations.front().gain.mean, WithinAbs(178.5, 0.6));
    CHECK(found.front().stations.back().gain.mean == 0);
    CHECK(found.front().stations.back().first_in == 0);
}

TEST_CASE("both ends of a line that is the same backwards tie", "[explain][bottleneck]") {
    const std::vector<LineBottleneck> found = bottlenecks_of(exponential_line({60, 20, 60}, 1), 60);

    CHECK(found.front().verdict == BottleneckVerdict::tie);
    CHECK(found.front().named.size() == 2);
    CHECK(found.front().stations.back().station == "s1");
}

TEST_CASE("where orders bind nothing is gained by any station, and no station is blamed", "[explain][bottleneck]") {
    const std::vector<LineBottleneck> found = bottlenecks_of(exponential_line({20, 30}, 5, "release = \"pull\"\n") +
                                                             "[plant.p.store.a]\ntarget = 20\n[market.m.demand.a]\nper_year = 2000\n");

    CHECK(found.front().verdict == BottleneckVerdict::cannot_tell);
    CHECK(found.front().outside);
    CHECK(found.front().named.empty());
}

TEST_CASE("lines that share nothing are judged as each would be by itself", "[explain][bottleneck]") {
    const std::string one =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nbuffer = 1\n[plant.p.line.l.station]\n"
        "s.time = { dist = \"exponential\", mean = \"1 h\" }\nt.time = { dist = \"exponential\", mean = \"50 min\" }\n";
    std::string other = one;
    for (std::size_t at = other.find("plant.p"); at != std::string::npos; at = other.find("plant.p", at + 1))
        other.replace(at, 7, "plant.q");
    const std::vector<LineBottleneck> alone = bottlenecks_of(one), together = bottlenecks_of(one + other.substr(other.find("[plant")));

    REQUIRE(together.size() == 2);
    CHECK(together.front().verdict == alone.front().verdict);
    CHECK(together.front().stations.front().gain.mean == alone.front().stations.front().gain.mean);
}

TEST_CASE("of lines that share something each goes on by itself until it can be told", "[explain][bottleneck]") {
    // Lines of one plant: at k one station is by far the slowest, at l both are as slow as each other, and a matter of luck.
    const auto line_of = [](const std::string& id, const std::string& first, const std::string& second, double cv) {
        const auto station = [cv](const std::string& name, const std::string& mean) {
            return name + ".time = { dist = \"gamma\", mean = \"" + mean + "\", cv = " + std::to_string(cv) + " }\n";
        };
        return "[plant.p.line." + id + "]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nbuffer = 3\n[plant.p.line." + id + ".station]\n" +
               station("s", first) + station("t", second);
    };
    const std::vector<LineBottleneck> found =
        bottlenecks_of("[item.a]\n" + line_of("k", "60 min", "20 min", 0.01) + line_of("l", "60 min", "60 min", 2), 2);

    REQUIRE(found.size() == 2);
    CHECK(found[0].named == std::vector<std::string>{"s"});
    CHECK(found[0].stations.front().gain.n == 2);
    CHECK(found[1].stations.front().gain.n > 2);
}

TEST_CASE("a feeder of others' goods is judged by what they make", "[explain][bottleneck]") {
    const std::vector<LineBottleneck> found = bottlenecks_of(
        "[item.a]\nuses = { c = 1 }\n[item.c]\n[plant.p.line]\nk = { makes = \"c\", route = [\"s\"], station.s.time = \"2 h\" }\nl = { "
        "makes = \"a\", route = [\"s\"], "
        "station.s.time = \"1 h\" }\n",
        2);

    REQUIRE(found.size() == 2);
    CHECK(found[0].what == "plant.p.line.k");
    CHECK(found[0].verdict == BottleneckVerdict::bottleneck);
    CHECK_THAT(*found[0].stations.front().gain.mean, WithinAbs(89.4, 1));
    CHECK(found[1].outside);
}

TEST_CASE("a verdict rests on paired differences, and gains too small to matter are outside", "[explain][bottleneck]") {
    const auto judged = [](const std::vector<StationGains>& stations) { return judge_bottleneck("plant.p.line.l", stations, 1000); };

    CHECK(judged({gains_of("a", {20, 21, 19, 20}), gains_of("b", {5, 6, 4, 5})}).verdict == BottleneckVerdict::bottleneck);
    CHECK(judged({gains_of("a", {20, 21, 19, 20}), gains_of("b", {19, 21, 20, 19})}).verdict == BottleneckVerdict::tie);
    CHECK(judged({gains_of("a", {20, 0, 40, 20}), gains_of("b", {2, 40, 0, 5})}).verdict == BottleneckVerdict::cannot_tell);
    const LineBottleneck small = judged({gains_of("a", {1, 1, 1, 1}), gains_of("b", {0, 0, 0, 0})});
    CHECK(small.verdict == BottleneckVerdict::cannot_tell);
    CHECK(small.outside);
    CHECK(judged({gains_of("a", {20, 20})}).named == std::vector<std::string>{"a"});
}

TEST_CASE("every moment belongs to the longest of the active periods in it", "[explain][longest_active]") {
    // s of 1 h feeds t of 2 h without a place between: t works from 1 h on without a pause; s works one hour of two, the first alone.
    const std::string line =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nstation.s.time = \"1 h\"\nstation.t.time = \"2 h\"\n";
    const std::vector<double> shares = active_shares(line, "10 h");

    CHECK_THAT(shares[0], WithinRel(0.1, 1e-12));
    CHECK_THAT(shares[1], WithinRel(0.9, 1e-12));
}

TEST_CASE("a night neither ends an active period nor begins one", "[explain][longest_active]") {
    const std::string line =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\ncalendar = \"day\"\nstation.s.time = \"1 h\"\nstation.t.time = "
        "\"2 h\"\n"
        "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"00:00\", to = \"08:00\" }]\n";

    CHECK_THAT(active_shares(line, "10 d")[1], WithinRel(1 - 1.0 / 240, 1e-12));
}

TEST_CASE("a faster station has the same distribution of a shorter time", "[explain][faster_station]") {
    for (const char* time :
         {"\"1 h\"", "{ dist = \"triangular\", min = \"10 min\", mode = \"20 min\", max = \"60 min\" }",
          "{ dist = \"gamma\", mean = \"2 h\", cv = 0.5 }", "{ dist = \"hyperexponential\", p = 0.3, means = [\"1 h\", \"5 h\"] }",
          "{ dist = \"geometric\", p = 0.1, unit = \"1 min\" }", "{ dist = \"empirical\", values = [\"1 h\", \"2 h\"], weights = [3, 1] }",
          "{ dist = \"normal\", mean = \"1 h\", sd = \"5 min\" }", "{ dist = \"weibull\", shape = 1.5, mean = \"8 h\" }",
          "{ dist = \"uniform\", min = \"1 h\", max = \"2 h\" }", "{ dist = \"erlang\", k = 3, mean = \"1 h\" }",
          "{ dist = \"lognormal\", mean = \"2 h\", cv = 0.4 }"}) {
        INFO(time);
        Scenario scenario = scenario_of(
            scenario_text({.horizon = "1 d"},
                          std::string("[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\nstation.s.time = ") + time + "\n"));
        const Distribution before(*scenario.plant.at("p").line.at("l").station.at("s").time);
        scale_work(scenario, {"plant.p.line.l.station.s"}, 0.98);
        const Distribution after(*scenario.plant.at("p").line.at("l").station.at("s").time);
        CHECK_THAT(after.mean(), WithinRel(0.98 * before.mean(), 1e-12));
        CHECK_THAT(after.variance(), WithinRel(0.98 * 0.98 * before.variance(), 1e-9));
    }
}

TEST_CASE("each station tried is told with its share of the line's thread", "[explain][bottleneck][thread]") {
    // A unit every hour from s, half an hour later from t: the last leaves after 8 759.5 h, of which t has the last half.
    const Explanation told = followed(
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nstation.s.time = \"1 h\"\nstation.t.time = \"30 min\"\n");

    CHECK_THAT(evidence_of(told, 0, "s").share_of_thread.value(), WithinAbs(8759 / 8759.5, 1e-12));
    CHECK_THAT(evidence_of(told, 0, "t").share_of_thread.value(), WithinAbs(0.5 / 8759.5, 1e-12));
}

TEST_CASE("repairs are a station's share of the thread, nights are nobody's", "[explain][bottleneck][thread]") {
    // 23 hours of work, one of repair, in twelve hours of each day.
    const Explanation told = followed(
        "[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"06:00\", to = "
        "\"18:00\" }]\n"
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\ncalendar = \"day\"\nroute = [\"s\"]\nstation.s.time = \"1 h\"\n"
        "station.s.failures = { uptime = \"23 h\", repair = \"1 h\" }\n");

    double nights = 0;
    for (const ThreadShare& share : told.threads.at(0).shares)
        if (share.cause == "off-shift") nights += *share.share.mean;
    CHECK(nights > 0.4);
    CHECK_THAT(evidence_of(told, 0, "s").share_of_thread.value() + nights, WithinAbs(1, 1e-12));
}

TEST_CASE("a plant's own station has a share in the thread of every line that passes it", "[explain][bottleneck][thread]") {
    // The press is shared; each line's thread is made of the press's work for both of them, but for the last hour of its own station.
    const Explanation told = followed(
        "[item.a]\n[item.b]\n[plant.p.station.press]\ntime = \"2 h\"\nbuffer = 5\n[plant.p.line]\n"
        "k = { makes = \"a\", route = [\"cut\", \"press\"], station.cut.time = \"1 h\" }\n"
        "l = { makes = \"b\", route = [\"saw\", \"press\"], station.saw.time = \"1 h\" }\n");

    for (const std::size_t line : {std::size_t{0}, std::size_t{1}}) CHECK(evidence_of(told, line, "press").share_of_thread.value() > 0.99);
}
