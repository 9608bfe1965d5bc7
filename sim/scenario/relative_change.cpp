#include "scenario/relative_change.hpp"

#include "random/all_distributions.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/number_text.hpp"
#include "scenario/random_value.hpp"
#include "scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace agrocap {
namespace {

using Fault = std::optional<std::string>;

bool is_number(const TomlValue& value) { return value.kind == TomlKind::integer || value.kind == TomlKind::real; }

double number_of(const TomlValue& value) { return value.kind == TomlKind::integer ? static_cast<double>(value.integer) : value.real; }

/// As a planner would work it out: 100 × 1.1 is 110, though the product of the doubles is not.
double rounded(double value) { return std::strtod(fmt::format("{:.15g}", value).c_str(), nullptr); }

void store_number(TomlValue& value, double number) {
    number = rounded(number);
    const bool is_count = value.kind == TomlKind::integer && number == std::floor(number) && std::abs(number) <= number_max;
    value.kind = is_count ? TomlKind::integer : TomlKind::real;
    if (is_count)
        value.integer = static_cast<std::int64_t>(number);
    else
        value.real = number;
}

/// The factor or amount as a plain number; a per cent is a share.
std::optional<double> plain(const TomlValue& amount) {
    if (is_number(amount)) return number_of(amount);
    return amount.kind == TomlKind::text ? per_cent_of(amount.text) : std::nullopt;
}

std::optional<DurationText> as_duration(const TomlValue& value) {
    return value.kind == TomlKind::text ? duration_of(value.text) : std::nullopt;
}

Fault change_number(const RelativeChange& change, TomlValue& value) {
    const std::optional<double> amount = plain(change.amount);
    if (!amount) return fmt::format("is {}, a number: the amount must be one, too, not {}", shown(value), shown(change.amount));
    store_number(value, change.kind == ChangeKind::times ? number_of(value) * *amount : number_of(value) + *amount);
    return {};
}

Fault change_per_cent(const RelativeChange& change, TomlValue& value) {
    const std::optional<double> amount = plain(change.amount);
    if (!amount) return fmt::format("is {}, a share: the amount must be one, too, not {}", shown(value), shown(change.amount));
    const double share = *per_cent_of(value.text);
    value.text = fmt::format("{:.15g} %", 100 * rounded(change.kind == ChangeKind::times ? share * *amount : share + *amount));
    return {};
}

Fault change_duration(const RelativeChange& change, TomlValue& value) {
    const DurationText written = *as_duration(value);
    if (change.kind == ChangeKind::times) {
        value.text = duration_text(written.ns() * *plain(change.amount), written.parts.back().unit);
        return {};
    }
    const std::optional<DurationText> amount = as_duration(change.amount);
    if (!amount) return fmt::format("is {}, a duration: the amount must be one, too, not {}", shown(value), shown(change.amount));
    const std::string& own = written.parts.back().unit;
    const std::string& other = amount->parts.back().unit;
    const bool own_is_finer = duration_of("1 " + own)->ns() < duration_of("1 " + other)->ns();
    value.text = duration_text(written.ns() + amount->ns(), own_is_finer ? own : other);
    return {};
}

Fault change_date(const RelativeChange& change, TomlValue& value) {
    const std::optional<DurationText> amount = as_duration(change.amount);
    const double days = amount ? amount->ns() / ns_per_day : 0;
    if (change.kind != ChangeKind::plus || !amount || days != std::floor(days) || std::abs(days) > 1e6)
        return fmt::format("is {}, a date: only whole days can be added, such as \"30 d\"", shown(value));
    value.integer += static_cast<std::int64_t>(days);
    return {};
}

/// For what is added to the mean: the factor that stretches the whole distribution so that its mean is right.
std::optional<double> stretch_for(const RelativeChange& change, const TomlValue& value) {
    if (change.kind == ChangeKind::times) return plain(change.amount);
    Diagnostics unheard;
    const std::optional<DurationText> duration = as_duration(change.amount);
    const std::optional<double> number = plain(change.amount);
    if (!duration && !number) return std::nullopt;
    const Reading reading{value, "", unheard};
    const std::optional<DistributionSpec> spec = duration ? read_random_duration(reading) : read_random_count(reading);
    const double mean = spec ? moments_of(*spec).mean : 0;
    return mean > 0 ? std::optional((mean + (duration ? duration->ns() : *number)) / mean) : std::nullopt;
}

Fault change_value(const RelativeChange& change, TomlValue& value);

/// Every parameter that is measured in the unit of the quantity is stretched alike, so that the shape stays.
Fault change_random(const RelativeChange& change, TomlValue& value) {
    const TomlValue& dist = *value.find("dist");
    const DistributionRow* row = dist.kind == TomlKind::text ? find_distribution(dist.text) : nullptr;
    const std::optional<double> stretch = row != nullptr ? stretch_for(change, value) : std::nullopt;
    if (!stretch) return fmt::format("is random, and its mean cannot be changed by {}", shown(change.amount));
    RelativeChange factor{ChangeKind::times, {}};
    factor.amount.kind = TomlKind::real;
    factor.amount.real = *stretch;
    for (const DistributionParameter& parameter : row->parameters) {
        const auto member = value.members.find(std::string(parameter.name));
        if (parameter.unit != ParameterUnit::quantity || member == value.members.end()) continue;
        if (Fault fault = change_value(factor, member->second)) return fault;
    }
    return {};
}

bool has_number(const TomlValue& value);

/// Whether it is a random count rather than a random duration.
bool is_random_count(const TomlValue& value) {
    const TomlValue& dist = *value.find("dist");
    const DistributionRow* row = dist.kind == TomlKind::text ? find_distribution(dist.text) : nullptr;
    return row != nullptr && std::any_of(row->parameters.begin(), row->parameters.end(), [&](const DistributionParameter& parameter) {
               const TomlValue* given = value.find(std::string(parameter.name));
               return parameter.unit == ParameterUnit::quantity && given != nullptr && has_number(*given);
           });
}

/// A number or a share, or something that holds one.
bool has_number(const TomlValue& value) {
    if (value.is_table() && value.find("dist") != nullptr) return is_random_count(value);
    return is_number(value) || is_per_cent(value) || std::any_of(value.elements.begin(), value.elements.end(), has_number) ||
           std::any_of(value.members.begin(), value.members.end(), [](const auto& member) { return has_number(member.second); });
}

/// Of pairs such as [date, price] or [time, speed], and of tables such as { date, units, due }, the numbers are meant.
Fault change_numbers(const RelativeChange& change, TomlValue& value) {
    if (!has_number(value)) return {};
    const bool is_random = value.is_table() && value.find("dist") != nullptr;
    if (is_random || (value.elements.empty() && value.members.empty())) return change_value(change, value);
    for (TomlValue& element : value.elements)
        if (Fault fault = change_numbers(change, element)) return fault;
    for (auto& [key, member] : value.members)
        if (Fault fault = change_numbers(change, member)) return fault;
    return {};
}

Fault change_array(const RelativeChange& change, TomlValue& array) {
    if (has_number(array)) return change_numbers(change, array);
    for (TomlValue& element : array.elements)
        if (Fault fault = change_value(change, element)) return fault;
    return {};
}

Fault change_value(const RelativeChange& change, TomlValue& value) {
    if (is_number(value)) return change_number(change, value);
    if (is_per_cent(value)) return change_per_cent(change, value);
    if (as_duration(value)) return change_duration(change, value);
    if (value.kind == TomlKind::date) return change_date(change, value);
    if (value.kind == TomlKind::array) return change_array(change, value);
    if (!value.is_table()) return fmt::format("is {}, neither a number nor a duration", shown(value));
    if (value.find("dist") != nullptr) return change_random(change, value);
    for (auto& [key, member] : value.members)
        if (Fault fault = change_value(change, member)) return fault;
    return {};
}

}  // namespace

std::optional<std::string> apply_change(const RelativeChange& change, TomlValue& value) {
    if (change.kind == ChangeKind::times && !plain(change.amount))
        return fmt::format("cannot be multiplied by {}, expected a number such as 1.1 or \"110 %\"", shown(change.amount));
    return change_value(change, value);
}

}  // namespace agrocap
