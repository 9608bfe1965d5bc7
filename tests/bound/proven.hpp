#pragma once

#include "bound/bound.hpp"
#include "support/factory.hpp"

#include <string>

namespace agrocap {

/// The bound of a metric of a scenario. Errors: the test fails where there is none.
Bound proven(const Span& span, const std::string& body, const std::string& metric = "output.total");
double proven_value(const Span& span, const std::string& body, const std::string& metric = "output.total");

/// Runs the scenario and requires that the mean is not above the bound: not by five standard errors, which chance does once in millions.
/// Gives the mean.
double require_holds(const Span& span, const std::string& body, const std::string& metric = "output.total");

}  // namespace agrocap
