#include "scenario/text_check.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>

namespace agrocap {
namespace {

constexpr int nesting_max = 64;
constexpr int key_parts_max = 32;
constexpr int values_max = 1'000'000;
constexpr int dotted_keys_max = 50'000;  // toml++ 3.3 searches a list of them for each: quadratic

/// Walks over text and knows the line and column (in characters) it is at.
struct Cursor {
    std::string_view text;
    std::size_t next = 0;
    SourceSpan at;

    [[nodiscard]] bool ended() const { return next >= text.size(); }
    [[nodiscard]] bool sees(std::string_view word) const { return text.substr(next, word.size()) == word; }
    void step() {
        const char letter = text[next++];
        if (letter == '\n') {
            ++at.line;
            at.column = 1;
        } else if ((static_cast<unsigned char>(letter) & 0xC0) != 0x80) {
            ++at.column;
        }
    }
    void step(std::size_t count) {
        while (count-- > 0 && !ended()) step();
    }
};

/// Bytes of the character that starts here, or 0 if it is not UTF-8. Source: RFC 3629, section 4.
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) { return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0u; };
    const auto follows = [&](std::size_t offset) { return (byte(offset) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!follows(1) || !follows(2) || (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F)) return 0;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3) || (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F)) return 0;
        return 4;
    }
    return 0;
}

bool check_characters(Cursor cursor, Diagnostics& diagnostics) {
    while (!cursor.ended()) {
        const std::size_t size = character_size(cursor.text, cursor.next);
        if (size == 0) {
            diagnostics.error(5, cursor.at, "",
                              fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(cursor.text[cursor.next])),
                              "save the file as UTF-8 text");
            return false;
        }
        if (cursor.text[cursor.next] == '\0') {
            diagnostics.error(5, cursor.at, "", "a NUL byte in a text file", "save the file as UTF-8 text");
            return false;
        }
        cursor.step(size);
    }
    return true;
}

/// Moves behind a string that starts here, with the rules of TOML 1.0 for all four kinds.
void skip_string(Cursor& cursor) {
    const char quote = cursor.text[cursor.next];
    const std::string_view one = quote == '"' ? "\"" : "'";
    const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
    const bool is_long = cursor.sees(three);
    const std::string_view end = is_long ? three : one;
    cursor.step(end.size());
    while (!cursor.ended()) {
        if (cursor.sees(end)) {
            cursor.step(end.size());
            // A long string may end in up to two quotes of its own.
            while (is_long && cursor.sees(one)) cursor.step();
            return;
        }
        if (!is_long && cursor.sees("\n")) return;  // unfinished: the parser will say so
        cursor.step(quote == '"' && cursor.sees("\\") ? 2 : 1);
    }
}

bool check_shape(Cursor cursor, Diagnostics& diagnostics) {
    int nesting = 0, dots = 0, values = 0, dotted_keys = 0;
    while (!cursor.ended()) {
        const char letter = cursor.text[cursor.next];
        const SourceSpan here = cursor.at;
        if (letter == '"' || letter == '\'') {
            skip_string(cursor);
            continue;
        }
        if (letter == '#') {
            while (!cursor.ended() && !cursor.sees("\n")) cursor.step();
            continue;
        }
        if (letter == '[' || letter == '{') ++nesting;
        if ((letter == ']' || letter == '}') && nesting > 0) --nesting;
        if (letter == ',' || letter == '=') ++values;
        if (letter == '=' && dots > 0) ++dotted_keys;
        if (letter == '.')
            ++dots;
        else if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '-' && letter != '_' && letter != ' ' && letter != '\t')
            dots = 0;
        cursor.step();
        if (nesting > nesting_max) {
            diagnostics.error(10, here, "", fmt::format("brackets are nested more than {} deep", nesting_max));
            return false;
        }
        if (dots >= key_parts_max) {
            diagnostics.error(10, here, "", fmt::format("a key has more than {} parts", key_parts_max));
            return false;
        }
        if (values > values_max || dotted_keys > dotted_keys_max) {
            diagnostics.error(4, here, "", fmt::format("the file has more than {} values or {} dotted keys", values_max, dotted_keys_max));
            return false;
        }
    }
    return true;
}

}  // namespace

bool check_text(std::string_view text, std::uint32_t file, Diagnostics& diagnostics) {
    const SourceSpan start{file, 1, 1};
    if (text.size() > file_bytes_max) {
        diagnostics.error(4, {file, 0, 0}, "", fmt::format("the file is larger than {} MB", file_bytes_max >> 20));
        return false;
    }
    const Cursor cursor{text, 0, start};
    return check_characters(cursor, diagnostics) && check_shape(cursor, diagnostics);
}

}  // namespace agrocap
