#pragma once

#include "scenario/diagnostic.hpp"

#include <cstddef>
#include <string_view>

namespace agrocap {

inline constexpr std::size_t file_bytes_max = 16u << 20;

/// Whether a parser may see these bytes: UTF-8, no NUL, brackets nested at most 64 deep, keys of at most 32 parts, at most a million
/// values.
///
/// The limits keep memory and recursion bounded; no scenario comes near them. Errors: E004, E005, E010, one only.
bool check_text(std::string_view text, std::uint32_t file, Diagnostics& diagnostics);

/// Whether the line that starts here can only stand outside of all brackets: a key with its value, or the header of a table.
bool begins_anew(std::string_view line);

}  // namespace agrocap
