#pragma once

#include "stats/estimate.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// The unit in which a column of yearly money is shown to people.
struct MoneyUnit {
    double size = 1;   // of one shown unit, in the scenario's currency
    std::string text;  // "million USD/y"
};

/// The unit that leaves the largest amount two to five digits before the point: plain up to 100 000, thousands up to ten million, then
/// millions.
MoneyUnit money_unit(double largest, const std::string& currency);

/// The unit in which a column of a metric is shown to people: money as above, all else as it is. `unit`: the metric's.
MoneyUnit unit_shown(const std::string& unit, double largest, const std::string& currency);

/// Shares in per cent, all else as it is.
MoneyUnit per_cent_of_share(const std::string& unit);

/// The unit of a metric where numbers stand as they are: "USD/y" for "money/y".
std::string plain_unit(const std::string& unit, const std::string& currency);

/// A value and an estimate of a metric, as so many of the shown unit.
std::optional<double> in_unit(std::optional<double> value, const MoneyUnit& unit);
Estimate in_unit(Estimate estimate, const MoneyUnit& unit);

}  // namespace agrocap
