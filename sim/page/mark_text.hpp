#pragma once

#include "stats/estimate.hpp"

#include <string>

namespace agrocap {

/// Numbers as a sentence has them: "15 606 ± 47 units/y", with the digits that the half-width earns; "43.5 %" of a share.
std::string estimate_text(const Estimate& estimate, const std::string& unit);

/// About three significant digits: "1 340", "0.82".
std::string amount_text(double amount);

/// A share from 0 to 1 as "43.5 %".
std::string per_cent_text(double share);

/// A value of a metric in words: shares in per cent, all else with its unit.
std::string value_text(double value, const std::string& unit);

}  // namespace agrocap
