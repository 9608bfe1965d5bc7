// Simulation against exact answers: expected.json names the figures and where each comes from, scenarios/verification holds the models.
//
// The rule for a random figure: |mean - exact| <= 1.7 half-widths of its 95 % interval, and the half-width is small enough for the check
// to have teeth. 1.7 half-widths of 20 replications are 3.6 standard errors, passed by 998 right figures in 1000; seeds are fixed, so no
// test flickers.

#include "experiment/experiment.hpp"
#include "scenario/scenario.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {
namespace {

constexpr std::array tested{
    "queue-mm1.toml",        "queue-mm3.toml",          "queue-mg1-lognormal.toml",
    "queue-mg1-erlang.toml", "queue-md1.toml",          "queue-mm1k-4.toml",
    "line-2-none.toml",      "line-3-none.toml",        "line-4-mixed.toml",
    "line-5-ones.toml",      "line-2-failing.toml",     "line-2-calendar-failures.toml",
    "assembly-2.toml",       "conwip-3.toml",           "rework-loop.toml",
    "scrap-5.toml",          "calendar-one-shift.toml", "calendar-two-shifts.toml",
    "campaign-20.toml",      "stock-base.toml",         "stock-rq.toml",
    "stock-lost.toml",       "border-2.toml",
};

const nlohmann::json& expected_figures() {
    static const nlohmann::json figures = [] {
        std::ifstream file(AGROCAP_SOURCE_DIR "/tests/verification/expected.json");
        REQUIRE(file);
        return nlohmann::json::parse(file);
    }();
    return figures;
}

const nlohmann::json& expected_for(std::string_view scenario) {
    const auto& figures = expected_figures();
    const auto found = std::find_if(figures.begin(), figures.end(), [&](const auto& one) { return one["scenario"] == scenario; });
    REQUIRE(found != figures.end());
    return *found;
}

ExperimentResult simulate(std::string_view scenario) {
    const ReadResult read = read_scenario(std::string(AGROCAP_SOURCE_DIR "/scenarios/verification/").append(scenario));
    INFO(format_diagnostics(read.diagnostics, read.files));
    REQUIRE_FALSE(read.diagnostics.has_errors());
    return run_experiment(read.scenario);
}

void check_random(const Estimate& found, double exact, double max_relative_half_width) {
    REQUIRE(found.half_width);
    CAPTURE(*found.half_width);
    CHECK(*found.half_width <= max_relative_half_width * exact);
    CHECK(std::abs(*found.mean - exact) <= 1.7 * *found.half_width);
}

void check_exact(const Estimate& found, double exact) {
    // Counts are whole; only the division by the measured years rounds.
    CHECK(std::abs(*found.mean - exact) <= 1e-12 * exact);
}

void agrees_with_theory(std::string_view scenario) {
    REQUIRE(std::find(tested.begin(), tested.end(), scenario) != tested.end());
    const nlohmann::json& expected = expected_for(scenario);

    const ExperimentResult result = simulate(scenario);

    for (const auto& [metric, exact] : expected["metrics"].items()) {
        const std::int64_t index = result.find(metric);
        CAPTURE(metric, exact.get<double>(), expected["source"].get<std::string>());
        REQUIRE(index >= 0);
        const Estimate& found = result.estimates[static_cast<std::size_t>(index)];
        REQUIRE(found.mean);
        CAPTURE(*found.mean);
        if (expected["kind"] == "exact")
            check_exact(found, exact.get<double>());
        else
            check_random(found, exact.get<double>(), expected["max_relative_half_width"].get<double>());
    }
}

}  // namespace

TEST_CASE("every case with an exact answer is tested", "[verification]") {
    std::vector<std::string> listed(tested.begin(), tested.end());
    std::sort(listed.begin(), listed.end());

    std::vector<std::string> known;
    for (const auto& one : expected_figures()) known.push_back(one["scenario"]);
    std::sort(known.begin(), known.end());

    CHECK(listed == known);
}

TEST_CASE("one server with Poisson arrivals queues as M/M/1", "[verification][queueing]") { agrees_with_theory("queue-mm1.toml"); }
TEST_CASE("three servers share one queue as Erlang's C formula says", "[verification][queueing]") { agrees_with_theory("queue-mm3.toml"); }
TEST_CASE("lognormal work queues as Pollaczek and Khinchine say", "[verification][queueing]") {
    agrees_with_theory("queue-mg1-lognormal.toml");
}
TEST_CASE("Erlang work queues as Pollaczek and Khinchine say", "[verification][queueing]") { agrees_with_theory("queue-mg1-erlang.toml"); }
TEST_CASE("work of fixed length queues as Pollaczek and Khinchine say", "[verification][queueing]") {
    agrees_with_theory("queue-md1.toml");
}
TEST_CASE("a full first buffer loses arrivals as M/M/1/K", "[verification][queueing]") { agrees_with_theory("queue-mm1k-4.toml"); }

TEST_CASE("two stations without room block each other a third of the time", "[verification][blocking]") {
    agrees_with_theory("line-2-none.toml");
}
TEST_CASE("three stations without room make 22/39 of a unit an hour", "[verification][blocking]") {
    agrees_with_theory("line-3-none.toml");
}
TEST_CASE("four unequal stations split their time as their Markov chain", "[verification][blocking]") {
    agrees_with_theory("line-4-mixed.toml");
}
TEST_CASE("five stations with one place between split their time as their Markov chain", "[verification][blocking]") {
    agrees_with_theory("line-5-ones.toml");
}

TEST_CASE("failures on the busy clock cost what their Markov chain says", "[verification][failures]") {
    agrees_with_theory("line-2-failing.toml");
}
TEST_CASE("failures on the calendar clock cost what their Markov chain says", "[verification][failures]") {
    agrees_with_theory("line-2-calendar-failures.toml");
}

TEST_CASE("assembly waits for the slower of two feeders as its Markov chain", "[verification][assembly]") {
    agrees_with_theory("assembly-2.toml");
}
TEST_CASE("a CONWIP line circulates as mean value analysis says", "[verification][conwip]") { agrees_with_theory("conwip-3.toml"); }
TEST_CASE("rework loads its station as a Jackson network with feedback", "[verification][rework]") {
    agrees_with_theory("rework-loop.toml");
}
TEST_CASE("scrap takes its share of a saturated station", "[verification][scrap]") { agrees_with_theory("scrap-5.toml"); }

TEST_CASE("one shift with a break and a holiday makes exactly what its open minutes allow", "[verification][calendar]") {
    agrees_with_theory("calendar-one-shift.toml");
}
TEST_CASE("two shifts up to midnight make exactly what their open minutes allow", "[verification][calendar]") {
    agrees_with_theory("calendar-two-shifts.toml");
}
TEST_CASE("campaigns of twenty make exactly the hand-counted numbers", "[verification][sequence]") {
    agrees_with_theory("campaign-20.toml");
}

TEST_CASE("a base stock under Poisson demand fills, owes and holds what its lead-time demand says", "[verification][stocks]") {
    agrees_with_theory("stock-base.toml");
}
TEST_CASE("an (r, Q) stock averages the base stocks from r + 1 to r + Q", "[verification][stocks]") { agrees_with_theory("stock-rq.toml"); }
TEST_CASE("a base stock that loses unmet demand loses as Erlang's loss formula", "[verification][stocks]") {
    agrees_with_theory("stock-lost.toml");
}
TEST_CASE("a border crossing with two servers queues as M/M/2", "[verification][transport]") { agrees_with_theory("border-2.toml"); }

}  // namespace agrocap
