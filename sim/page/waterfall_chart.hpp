#pragma once

#include "experiment/comparison.hpp"
#include "explain/explanation.hpp"
#include "page/floor_charts.hpp"

#include <string>

namespace agrocap {

/// From nominal capacity to output: a step a loss.
Chart waterfall_chart(const Account& account);

/// From the base to a what-if: a step a change, from nothing to the difference. Changes that bring nothing are counted in the sentence.
/// Requires: at least one effect.
SaidChart change_chart(const ChangeAccount& account, const Estimate& difference, const std::string& unit);

}  // namespace agrocap
