#pragma once

#include "random/distribution.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace agrocap {

/// What a parameter is measured in: the unit of the random quantity itself (a duration, or a count), a share, or nothing.
enum class ParameterUnit : std::uint8_t { quantity, share, none };

/// One parameter of a distribution as the planner writes it; exactly one of the three places is set.
///
/// Range: low (itself allowed or not) to high, both in the parameter's unit; between parameters: `parameter_fault`.
struct DistributionParameter {
    std::string_view name;
    ParameterUnit unit = ParameterUnit::none;
    double DistributionSpec::*number = nullptr;
    int DistributionSpec::*whole = nullptr;
    std::vector<double> DistributionSpec::*list = nullptr;
    bool required = true;
    double low = 0;
    bool low_is_allowed = true;
    double high = 0;  // infinity if there is no limit
    std::string_view doc;
};

/// What a distribution may be used for.
enum class DistributionUse : std::uint8_t { durations, counts, both };

/// One distribution of the scenario language: `{ dist = name, parameters … }`.
struct DistributionRow {
    std::string_view name;
    DistributionKind kind;
    DistributionUse use;
    std::span<const DistributionParameter> parameters;  // in the order in which they are best written
    std::string_view doc;                               // one sentence
    std::string_view example;                           // TOML
};

/// Every distribution a planner can name, in the order of the manual. (A constant is written as a plain value and has no row.)
std::span<const DistributionRow> all_distributions();

/// The row of a name; null if there is none.
const DistributionRow* find_distribution(std::string_view name);

/// What is wrong with a parameter, to be shown after its path.
struct ParameterFault {
    std::string_view parameter;
    std::string found_and_expected;  // "is above max", without the values: only the reader knows how they were written
};

/// First fault between or within the parameters of a specification (ranges, order of min, mode and max, lengths of lists); none if
/// `Distribution` may be built from it. Constant: its value must not be negative.
std::optional<ParameterFault> parameter_fault(const DistributionSpec& spec);

}  // namespace agrocap
