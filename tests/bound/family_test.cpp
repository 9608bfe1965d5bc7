// Bounds against simulations of made-up scenarios. AGROCAP_BOUND_CASES=500 AGROCAP_BOUND_REPLICATIONS=200 is the long form: with
// AGROCAP_BOUND_RECORDS=FILE it keeps what it has found there, with AGROCAP_BOUND_MINUTES=N it ends after so long, and the same command
// goes on where it ended. Several may work on files of their own, one a family ("[family][luck]").

#include "base/fault.hpp"
#include "bound/bound.hpp"
#include "bound/solver.hpp"
#include "experiment/experiment.hpp"
#include "family_record.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "random_luck.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
    const char* given = std::getenv(variable);
    return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

std::string text_of(const char* variable) {
    const char* given = std::getenv(variable);
    return given != nullptr ? given : "";
}

/// Requires that the mean is not above the bound by more than chance explains: some 8 standard errors with 20 replications are one in a
/// hundred million, over the whole family one in a million.
void compare(const Bound& bound, const ExperimentResult& result, FamilyRecord record, std::vector<FamilyRecord>& records) {
    const auto metric =
        std::find_if(result.metrics.begin(), result.metrics.end(), [&](const MetricInfo& one) { return one.name == bound.metric; });
    if (metric == result.metrics.end()) return;
    const Estimate& estimate = result.estimates[static_cast<std::size_t>(metric - result.metrics.begin())];
    record.metric = bound.metric;
    record.days = result.measured_days;
    if (bound.proof && estimate.mean && estimate.sd) {
        // Two solvers, one in rationals and one in floating point, find the same optimum.
        const double per_year = static_cast<double>(bound.program.numerator) / static_cast<double>(bound.program.denominator);
        const double floating = solve_floating(bound.program).value * per_year;
        CHECK(std::abs(floating - bound.proof->value) <= 1e-9 * std::max(1.0, bound.proof->value));
        record.bound = bound.proof->value;
        record.allowance = bound.proof->allowance;
        record.mean = *estimate.mean;
        record.error = *estimate.sd / std::sqrt(static_cast<double>(estimate.n));
        CAPTURE(bound.metric, record.mean, record.error, *record.bound);
        CHECK(record.mean <= *record.bound * (1 + 1e-9) + 1e-6 + 8 * record.error);
    }
    records.push_back(record);
}

std::vector<FamilyRecord> try_one(const std::string& text, const FamilyRecord& frame) {
    FamilyRecord refused = frame;
    refused.metric = "refused";
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) return {refused};
    INFO(text);
    ExperimentOptions options;
    options.replications = number_of("AGROCAP_BOUND_REPLICATIONS", 20);
    options.threads = 1;
    std::vector<FamilyRecord> records;
    try {
        const ExperimentResult result = run_experiment(read.scenario, options);
        for (const Bound& bound : bounds_of(read.scenario, bounded_by_default(read.scenario))) compare(bound, result, frame, records);
    } catch (const ScenarioFault&) {
        return {refused};  // it stands still
    }
    return records;
}

void try_family(const char* name, std::string (*make)(std::uint64_t), std::uint64_t share) {
    const auto started = std::chrono::steady_clock::now();
    const std::chrono::minutes slice(number_of("AGROCAP_BOUND_MINUTES", 100'000));
    FamilyRecords records(text_of("AGROCAP_BOUND_RECORDS"));
    const std::uint64_t cases = number_of("AGROCAP_BOUND_CASES", share);
    std::uint64_t done = 0;
    for (std::uint64_t seed = 1; seed <= cases && std::chrono::steady_clock::now() - started < slice; ++seed) {
        if (!records.has(name, seed)) records.add(try_one(make(seed), {.family = name, .seed = seed, .metric = {}, .bound = {}}));
        done = seed;
    }
    const auto compared =
        std::count_if(records.all().begin(), records.all().end(), [&](const FamilyRecord& one) { return one.family == name && one.bound; });
    CHECK(compared > static_cast<std::ptrdiff_t>(done / 3));
    for (const FamilyRecord& one : records.all())  // those of earlier slices, too
        if (one.bound) CHECK(one.mean <= *one.bound * (1 + 1e-9) + 1e-6 + 8 * one.error);
    if (std::getenv("AGROCAP_BOUND_CASES") != nullptr) fmt::print("{} of {} cases\n{}\n", done, cases, gap_table(records.all(), name));
}

}  // namespace

TEST_CASE("no mean of a made-up factory with much luck is above its bound", "[bound][family][luck]") {
    try_family("luck", random_luck, 60);
}

TEST_CASE("no mean of a made-up factory is above its bound", "[bound][family][factories]") { try_family("factories", random_factory, 40); }

TEST_CASE("no mean of a made-up network is above its bound", "[bound][family][networks]") { try_family("networks", random_network, 20); }

TEST_CASE("a long run of the family goes on from its records, and forgets a line that is not whole", "[bound][family]") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("agrocap-family-{}.txt", getpid());
    std::filesystem::remove(path);
    {
        FamilyRecords records(path.string());
        records.add(
            {{.family = "luck", .seed = 1, .metric = "output.total", .days = 10, .bound = 120.5, .allowance = 3, .mean = 100, .error = 1},
             {.family = "luck", .seed = 1, .metric = "sales.total", .days = 10, .bound = {}}});
        records.add({{.family = "luck", .seed = 2, .metric = "refused", .bound = {}}});
    }
    std::ofstream(path, std::ios::app) << "luck 3 output.total 10 99";
    const FamilyRecords again(path.string());
    std::filesystem::remove(path);

    REQUIRE(again.all().size() == 3);
    CHECK(std::abs(again.all()[0].gap() - 0.205) < 1e-12);
    CHECK(again.has("luck", 2));
    CHECK_FALSE(again.has("luck", 3));
    CHECK_FALSE(again.has("factories", 1));
    CHECK(gap_table(again.all(), "luck").find("| all | 1 | 20.5 % | 20.5 % | 20.5 % | 2.5 % |") != std::string::npos);
}
