#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// The text as XML may hold it: U+FFFD in place of what is not UTF-8 or no character, and cut to what a cell takes.
std::string cell_text(std::string_view text);

/// The text as the file must have it: what would be taken for an escaped character, "_x0041_", is escaped itself.
std::string escaped_text(std::string_view text);

/// UTF-16 units of a UTF-8 text.
std::size_t utf16_units(std::string_view text);

}  // namespace agrocap
