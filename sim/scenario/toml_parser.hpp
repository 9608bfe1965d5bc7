#pragma once

#include "scenario/toml_value.hpp"

#include <optional>
#include <string_view>

namespace agrocap {

/// Parses a TOML document; `file` goes into every place. Gives nothing when it is not TOML (one error, E004, E005 or E010).
///
/// Safe for any bytes: size, UTF-8 and depth of nesting are checked before the parser sees them.
std::optional<TomlValue> parse_toml(std::string_view text, std::uint32_t file, Diagnostics& diagnostics);

/// The value that follows a `KEY=` of the command line, or nothing if it is not a TOML value. Never reports.
std::optional<TomlValue> parse_toml_value(std::string_view text);

}  // namespace agrocap
