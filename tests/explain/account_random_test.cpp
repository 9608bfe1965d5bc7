// What holds of every account, whatever the scenario and its luck.

#include "base/fault.hpp"
#include "explain/account.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace agrocap;
using Catch::Matchers::WithinAbs;

namespace {

ExperimentOptions on_threads(unsigned threads) {
    ExperimentOptions options;
    options.threads = threads;
    return options;
}

constexpr std::uint64_t made_up = 30;

/// What is left of nominal capacity after all losses.
double remainder_of(const Account& account) {
    double left = account.nominal;
    for (const Loss& loss : account.losses) left -= *loss.loss.mean;
    return left;
}

double sum_of_parts(const Loss& loss) {
    double sum = 0;
    for (const LossPart& part : loss.parts) sum += *part.loss.mean;
    return sum;
}

const Loss* find_loss(const Account& account, Cause cause) {
    for (const Loss& loss : account.losses)
        if (loss.cause == cause) return &loss;
    return nullptr;
}

/// Some made-up scenarios stand still, or hold a line without a bound.
std::optional<Explanation> explained(const Scenario& scenario, std::int64_t replications) {
    try {
        ExperimentOptions options = on_threads(2);
        options.replications = replications;
        return explain(scenario, options);
    } catch (const ScenarioFault&) {
        return std::nullopt;
    }
}

void check_sums(const std::string& text, int& told) {
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) return;
    const std::optional<Explanation> explanation = explained(read.scenario, 3);
    if (!explanation) return;
    ++told;
    INFO(text);
    const Account& account = explanation->account;
    const double scale = std::max(account.nominal, 1.0);
    CHECK_THAT(remainder_of(account), WithinAbs(*account.actual.mean, 1e-9 * scale));
    for (const Loss& loss : account.losses)
        if (!loss.parts.empty()) CHECK_THAT(sum_of_parts(loss), WithinAbs(*loss.loss.mean, 1e-9 * scale));
}

const std::string two_alike =
    "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nbuffer = 1\n[plant.p.line.l.station]\n"
    "s = { time = { dist = \"exponential\", mean = \"1 h\" }, failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = "
    "\"5 h\" } }\n"
    "t = { time = { dist = \"exponential\", mean = \"1 h\" }, failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = "
    "\"5 h\" } }\n";

}  // namespace

TEST_CASE("losses of made-up factories and networks sum to what is missing, and parts to their loss", "[explain][account]") {
    int told = 0;
    for (std::uint64_t seed = 1; seed <= made_up; ++seed) {
        check_sums(random_factory(seed), told);
        check_sums(random_network(seed), told);
    }
    CHECK(told > static_cast<int>(made_up) / 2);
}

TEST_CASE("an account's output is that of a run of as many replications", "[explain][account]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "90 d", .warmup = "5 d", .replications = 6}, two_alike));
    const ExperimentResult run = run_experiment(scenario, on_threads(1));
    const Explanation explanation = explain(scenario, on_threads(1));

    const Estimate& output = run.estimates[static_cast<std::size_t>(run.find("output.total"))];
    CHECK(explanation.account.actual.mean == output.mean);
    CHECK(explanation.account.actual.half_width == output.half_width);
    CHECK(explanation.replications == 6);
}

TEST_CASE("an account has the same bits on any number of threads", "[explain][determinism]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "60 d", .replications = 8}, two_alike));
    const Explanation one = explain(scenario, on_threads(1));
    const Explanation four = explain(scenario, on_threads(4));
    ExperimentOptions another_seed = on_threads(1);
    another_seed.seed = 2;
    const Explanation other = explain(scenario, another_seed);

    CHECK(one.digest == four.digest);
    CHECK(one.digest != other.digest);
    const Loss &left = *find_loss(one.account, Cause::failures), &right = *find_loss(four.account, Cause::failures);
    REQUIRE(left.parts.size() == 2);
    for (std::size_t part = 0; part < 2; ++part) CHECK(left.parts[part].loss.mean == right.parts[part].loss.mean);
}

TEST_CASE("stations that are alike lose as much as each other, and a cause that the scenario has not is not told", "[explain][account]") {
    // At both ends of a line of two, an exponential station loses as much to its failures: the line read backwards is the same line.
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d", .warmup = "10 d", .replications = 40}, two_alike));
    const Account account = explain(scenario, on_threads(2)).account;

    CHECK(find_loss(account, Cause::scrap) == nullptr);
    CHECK(find_loss(account, Cause::demand) == nullptr);
    const Loss& failures = *find_loss(account, Cause::failures);
    REQUIRE(failures.parts.size() == 2);
    const double apart = *failures.parts[0].loss.mean - *failures.parts[1].loss.mean;
    CHECK(std::abs(apart) < 1.7 * (*failures.parts[0].loss.half_width + *failures.parts[1].loss.half_width));
    CHECK(*failures.parts[0].loss.mean > 100);
}

TEST_CASE("a cause that cannot matter takes nothing, and says that it is not clear", "[explain][account]") {
    // Maintenance of a second station that is idle nine hours of ten, with room before and behind it.
    const std::string line =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\n[plant.p.line.l.station]\ns = { time = \"10 h\", failures = { "
        "uptime = { "
        "dist = \"exponential\", mean = \"50 h\" }, repair = \"5 h\" } }\nt = { time = \"1 h\", buffer = \"unlimited\", setup = \"1 h\" "
        "}\n";
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d", .replications = 4}, line));
    const Account account = explain(scenario, on_threads(1)).account;

    const Loss& setups = *find_loss(account, Cause::setups);
    CHECK(setups.loss.mean == 0);
    CHECK_FALSE(setups.clear());
    CHECK(find_loss(account, Cause::failures)->clear());
}

TEST_CASE("a precision is relative to nominal capacity and reached by every loss", "[explain][account]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "60 d", .replications = 2}, two_alike));
    ExperimentOptions options = on_threads(2);
    options.precision = 0.01;
    const Explanation explanation = explain(scenario, options);

    CHECK(explanation.replications >= 20);
    for (const Loss& loss : explanation.account.losses) CHECK(*loss.loss.half_width <= 0.01 * explanation.account.nominal);
}
