#include "random/all_distributions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace agrocap {
namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

constexpr DistributionParameter of_quantity(std::string_view name, double DistributionSpec::*place, std::string_view doc) {
    return {.name = name, .unit = ParameterUnit::quantity, .number = place, .high = no_limit, .doc = doc};
}

constexpr DistributionParameter positive(DistributionParameter parameter) {
    parameter.low_is_allowed = false;
    return parameter;
}

constexpr DistributionParameter mean = of_quantity("mean", &DistributionSpec::mean, "mean");
constexpr DistributionParameter min = of_quantity("min", &DistributionSpec::min, "smallest value");
constexpr DistributionParameter mode = of_quantity("mode", &DistributionSpec::mode, "most likely value");
constexpr DistributionParameter max = of_quantity("max", &DistributionSpec::max, "largest value");
constexpr DistributionParameter cv{.name = "cv", .number = &DistributionSpec::cv, .high = no_limit, .doc = "standard deviation over mean"};

constexpr std::array exponential{mean};
constexpr std::array erlang{
    DistributionParameter{.name = "k", .whole = &DistributionSpec::k, .low = 1, .high = 1e6, .doc = "number of phases"}, mean};
constexpr std::array mean_and_cv{mean, cv};
constexpr std::array weibull{DistributionParameter{.name = "shape",
                                                   .number = &DistributionSpec::shape,
                                                   .low = 0.02,
                                                   .high = no_limit,
                                                   .doc = "below 1: ever fewer failures with age, above 1: ever more"},
                             mean};
constexpr std::array min_and_max{min, max};
constexpr std::array min_mode_max{min, mode, max};
constexpr std::array normal{DistributionParameter{.name = "mean",
                                                  .unit = ParameterUnit::quantity,
                                                  .number = &DistributionSpec::mean,
                                                  .low = -no_limit,
                                                  .high = no_limit,
                                                  .doc = "mean before negative values are drawn again"},
                            of_quantity("sd", &DistributionSpec::sd, "standard deviation before negative values are drawn again")};
constexpr std::array hyperexponential{
    DistributionParameter{
        .name = "p", .unit = ParameterUnit::share, .number = &DistributionSpec::p, .high = 1, .doc = "share of draws with the first mean"},
    DistributionParameter{
        .name = "means", .unit = ParameterUnit::quantity, .list = &DistributionSpec::means, .high = no_limit, .doc = "the two means"}};
constexpr std::array geometric{DistributionParameter{.name = "p",
                                                     .unit = ParameterUnit::share,
                                                     .number = &DistributionSpec::p,
                                                     .low_is_allowed = false,
                                                     .high = 1,
                                                     .doc = "chance that it ends after each unit"},
                               positive(of_quantity("unit", &DistributionSpec::unit, "length of one unit"))};
constexpr std::array empirical{DistributionParameter{.name = "values",
                                                     .unit = ParameterUnit::quantity,
                                                     .list = &DistributionSpec::values,
                                                     .high = no_limit,
                                                     .doc = "the values that occur"},
                               DistributionParameter{.name = "weights",
                                                     .list = &DistributionSpec::weights,
                                                     .required = false,
                                                     .high = no_limit,
                                                     .doc = "how often each occurs, in proportion; equal if left out"}};

constexpr std::array rows{
    DistributionRow{"exponential", DistributionKind::exponential, DistributionUse::durations, exponential,
                    "Time between events that do not know of each other, such as breakdowns.",
                    R"({ dist = "exponential", mean = "60 h" })"},
    DistributionRow{"erlang", DistributionKind::erlang, DistributionUse::durations, erlang,
                    "Sum of k exponential phases; the larger k, the more regular.", R"({ dist = "erlang", k = 3, mean = "1 h" })"},
    DistributionRow{"gamma", DistributionKind::gamma, DistributionUse::durations, mean_and_cv, "Work and transit times of any variability.",
                    R"({ dist = "gamma", mean = "2 h", cv = 0.4 })"},
    DistributionRow{"lognormal", DistributionKind::lognormal, DistributionUse::durations, mean_and_cv,
                    "Repair and lead times: mostly short, now and then very long.", R"({ dist = "lognormal", mean = "2 h", cv = 1 })"},
    DistributionRow{"weibull", DistributionKind::weibull, DistributionUse::durations, weibull, "Time to failure of things that age.",
                    R"({ dist = "weibull", shape = 1.5, mean = "80 h" })"},
    DistributionRow{"uniform", DistributionKind::uniform, DistributionUse::durations, min_and_max,
                    "Anything between two limits, all equally likely.", R"({ dist = "uniform", min = "1 h", max = "2 h" })"},
    DistributionRow{"triangular", DistributionKind::triangular, DistributionUse::durations, min_mode_max,
                    "An estimate by least, most likely and most.", R"({ dist = "triangular", min = "1 h", mode = "2 h", max = "4 h" })"},
    DistributionRow{"pert", DistributionKind::pert, DistributionUse::durations, min_mode_max,
                    "As triangular, with less weight on the limits.", R"({ dist = "pert", min = "1 h", mode = "2 h", max = "4 h" })"},
    DistributionRow{"normal", DistributionKind::normal, DistributionUse::durations, normal, "Bell curve; negative values are drawn again.",
                    R"({ dist = "normal", mean = "1 h", sd = "10 min" })"},
    DistributionRow{"hyperexponential", DistributionKind::hyperexponential, DistributionUse::durations, hyperexponential,
                    "One of two exponentials, such as small and large repairs.",
                    R"({ dist = "hyperexponential", p = 0.3, means = ["1 h", "5 h"] })"},
    DistributionRow{"geometric", DistributionKind::geometric, DistributionUse::durations, geometric,
                    "1, 2, 3 … whole units, each the last with chance p.", R"({ dist = "geometric", p = 0.1, unit = "1 min" })"},
    DistributionRow{"empirical", DistributionKind::empirical, DistributionUse::both, empirical,
                    "Values that were observed, as often as they were.",
                    R"({ dist = "empirical", values = ["1 h", "2 h"], weights = [3, 1] })"},
    DistributionRow{"poisson", DistributionKind::poisson, DistributionUse::counts, exponential,
                    "How many of many independent chances come true.", R"({ dist = "poisson", mean = 3 })"},
    DistributionRow{"uniform-int", DistributionKind::uniform_int, DistributionUse::counts, min_and_max,
                    "Whole numbers between two limits, both included.", R"({ dist = "uniform-int", min = 1, max = 6 })"},
};

