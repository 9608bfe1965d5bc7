#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agrocap {

/// One character of a text: its code point, and the bytes that it takes; 0 bytes = what stands there is not UTF-8.
struct Character {
    char32_t code = 0;
    std::size_t bytes = 0;
};

/// The character that begins at byte `at`. Requires: `at` is within the text. Source: RFC 3629, section 4.
Character character_at(std::string_view text, std::size_t at);

/// Whether the byte goes on with a character instead of beginning one.
constexpr bool goes_on(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u; }

/// The first `bytes` of the text, or one to three fewer, so that no character is cut.
std::string_view cut_between_characters(std::string_view text, std::size_t bytes);

}  // namespace agrocap
