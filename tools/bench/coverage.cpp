// Prints the tables of docs/verification.md on intervals and verdicts: do they keep what they promise?
//
// Usage: agrocap_coverage [EXPERIMENTS [selection | accounts]]      1000 if not given; a second word names the only table: that of
// `optimise`,
//            or of `explain`

#include "account_hold.hpp"
#include "coverage_models.hpp"
#include "selection.hpp"

#include "experiment/experiment.hpp"
#include "stats/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::uint64_t seed = 2023;
constexpr std::size_t replications = 30;

TargetSpec at_least(double threshold, double zone) {
    TargetSpec target;
    target.low.value = threshold;
    target.indifference = Written<double>{zone, {}, true};
    return target;
}

std::vector<CoverageModel> all_models() {
    std::vector<CoverageModel> models = coverage_models();
    std::vector<CoverageModel> skewed = skewed_models();
    for (CoverageModel& model : skewed) models.push_back(std::move(model));
    return models;
}

/// Of a strongly skewed metric a coarser answer is asked: its spread is of the size of its mean.
double precision_for(const CoverageModel& model) {
    const std::vector<CoverageModel> skewed = skewed_models();
    const bool coarse = std::any_of(skewed.begin(), skewed.end(), [&](const CoverageModel& one) { return one.name == model.name; });
    return coarse ? 0.2 : 0.02;
}

void print_coverage(std::size_t experiments) {
    fmt::print(
        "| model | metric | exact | why | holds it, fixed number | holds it, `--precision` | replications |\n"
        "|---|---|--:|---|--:|--:|--:|\n");
    for (const CoverageModel& model : all_models()) {
        const double fixed = coverage_of(values_of(model, replications * experiments, seed), replications, model.exact, 0.95);
        const Scenario scenario = scenario_of_model(model, fmt::format("[experiment]\nfocus = [\"{}\"]\n", model.metric));
        std::size_t held = 0;
        double taken = 0;
        for (std::size_t i = 0; i < experiments; ++i) {
            ExperimentOptions options;
            options.precision = precision_for(model);
            options.seed = seed + 1 + i;
            const ExperimentResult result = run_experiment(scenario, options);
            const Estimate& estimate = result.estimates[static_cast<std::size_t>(result.find(model.metric))];
            if (std::abs(*estimate.mean - model.exact) <= *estimate.half_width) ++held;
            taken += static_cast<double>(estimate.n);
        }
        const auto n = static_cast<double>(experiments);
        fmt::print("| {} | `{}` | {:.6g} | {} | {:.1f} % | {:.1f} % | {:.0f} |\n", model.name, model.metric, model.exact, model.why,
                   100 * fixed, 100 * static_cast<double>(held) / n, taken / n);
        std::fflush(stdout);
    }
}

void print_verdicts(std::size_t experiments) {
    constexpr double zones_a_sd = 4;  // a zone of a quarter of the standard deviation
    fmt::print(
        "\n| model | skewness | fails wrongly at the upper edge | passes wrongly at the lower edge | replications there | three zones "
        "below "
        "| above | of a fixed size |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for (const CoverageModel& model : all_models()) {
        const std::vector<double> values = values_of(model, 80 * experiments, seed + 7);
        Tally tally;
        for (const double value : values) tally.add(value);
        const double zone = tally.sd() / zones_a_sd;
        const auto rates = [&](double zones) { return check_rates(values, at_least(model.exact + zones * zone, zone), experiments); };
        const CheckRates above = rates(-1);
        const CheckRates below = rates(1);
        fmt::print("| {} | {:.1f} | {:.1f} % | {:.1f} % | {:.0f} | {:.1f} | {:.1f} | {:.0f} |\n", model.name, tally.skewness(),
                   100 * (1 - above.passed), 100 * below.passed, (above.replications + below.replications) / 2, rates(3).replications,
                   rates(-3).replications, fixed_size(tally.sd(), zone, 0.05));
        std::fflush(stdout);
    }
}

/// Poisson(200) is at least k with a probability that is known: the thresholds where it is 0.95 and 0.85 are the edges around 0.9.
void print_shares(std::size_t experiments) {
    const CoverageModel model = coverage_models().front();
    const std::vector<double> values = values_of(model, 100 * experiments, seed + 9);
    const double mean = 200;
    fmt::print("\n| P(output at least k) | asked | wrong verdicts | replications |\n|--:|--:|--:|--:|\n");
    for (const int k : {177, 185, 194}) {
        double below = 0;
        double term = std::exp(-mean);
        for (int i = 0; i < k; ++i, term *= mean / i) below += term;
        for (const double side : {-0.05, 0.05}) {
            TargetSpec target = at_least(k * 8760.0 / model.hours - 1e-6, 0.05);
            target.probability = Written<double>{1 - below + side, {}, true};
            if (**target.probability >= 0.99) continue;
            const CheckRates rates = check_rates(values, target, experiments);
            fmt::print("| {:.4f} | {:.4f} | {:.1f} % | {:.0f} |\n", 1 - below, **target.probability,
                       100 * (side > 0 ? rates.passed : 1 - rates.passed), rates.replications);
        }
    }
}

/// How often `optimise` names the right point, and what it takes.
void print_selection(std::size_t searches) {
    fmt::print("\n| points | searches | right | points tested | replications | of a grid with 30 each |\n|--:|--:|--:|--:|--:|--:|\n");
    for (const int side : {5, 10}) {
        const SelectionProblem problem(side);
        std::size_t right = 0;
        double tested = 0, spent = 0;
        for (std::size_t i = 0; i < searches; ++i) {
            const Optimum optimum = problem.optimised(seed + i);
            if (optimum.best && optimum.tested[*optimum.best].point == problem.best()) ++right;
            tested += static_cast<double>(optimum.tested.size());
            spent += static_cast<double>(optimum.replications);
        }
        const auto n = static_cast<double>(searches);
        const auto points = static_cast<double>(problem.points());
        fmt::print("| {} | {} | {:.1f} % | {:.1f} | {:.0f} | {:.1f} % |\n", problem.points(), searches,
                   100 * static_cast<double>(right) / n, tested / n, spent / n, 100 * spent / n / (30 * points));
        std::fflush(stdout);
    }
}

/// Do intervals of an account hold, whichever look is the last?
void print_accounts(std::size_t experiments) {
    constexpr std::int64_t truth = 4'000;
    fmt::print("\n| factory | bars | held | parts | held | the least held | replications |\n|---|--:|--:|--:|--:|---|--:|\n");
    for (const AccountFactory& factory : account_factories()) {
        const AccountHold hold = hold_of(factory, experiments, truth, seed);
        fmt::print("| {} | {} | {:.1f} % | {} | {:.1f} % | {}, {:.1f} % | {:.1f} |\n", hold.name, hold.bars, 100 * hold.bars_held,
                   hold.parts, 100 * hold.parts_held, hold.least, 100 * hold.least_held, hold.replications);
    }
}

}  // namespace

}  // namespace agrocap

int main(int argc, char** argv) {
    const std::size_t experiments = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1000;
    const std::string_view only = argc > 2 ? argv[2] : "";
    const bool all = only.empty();
    if (all) agrocap::print_coverage(experiments);
    if (all) agrocap::print_verdicts(experiments);
    if (all) agrocap::print_shares(experiments);
    if (all || only == "selection") agrocap::print_selection(experiments / 4);
    if (all || only == "accounts") agrocap::print_accounts(experiments / 4);
}