/// Whether one value lies in its parameter's range; NaN and infinity never do.
bool in_range(const DistributionParameter& parameter, double value) {
    if (!std::isfinite(value) || value > parameter.high) return false;
    return parameter.low_is_allowed ? value >= parameter.low : value > parameter.low;
}

std::string range_text(const DistributionParameter& parameter) {
    if (parameter.name == "p") return parameter.low_is_allowed ? "must be between 0 and 1" : "must be above 0 and at most 1";
    if (parameter.name == "k") return "must be between 1 and 1000000";
    if (parameter.name == "shape") return "must be at least 0.02";
    if (parameter.low == -no_limit) return "must be a finite number";
    return parameter.low_is_allowed ? "must not be negative" : "must be above 0";
}

bool all_in_range(const DistributionParameter& parameter, const DistributionSpec& spec) {
    if (parameter.number != nullptr) return in_range(parameter, spec.*parameter.number);
    if (parameter.whole != nullptr) return in_range(parameter, spec.*parameter.whole);
    return std::ranges::all_of(spec.*parameter.list, [&](double value) { return in_range(parameter, value); });
}

std::optional<ParameterFault> list_fault(const DistributionSpec& spec) {
    if (spec.kind == DistributionKind::hyperexponential && spec.means.size() != 2) return ParameterFault{"means", "must be two values"};
    if (spec.kind != DistributionKind::empirical) return {};
    if (spec.values.empty()) return ParameterFault{"values", "must not be empty"};
    if (spec.weights.empty()) return {};
    if (spec.weights.size() != spec.values.size()) return ParameterFault{"weights", "must be as many as values"};
    if (std::ranges::all_of(spec.weights, [](double weight) { return weight == 0; })) return ParameterFault{"weights", "must not all be 0"};
    return {};
}

std::optional<ParameterFault> order_fault(const DistributionSpec& spec) {
    const bool has_mode = spec.kind == DistributionKind::triangular || spec.kind == DistributionKind::pert;
    const bool has_limits = has_mode || spec.kind == DistributionKind::uniform || spec.kind == DistributionKind::uniform_int;
    if (has_limits && spec.min > spec.max) return ParameterFault{"min", "must not be above max"};
    if (has_mode && spec.mode < spec.min) return ParameterFault{"mode", "must not be below min"};
    if (has_mode && spec.mode > spec.max) return ParameterFault{"mode", "must not be above max"};
    if (spec.kind != DistributionKind::uniform_int) return {};
    if (spec.min != std::floor(spec.min)) return ParameterFault{"min", "must be a whole number"};
    if (spec.max != std::floor(spec.max)) return ParameterFault{"max", "must be a whole number"};
    return {};
}

}  // namespace

std::span<const DistributionRow> all_distributions() { return rows; }

const DistributionRow* find_distribution(std::string_view name) {
    const auto* const found = std::ranges::find(rows, name, &DistributionRow::name);
    return found == rows.end() ? nullptr : found;
}

std::optional<ParameterFault> parameter_fault(const DistributionSpec& spec) {
    if (spec.kind == DistributionKind::constant) {
        if (std::isfinite(spec.mean) && spec.mean >= 0) return {};
        return ParameterFault{"value", "must not be negative"};
    }
    const auto* const row = std::ranges::find(rows, spec.kind, &DistributionRow::kind);
    for (const DistributionParameter& parameter : row->parameters)
        if (!all_in_range(parameter, spec)) return ParameterFault{parameter.name, range_text(parameter)};
    if (auto fault = list_fault(spec)) return fault;
    return order_fault(spec);
}

}  // namespace agrocap
