#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// What a planner most likely meant where the text is not TOML: missing quotes, a decimal comma, a forgotten header … Empty if nothing
/// is known to help.
///
/// `complaint` is the parser's own sentence, `line` the text of the line that it complains about.
std::string syntax_hint(std::string_view complaint, std::string_view line);

}  // namespace agrocap
