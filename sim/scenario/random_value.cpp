#include "scenario/random_value.hpp"

#include "random/all_distributions.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/key_habits.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace agrocap {
namespace {

constexpr std::size_t list_length_max = 100'000;

enum class Quantity : std::uint8_t { duration, count };

bool fits(const DistributionRow& row, Quantity quantity) {
    return row.use == DistributionUse::both || (row.use == DistributionUse::durations) == (quantity == Quantity::duration);
}

std::vector<std::string> names_for(Quantity quantity) {
    std::vector<std::string> names;
    for (const DistributionRow& row : all_distributions())
        if (fits(row, quantity)) names.emplace_back(row.name);
    return names;
}

/// One number in the unit of the parameter; whether it is in range is asked of the whole distribution later.
std::optional<double> read_value(const Reading& reading, const DistributionParameter& parameter, Quantity quantity) {
    if (parameter.unit == ParameterUnit::quantity && quantity == Quantity::duration) {
        const std::optional<Duration> duration = read_duration(reading, parameter.low < 0 ? Sign::any : Sign::not_negative);
        return duration ? std::optional(static_cast<double>(duration->count())) : std::nullopt;
    }
    return parameter.unit == ParameterUnit::share ? read_share(reading) : read_number(reading);
}

bool read_list(const Reading& reading, const DistributionParameter& parameter, Quantity quantity, std::vector<double>& values) {
    if (!reading.is(TomlKind::array)) {
        reading.unexpected("an array");
        return false;
    }
    if (reading.value.elements.size() > list_length_max) {
        reading.wrong(Code::distribution,
                      fmt::format("found {} values, expected {} at most", reading.value.elements.size(), list_length_max));
        return false;
    }
    bool is_fine = true;
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const Reading element = reading.element(i);
        const std::optional<double> value = read_value(element, parameter, quantity);
        is_fine &= value.has_value();
        values.push_back(value.value_or(0));
        if (value && quantity == Quantity::count && parameter.unit == ParameterUnit::quantity && *value != std::floor(*value)) {
            element.wrong(Code::distribution, fmt::format("{} is not a whole number", shown(element.value)));
            is_fine = false;
        }
    }
    return is_fine;
}

bool read_parameter(const Reading& reading, const DistributionParameter& parameter, Quantity quantity, DistributionSpec& spec) {
    if (parameter.list != nullptr) return read_list(reading, parameter, quantity, spec.*parameter.list);
    if (parameter.whole != nullptr) {
        const std::optional<std::int64_t> value = read_integer(reading);
        // Beyond an int it is out of range in any case.
        if (value) spec.*parameter.whole = static_cast<int>(std::clamp<std::int64_t>(*value, -1, std::numeric_limits<int>::max()));
        return value.has_value();
    }
    const std::optional<double> value = read_value(reading, parameter, quantity);
    if (value) spec.*parameter.number = *value;
    return value.has_value();
}

/// What all parameters together say: ranges, order, lengths of lists.
bool check_parameters(const Reading& reading, const DistributionSpec& spec) {
    const std::optional<ParameterFault> fault = parameter_fault(spec);
    if (!fault) return true;
    const std::string key(fault->parameter);
    const TomlValue* value = reading.value.find(key);
    const Reading place = value != nullptr ? reading.member(key, *value) : reading;
    const std::string found = place.value.kind == TomlKind::array || place.value.is_table() ? "`" + key + "`" : shown(place.value);
    place.wrong(Code::distribution, found + " " + fault->found_and_expected);
    return false;
}

bool is_fixed(const TomlValue& dist) {
    return dist.kind == TomlKind::text && (dist.text == "constant" || dist.text == "fixed" || dist.text == "deterministic");
}

std::optional<DistributionSpec> read_distribution(const Reading& reading, Quantity quantity) {
    const TomlValue* dist = reading.value.find("dist");
    if (dist == nullptr) {
        for (const auto& [key, value] : reading.value.members) {
            if (key_habit("random", key) == nullptr) continue;
            reading.unknown_key(key, {"dist"}, "random");
            return std::nullopt;
        }
        reading.missing_key("dist", quantity == Quantity::duration ? "for example { dist = \"exponential\", mean = \"1 h\" }"
                                                                   : "for example { dist = \"poisson\", mean = 3 }");
        return std::nullopt;
    }
    const DistributionRow* row = dist->kind == TomlKind::text ? find_distribution(dist->text) : nullptr;
    if (row == nullptr || !fits(*row, quantity)) {
        const Reading word = reading.member("dist", *dist);
        if (is_fixed(*dist))
            word.wrong(Code::no_such_word, fmt::format("found {}: what does not vary has no distribution", shown(*dist)),
                       quantity == Quantity::duration ? "a fixed time stands alone: \"2 h\"" : "a fixed count stands alone: 3");
        else
            word.unknown_word(names_for(quantity));
        return std::nullopt;
    }
    DistributionSpec spec;
    spec.kind = row->kind;
    bool is_fine = true;
    std::vector<std::string> keys{"dist"}, meant;
    for (const DistributionParameter& parameter : row->parameters) keys.emplace_back(parameter.name);
    for (const auto& [key, value] : reading.value.members) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
        meant.push_back(reading.unknown_key(key, keys, std::string(row->name)));
        is_fine = false;
    }
    for (const DistributionParameter& parameter : row->parameters) {
        const std::string key(parameter.name);
        if (const TomlValue* value = reading.value.find(key)) {
            is_fine &= read_parameter(reading.member(key, *value), parameter, quantity, spec);
        } else if (parameter.required) {
            if (std::find(meant.begin(), meant.end(), key) == meant.end())
                reading.missing_key(key, "for example " + std::string(row->example));
            is_fine = false;
        }
    }
    return is_fine && check_parameters(reading, spec) ? std::optional(std::move(spec)) : std::nullopt;
}

}  // namespace

std::optional<DistributionSpec> read_random_duration(const Reading& reading) {
    if (reading.value.is_table()) return read_distribution(reading, Quantity::duration);
    const std::optional<Duration> fixed = read_duration(reading, Sign::not_negative);
    return fixed ? std::optional(DistributionSpec::fixed(static_cast<double>(fixed->count()))) : std::nullopt;
}

std::optional<DistributionSpec> read_random_count(const Reading& reading) {
    if (reading.value.is_table()) return read_distribution(reading, Quantity::count);
    const std::optional<std::int64_t> fixed = read_integer(reading);
    return fixed ? std::optional(DistributionSpec::fixed(static_cast<double>(*fixed))) : std::nullopt;
}

}  // namespace agrocap
