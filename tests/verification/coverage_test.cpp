// The short form of tools/bench/coverage: do intervals and verdicts keep what they promise, on models with exact answers?

#include "bench/account_hold.hpp"
#include "bench/coverage_models.hpp"
#include "bench/selection.hpp"

#include "stats/tally.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <vector>

using namespace agrocap;

namespace {

constexpr std::size_t experiments = 300;

/// A share of 300 experiments is within this of the truth in all but 0.27 % of cases: 3 sqrt(0.95 x 0.05 / 300).
constexpr double chance = 0.038;

}  // namespace

TEST_CASE("a 95 % interval holds the exact mean in 95 % of experiments", "[verification][coverage]") {
    for (const CoverageModel& model : coverage_models()) {
        const double coverage = coverage_of(values_of(model, 30 * experiments, 2023), 30, model.exact, 0.95);
        CAPTURE(model.name, coverage);
        CHECK(std::abs(coverage - 0.95) <= chance);
    }
}

namespace {

/// Checks on one stretch of values, with a zone of a quarter of their spread; the threshold lies so many zones from the truth.
struct Checks {
    explicit Checks(const CoverageModel& chosen) : model(chosen), values(values_of(chosen, 80 * experiments, 2030)) {
        for (const double value : values) tally.add(value);
        zone = tally.sd() / 4;
    }
    [[nodiscard]] CheckRates rates(double zones) const {
        TargetSpec target;
        target.indifference = Written<double>{zone, {}, true};
        target.low.value = model.exact + zones * zone;
        return check_rates(values, target, experiments);
    }

    const CoverageModel& model;
    std::vector<double> values;
    Tally tally;
    double zone = 0;
};

void check_edges(const Checks& checks) {
    const CheckRates above = checks.rates(-1);
    const CheckRates below = checks.rates(1);

    CAPTURE(checks.model.name, above.passed, below.passed);
    REQUIRE(above.experiments == experiments);
    REQUIRE(below.experiments == experiments);
    CHECK(1 - above.passed <= 0.05 + chance);
    CHECK(below.passed <= 0.05 + chance);
}

}  // namespace

TEST_CASE("a verdict at the edge of the zone is wrong in at most 5 %, and three zones off it takes half of a fixed size",
          "[verification][check]") {
    for (const CoverageModel& model : coverage_models()) {
        const Checks checks(model);
        check_edges(checks);
        const CheckRates far = checks.rates(3);

        CAPTURE(model.name, far.replications);
        CHECK(far.replications <= 0.5 * fixed_size(checks.tally.sd(), checks.zone, 0.05));
    }
}

TEST_CASE("a verdict at the edge of the zone is wrong in at most 5 % on strongly skewed metrics, too", "[verification][check]") {
    for (const CoverageModel& model : skewed_models()) {
        const Checks checks(model);
        CHECK(checks.tally.skewness() > 1.2);  // else it proves nothing
        check_edges(checks);
    }
}

TEST_CASE("optimise names the cheapest sufficient point in 95 % of searches, with a fraction of the grid's runs",
          "[verification][optimise]") {
    constexpr int searches = 40;
    const SelectionProblem problem(5);
    int right = 0;
    double replications = 0;
    for (int search = 0; search < searches; ++search) {
        const Optimum optimum = problem.optimised(700 + static_cast<std::uint64_t>(search));
        if (optimum.best && optimum.tested[*optimum.best].point == problem.best()) ++right;
        replications += static_cast<double>(optimum.replications) / searches;
    }

    CAPTURE(right, replications);
    CHECK(right >= 34);  // 3 sqrt(40 x 0.95 x 0.05) = 4.1 below 38
    CHECK(replications < 0.5 * 30 * static_cast<double>(problem.points()));
}

TEST_CASE("intervals of an account hold, whichever look is the last", "[verification][explain]") {
    const AccountHold hold = hold_of(account_factories().front(), 30, 400, 2023);

    CAPTURE(hold.least, hold.least_held);
    CHECK(hold.bars == 4);
    CHECK(hold.parts == 1);
    CHECK(hold.replications < 64);  // it ends before all are done
    // Bars of one account lean on the same runs, so that 30 accounts tell no more than 30 bars: 0.95 less three standard deviations.
    CHECK(hold.bars_held >= 0.83);
    CHECK(hold.parts_held >= 0.83);
}
