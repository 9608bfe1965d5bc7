#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// The same document laid out as the scenarios of this project are: one blank around an equals sign (more where several stand below each
/// other), behind a comma and within braces, none at the ends of lines, at most one empty line in a row. Comments stay, each in its column
/// as far as that is free; what is in quotes and how arrays are broken into lines stays, too.
///
/// Gives nothing for a text that is no TOML. Laying out twice changes nothing more.
std::optional<std::string> tidy_text(std::string_view text);

}  // namespace agrocap
