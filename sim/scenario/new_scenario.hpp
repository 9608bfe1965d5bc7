#pragma once

#include <string>

namespace agrocap {

/// A small commented scenario to start from: valid, and it runs at once.
///
/// `name` is its title and must not be empty; the text is TOML and ends with a line break.
std::string new_scenario_text(const std::string& name);

}  // namespace agrocap
