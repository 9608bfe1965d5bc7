#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace agrocap {

Bound proven(const Span& span, const std::string& body, const std::string& metric) {
    const std::vector<Bound> bounds = bounds_of(scenario_of(scenario_text(span, body)), {metric});
    REQUIRE(bounds.size() == 1);
    return bounds.front();
}

double proven_value(const Span& span, const std::string& body, const std::string& metric) {
    const Bound bound = proven(span, body, metric);
    REQUIRE(bound.proof);
    return bound.proof->value;
}

double require_holds(const Span& span, const std::string& body, const std::string& metric) {
    const double bound = proven_value(span, body, metric);
    const Estimate estimate = Simulated(span, body).estimate({metric});
    REQUIRE(estimate.mean);
    const double error = estimate.sd ? *estimate.sd / std::sqrt(static_cast<double>(estimate.n)) : 0;
    CHECK(*estimate.mean <= bound * (1 + 1e-12) + 5 * error);
    return *estimate.mean;
}

}  // namespace agrocap
