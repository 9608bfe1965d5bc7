#pragma once

#include "model/rows/model.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// An output metric taken apart: which finished goods of which lines it counts.
struct CountedOutput {
    std::string metric = "output.total";
    std::string plant, line;   // empty: of all
    std::string item, family;  // empty: all of them
};

/// Gives: nothing for a metric that is no output of the scenario.
std::optional<CountedOutput> counted_output(const Scenario& scenario, const std::string& metric);

/// Nominal capacity of the lines for what is counted, in units a year.
///
/// Errors: `ScenarioFault` where some line's is without bound: nothing can be a loss of that.
double nominal_of(const Model& model, const CountedOutput& counted);

}  // namespace agrocap
