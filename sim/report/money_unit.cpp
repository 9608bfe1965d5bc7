#include "report/money_unit.hpp"

#include <cmath>
#include <string_view>

namespace agrocap {

namespace {

constexpr std::string_view any_money = "money";

}  // namespace

MoneyUnit money_unit(double largest, const std::string& currency) {
    const double amount = std::abs(largest);
    if (amount >= 1e7) return {1e6, "million " + currency + "/y"};
    if (amount >= 1e5) return {1e3, "thousand " + currency + "/y"};
    return {1, currency + "/y"};
}

MoneyUnit unit_shown(const std::string& unit, double largest, const std::string& currency) {
    return unit == "money/y" ? money_unit(largest, currency) : MoneyUnit{1, unit};
}

MoneyUnit per_cent_of_share(const std::string& unit) { return unit == "share" ? MoneyUnit{0.01, "%"} : MoneyUnit{1, unit}; }

std::string plain_unit(const std::string& unit, const std::string& currency) {
    return unit.starts_with(any_money) ? currency + unit.substr(any_money.size()) : unit;
}

std::optional<double> in_unit(std::optional<double> value, const MoneyUnit& unit) {
    return value ? std::optional(*value / unit.size) : value;
}

Estimate in_unit(Estimate estimate, const MoneyUnit& unit) {
    for (std::optional<double>* value : {&estimate.mean, &estimate.half_width}) *value = in_unit(*value, unit);
    return estimate;
}

}  // namespace agrocap
