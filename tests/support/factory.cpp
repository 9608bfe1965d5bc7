#include "support/factory.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdlib>

namespace agrocap {

namespace {

int seed_shift() {
    const char* shift = std::getenv("AGROCAP_SEED_SHIFT");
    return shift == nullptr ? 0 : std::atoi(shift);
}

}  // namespace

std::string scenario_text(const Span& span, const std::string& body) {
    return fmt::format(
        "schema = 1\n[scenario]\nname = \"test\"\nstart = 2023-01-01\nhorizon = \"{}\"\nwarmup = \"{}\"\n{}"
        "[experiment]\nreplications = {}\nseed = {}\n{}",
        span.horizon, span.warmup, span.home.empty() ? "" : "home = \"" + span.home + "\"\n", span.replications, span.seed + seed_shift(),
        body);
}

Scenario scenario_of(const std::string& text) {
    ReadResult read = read_scenario_text(text);
    INFO(text);
    INFO(format_diagnostics(read.diagnostics, read.files));
    REQUIRE_FALSE(read.diagnostics.has_errors());
    return std::move(read.scenario);
}

Simulated::Simulated(const Span& span, const std::string& body) : result_(run_experiment(scenario_of(scenario_text(span, body)))) {}

std::vector<double> Simulated::values(const std::vector<std::string>& metrics) const {
    std::vector<double> sums(result_.values.size(), 0.0);
    for (const std::string& metric : metrics) {
        const std::int64_t index = result_.find(metric);
        INFO("metric " << metric);
        REQUIRE(index >= 0);
        for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += result_.values[r][static_cast<std::size_t>(index)];
    }
    return sums;
}

double Simulated::value(const std::string& metric) const {
    REQUIRE(result_.values.size() == 1);
    return values({metric}).front();
}

Estimate Simulated::estimate(const std::vector<std::string>& metrics) const { return estimate_mean(values(metrics), 0.95); }

void Simulated::agrees(const std::string& metric, double exact, double relative_half_width_max) const {
    sum_agrees({metric}, exact, relative_half_width_max);
}

void Simulated::sum_agrees(const std::vector<std::string>& metrics, double exact, double relative_half_width_max) const {
    const Estimate found = estimate(metrics);
    REQUIRE(found.mean);
    REQUIRE(found.half_width);
    const double deviation_in_half_widths = (*found.mean - exact) / *found.half_width;
    CAPTURE(metrics, exact, *found.mean, *found.half_width, deviation_in_half_widths);
    CHECK(*found.half_width <= relative_half_width_max * std::abs(exact));
    CHECK(std::abs(deviation_in_half_widths) <= 1.7);
}

void Simulated::equals(const std::string& metric, double exact) const {
    for (const double found : values({metric})) {
        CAPTURE(metric, exact, found);
        CHECK(std::abs(found - exact) <= 1e-12 * std::max(1.0, std::abs(exact)));
    }
}

}  // namespace agrocap
