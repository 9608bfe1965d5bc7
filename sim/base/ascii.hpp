#pragma once

#include <string>
#include <string_view>

namespace agrocap {

// The letters of keys, numbers and units, whatever the locale says: those of <cctype> ask it.

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
constexpr bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }
constexpr bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

inline std::string in_small_letters(std::string_view written) {
    std::string text(written);
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

constexpr char in_capitals(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }

inline std::string in_capitals(std::string_view written) {
    std::string text(written);
    for (char& letter : text) letter = in_capitals(letter);
    return text;
}

}  // namespace agrocap
