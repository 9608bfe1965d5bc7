#include "scenario/text_check.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>
#include <string>

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

void skip_comment(Cursor& cursor) {
    while (!cursor.ended() && !cursor.sees("\n")) cursor.step();
}

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

bool is_key_letter(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' || letter == '_'; }

/// Whether a table header starts here that has no key after its bracket; `cursor` moves to where the key should be.
bool lacks_key(Cursor& cursor) {
    cursor.step(cursor.sees("[[") ? 2 : 1);
    while (!cursor.ended() && is_blank(cursor.text[cursor.next])) cursor.step();
    return !cursor.ended() && !is_key_letter(cursor.text[cursor.next]) && !cursor.sees("\"") && !cursor.sees("'");
}

/// Whether every `[header]` begins with a key and no "}" closes a "[". toml++ 3.3 takes both for granted in places, and what it does
/// otherwise is undefined.
bool check_brackets(Cursor cursor, Diagnostics& diagnostics) {
    if (cursor.sees("\xEF\xBB\xBF")) cursor.next = 3;  // a byte-order mark
    std::string open;
    bool at_line_start = true;
    while (!cursor.ended()) {
        const char letter = cursor.text[cursor.next];
        if (letter == '"' || letter == '\'') {
            skip_string(cursor);
            at_line_start = false;
            continue;
        }
        if (letter == '#') {
            skip_comment(cursor);
            continue;
        }
        Cursor key = cursor;
        if (letter == '[' && at_line_start && open.empty() && lacks_key(key)) {
            diagnostics.error(10, key.at, "", "not TOML: expected a key after the \"[\" of a table header");
            return false;
        }
        if (letter == '}' && !open.empty() && open.back() == '[') {
            diagnostics.error(10, cursor.at, "", "not TOML: expected \"]\" before \"}\"");
            return false;
        }
        if (letter == '[' || letter == '{') open += letter;
        if ((letter == ']' || letter == '}') && !open.empty()) open.pop_back();
        at_line_start = letter == '\n' || (at_line_start && is_blank(letter));
        cursor.step();
    }
    return true;
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
            skip_comment(cursor);
            continue;
        }
        if (letter == '[' || letter == '{') ++nesting;
        if ((letter == ']' || letter == '}') && nesting > 0) --nesting;
        if (letter == ',' || letter == '=') ++values;
        if (letter == '=' && dots > 0) ++dotted_keys;
        if (letter == '.')
            ++dots;
        else if (!is_key_letter(letter) && !is_blank(letter))
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
    return check_characters(cursor, diagnostics) && check_shape(cursor, diagnostics) && check_brackets(cursor, diagnostics);
}

}  // namespace agrocap
