// What holds of every account, whatever the scenario and its luck.

#include "base/fault.hpp"
#include "explain/account.hpp"
#include "explain/account_looks.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "stats/simultaneous.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

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

/// A unit an hour, nearly, and one of twenty is scrapped: little is left to chance in a year.
const std::string steady =
    "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\n[plant.p.line.l.station]\n"
    "s = { time = { dist = \"gamma\", mean = \"1 h\", cv = 0.2 }, scrap = 0.05 }\n";

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

TEST_CASE("an account ends at the first look at which every bar is narrow, and its intervals allow for all looks", "[explain][account]") {
    const auto text = [](int replications) {
        return scenario_text({.horizon = "365 d", .warmup = "5 d", .replications = replications}, steady);
    };
    const Explanation told = explain(scenario_of(text(40)), on_threads(2), {.bottlenecks = false});

    REQUIRE(account_looks(40).size() == 3);
    CHECK(told.replications == 8);
    CHECK(is_narrow(told.account));
    ExperimentOptions eight = on_threads(2);
    eight.confidence = 1 - 0.05 / 3;
    const ExperimentResult run = run_experiment(scenario_of(text(8)), eight);
    const Estimate& output = run.estimates[static_cast<std::size_t>(run.find("output.total"))];
    CHECK(told.account.actual.mean == output.mean);
    CHECK_THAT(*told.account.actual.half_width, WithinAbs(*output.half_width, 1e-9));
}

TEST_CASE("a number of replications that is asked for is kept, and so is all of it where bars stay wide", "[explain][account]") {
    const auto replications_of = [](const std::string& body, const ExperimentOptions& options) {
        const Span span{.horizon = "60 d", .warmup = "5 d", .replications = 20};
        return explain(scenario_of(scenario_text(span, body)), options, {.bottlenecks = false}).replications;
    };
    ExperimentOptions asked = on_threads(2);
    asked.replications = 20;

    CHECK(replications_of(steady, asked) == 20);
    CHECK(replications_of(two_alike, on_threads(2)) == 20);
    CHECK(replications_of(steady, on_threads(2)) == 8);
}

TEST_CASE("looks are known beforehand and end with all replications", "[explain][account]") {
    using Looks = std::vector<std::size_t>;

    CHECK(account_looks(2) == Looks{2});
    CHECK(account_looks(15) == Looks{15});
    CHECK(account_looks(16) == Looks{8, 16});
    CHECK(account_looks(100) == Looks{8, 16, 32, 100});
    CHECK_THAT(confidence_of_each(0.95, 4), WithinAbs(0.9875, 1e-12));
    CHECK(confidence_of_each(0.9, 1) == 0.9);
}

TEST_CASE("an account is narrow if output, every loss and every part is", "[explain][account]") {
    const auto known_to = [](double half_width) {
        Estimate estimate;
        estimate.mean = 50;
        estimate.half_width = half_width;
        return estimate;
    };
    const auto narrow = [&](double actual, double loss, double part) {
        Account account;
        account.nominal = 1000;
        account.actual = known_to(actual);
        account.losses.push_back({Cause::failures, known_to(loss), {{"s", known_to(part)}}});
        return is_narrow(account);
    };

    CHECK(narrow(10, 10, 10));
    CHECK_FALSE(narrow(10.1, 1, 1));
    CHECK_FALSE(narrow(1, 10.1, 1));
    CHECK_FALSE(narrow(1, 1, 10.1));
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
