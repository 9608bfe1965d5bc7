// Bounds against simulations of made-up scenarios. AGROCAP_BOUND_CASES=500 AGROCAP_BOUND_REPLICATIONS=200 is the long form.

#include "base/fault.hpp"
#include "bound/bound.hpp"
#include "bound/solver.hpp"
#include "experiment/experiment.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "random_luck.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

using namespace agrocap;

namespace {

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
    const char* given = std::getenv(variable);
    return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

struct Tally {
    int compared = 0, unbounded = 0, refused = 0;
    std::vector<double> gaps;  // bound over mean - 1
};

/// Requires that the mean is not above the bound by more than chance explains: some 8 standard errors with 20 replications are one in a
/// hundred million, over the whole family one in a million.
void compare(const Bound& bound, const ExperimentResult& result, Tally& tally) {
    const auto metric =
        std::find_if(result.metrics.begin(), result.metrics.end(), [&](const MetricInfo& one) { return one.name == bound.metric; });
    if (metric == result.metrics.end()) return;
    const Estimate& estimate = result.estimates[static_cast<std::size_t>(metric - result.metrics.begin())];
    if (!bound.proof) {
        ++tally.unbounded;
        return;
    }
    if (!estimate.mean || !estimate.sd) return;
    ++tally.compared;
    // Two solvers, one in rationals and one in floating point, find the same optimum.
    const double per_year = static_cast<double>(bound.program.numerator) / static_cast<double>(bound.program.denominator);
    const double floating = solve_floating(bound.program).value * per_year;
    CHECK(std::abs(floating - bound.proof->value) <= 1e-9 * std::max(1.0, bound.proof->value));
    const double error = *estimate.sd / std::sqrt(static_cast<double>(estimate.n));
    CAPTURE(bound.metric, *estimate.mean, error, bound.proof->value);
    CHECK(*estimate.mean <= bound.proof->value * (1 + 1e-9) + 1e-6 + 8 * error);
    if (*estimate.mean > 0) tally.gaps.push_back(bound.proof->value / *estimate.mean - 1);
}

void try_one(const std::string& text, Tally& tally) {
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) {
        ++tally.refused;
        return;
    }
    INFO(text);
    ExperimentOptions options;
    options.replications = number_of("AGROCAP_BOUND_REPLICATIONS", 20);
    options.threads = 1;
    try {
        const ExperimentResult result = run_experiment(read.scenario, options);
        for (const Bound& bound : bounds_of(read.scenario, bounded_by_default(read.scenario))) compare(bound, result, tally);
    } catch (const ScenarioFault&) {
        ++tally.refused;  // it stands still
    }
}

void try_family(const char* name, std::string (*make)(std::uint64_t), std::uint64_t share) {
    Tally tally;
    const std::uint64_t cases = number_of("AGROCAP_BOUND_CASES", share);
    for (std::uint64_t seed = 1; seed <= cases; ++seed) try_one(make(seed), tally);
    CHECK(tally.compared > static_cast<int>(cases / 3));
    if (std::getenv("AGROCAP_BOUND_CASES") == nullptr || tally.gaps.empty()) return;
    std::sort(tally.gaps.begin(), tally.gaps.end());
    fmt::print("{}: {} bounds compared, {} without, {} scenarios refused; gap: median {:.1f} %, lower quarter {:.1f} %\n", name,
               tally.compared, tally.unbounded, tally.refused, 100 * tally.gaps[tally.gaps.size() / 2],
               100 * tally.gaps[tally.gaps.size() / 4]);
}

}  // namespace

TEST_CASE("no mean of a made-up factory with much luck is above its bound", "[bound][family]") { try_family("luck", random_luck, 60); }

TEST_CASE("no mean of a made-up factory is above its bound", "[bound][family]") { try_family("factories", random_factory, 40); }

TEST_CASE("no mean of a made-up network is above its bound", "[bound][family]") { try_family("networks", random_network, 20); }
