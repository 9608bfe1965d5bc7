#include "report/money_unit.hpp"

#include <cmath>

namespace agrocap {

MoneyUnit money_unit(double largest, const std::string& currency) {
    const double amount = std::abs(largest);
    if (amount >= 1e7) return {1e6, "million " + currency + "/y"};
    if (amount >= 1e5) return {1e3, "thousand " + currency + "/y"};
    return {1, currency + "/y"};
}

MoneyUnit unit_shown(const std::string& unit, double largest, const std::string& currency) {
    return unit == "money/y" ? money_unit(largest, currency) : MoneyUnit{1, unit};
}

}  // namespace agrocap
