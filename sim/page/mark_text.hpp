#pragma once

#include "stats/estimate.hpp"

#include <string>

namespace agrocap {

/// Numbers as a sentence has them: "15 606 ± 47 units/y", with the digits that the half-width earns; "43.5 %" of a share.
std::string estimate_text(const Estimate& estimate, const std::string& unit);

/// About three significant digits, without zeros behind the point that say nothing: "1 340", "0.82", "5".
std::string amount_text(double amount);

/// A share from 0 to 1 as "43.5 %".
std::string per_cent_text(double share);

/// A value of a metric in words: shares in per cent, all else with its unit, "1 unit/y" of one.
std::string value_text(double value, const std::string& unit);

/// "15 606 ± 47 units a year are made": of what there is a rate of units.
std::string yearly_text(const Estimate& estimate, const std::string& participle);

/// The text as a sentence of its own: with a capital letter in front, and an end.
std::string as_sentence(std::string text);

}  // namespace agrocap
