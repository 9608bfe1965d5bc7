#pragma once

#include "report/json_value.hpp"
#include "scenario/scenario.hpp"

#include <string>

namespace agrocap {

/// What a target asks, as JSON: its name, metric and threshold.
Json target_terms(const std::string& name, const TargetSpec& target);

}  // namespace agrocap
