#pragma once

#include "experiment/experiment.hpp"
#include "model/rows/model.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The first tables of a scenario that a test runs; the rest is the test's own text.
struct Span {
    std::string horizon;
    std::string warmup = "0 s";
    int replications = 1;
    int seed = 1;
    std::string home = {};  // country; empty: none
};

/// `[scenario]` and `[experiment]` for the span (the start is Sunday, 2023-01-01), then the body.
std::string scenario_text(const Span& span, const std::string& body);

/// Reads a scenario. Errors: the test fails with the diagnostics and the text.
Scenario scenario_of(const std::string& text);

/// What a simulated scenario shows, asked by metric.
///
/// The environment variable AGROCAP_SEED_SHIFT is added to every seed: a figure that is right must pass at nearly all seeds, which a look
/// now and then should confirm.
class Simulated {
  public:
    Simulated(const Span& span, const std::string& body);

    /// By replication; the sum if several metrics are named.
    [[nodiscard]] std::vector<double> values(const std::vector<std::string>& metrics) const;
    /// Of the only replication. Requires: one.
    [[nodiscard]] double value(const std::string& metric) const;
    [[nodiscard]] Estimate estimate(const std::vector<std::string>& metrics) const;

    /// |mean - exact| <= 1.7 half-widths of the 95 % interval, as for the reference cases: 3.6 standard errors with 20 replications. And
    /// the half-width must be small beside the exact value, or the check could not fail.
    void agrees(const std::string& metric, double exact, double relative_half_width_max) const;
    /// The same for the sum of metrics.
    void sum_agrees(const std::vector<std::string>& metrics, double exact, double relative_half_width_max) const;
    /// Equal in each replication, up to the rounding of the division that makes a metric.
    void equals(const std::string& metric, double exact) const;

  private:
    ExperimentResult result_;
};

}  // namespace agrocap
