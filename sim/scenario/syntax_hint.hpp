#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace agrocap {

/// What to write instead, for mistakes that planners make often; empty if nothing is known.
///
/// `complaint` is the parser's own sentence, `line` the line that it stopped in, `column` the character there, from 1.
std::string syntax_hint(std::string_view complaint, std::string_view line, std::uint32_t column);

/// What to write for a date such as 31.12.2023, 1 June 2024 or 01/02/2024, both readings where there are two; empty for other texts.
std::string date_hint(std::string_view text);

}  // namespace agrocap
