#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace agrocap {

/// The byte that the three letters from `at` on stand for, "%41" for "A", as addresses write it (RFC 3986); nothing where they do not.
std::optional<char> escaped_byte(std::string_view text, std::size_t at);

}  // namespace agrocap
