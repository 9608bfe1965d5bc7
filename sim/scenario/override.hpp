#pragma once

#include "scenario/toml_value.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// Applies one `PATH=VALUE`, `PATH*=FACTOR` or `PATH+=AMOUNT`; `place` is where the option stands, `files` the names for places in hints.
///
/// Tables on the way are made as needed, but no object that has a name of its own: a misspelt plant would be another scenario without a
/// word. Errors: E021, E034.
void apply_override(TomlValue& root, const std::string& option, SourceSpan place, const std::vector<std::string>& files,
                    Diagnostics& diagnostics);

}  // namespace agrocap
