#pragma once

#include "lsp/name_index.hpp"
#include "scenario/scenario.hpp"

#include <map>
#include <string>

namespace agrocap {

/// What each line could make at best and what keeps it from more, without a simulation: "≈ 4 320 a year, paint". By the path of the line.
///
/// Requires: a scenario without errors. Cost: it is compiled.
std::map<ObjectPath, std::string> line_hints(const Scenario& scenario);

}  // namespace agrocap
