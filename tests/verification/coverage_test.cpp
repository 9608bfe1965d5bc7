// The short form of tools/bench/coverage: do intervals and verdicts keep what they promise, on models with exact answers?

#include "bench/coverage_models.hpp"

#include "stats/tally.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

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

TEST_CASE("a verdict at the edge of the zone is wrong in at most 5 %, and three zones off it takes half of a fixed size",
          "[verification][check]") {
    for (const CoverageModel& model : coverage_models()) {
        const std::vector<double> values = values_of(model, 60 * experiments, 2030);
        Tally tally;
        for (const double value : values) tally.add(value);
        const double zone = tally.sd() / 4;
        TargetSpec target;
        target.indifference = Written<double>{zone, {}, true};
        const auto rates = [&](double threshold) {
            target.low.value = threshold;
            return check_rates(values, target, experiments);
        };

        const CheckRates above = rates(model.exact - zone);
        const CheckRates below = rates(model.exact + zone);
        const CheckRates far = rates(model.exact + 3 * zone);

        CAPTURE(model.name, above.passed, below.passed, far.replications);
        REQUIRE(above.experiments == experiments);
        REQUIRE(below.experiments == experiments);
        CHECK(1 - above.passed <= 0.05 + chance);
        CHECK(below.passed <= 0.05 + chance);
        CHECK(far.replications <= 0.5 * fixed_size(tally.sd(), zone, 0.05));
    }
}
