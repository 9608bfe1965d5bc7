#pragma once

#include "bound/binding.hpp"
#include "bound/linear_program.hpp"
#include "bound/periods.hpp"
#include "bound/proof.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What no control of a scenario that does not know the future exceeds on average: see docs/bound.md.
struct Bound {
    std::string metric, unit;
    std::optional<Proof> proof;         // none: nothing bounds it
    std::vector<std::string> left_out;  // what limits in the simulation and not here
    LinearProgram program;
    std::vector<TimeSpan> periods;    // by number of a row's stretch
    std::vector<BindingRow> binding;  // those that bind most; see `find_binding`
    std::vector<std::size_t> cut;     // where transport alone decides: rows of the program that make the bound
};

/// Rows that are told of what binds, unless others are asked for.
inline constexpr std::size_t binding_shown = 8;

/// Fills in what binds. Cost: some dozen times that of solving the program.
void find_binding(Bound& bound, std::size_t most);

/// The metrics that bounds are asked of unless others are named: output, and sales where there are markets.
std::vector<std::string> bounded_by_default(const Scenario& scenario);

/// Stations, lanes and demands together: what the time to work out a bound grows with.
std::size_t bounded_objects(const Scenario& scenario);

/// Whether bounds of the metric can be asked for.
bool can_be_bounded(const Scenario& scenario, const std::string& metric);

/// Bounds of the metrics, in their order. Requires: a sound scenario, a warm-up of known length, metrics that can be bounded.
std::vector<Bound> bounds_of(const Scenario& scenario, const std::vector<std::string>& metrics);

}  // namespace agrocap
