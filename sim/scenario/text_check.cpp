#include "scenario/text_check.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <vector>

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
        } else if (!goes_on(letter)) {
            ++at.column;
        }
    }
    void step(std::size_t count) {
        while (count-- > 0 && !ended()) step();
    }
};

bool check_characters(Cursor cursor, Diagnostics& diagnostics) {
    while (!cursor.ended()) {
        if (const char letter = cursor.text[cursor.next]; letter > 0) {  // most of a text
            cursor.step();
            continue;
        }
        const std::size_t size = character_at(cursor.text, cursor.next).bytes;
        if (size == 0) {
            diagnostics.error(Code::not_utf8, cursor.at, "",
                              fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(cursor.text[cursor.next])),
                              "save the file as UTF-8 text");
            return false;
        }
        if (cursor.text[cursor.next] == '\0') {
            diagnostics.error(Code::not_utf8, cursor.at, "", "a NUL byte in a text file", "save the file as UTF-8 text");
            return false;
        }
        cursor.step(size);
    }
    return true;
}

/// Moves behind a string that starts here, with the rules of TOML 1.0 for all four kinds. Gives false if it has no end.
bool skip_string(Cursor& cursor) {
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
            return true;
        }
        if (!is_long && cursor.sees("\n")) return false;  // the parser will say so
        cursor.step(quote == '"' && cursor.sees("\\") ? 2 : 1);
    }
    return false;
}

void skip_comment(Cursor& cursor) {
    while (!cursor.ended() && !cursor.sees("\n")) cursor.step();
}

bool is_key_letter(char letter) { return is_letter(letter) || is_digit(letter) || letter == '-' || letter == '_'; }

/// Whether a table header starts here that has no key after its bracket; `cursor` moves to where the key should be.
bool lacks_key(Cursor& cursor) {
    cursor.step(cursor.sees("[[") ? 2 : 1);
    while (!cursor.ended() && is_blank(cursor.text[cursor.next])) cursor.step();
    return !cursor.ended() && !is_key_letter(cursor.text[cursor.next]) && !cursor.sees("\"") && !cursor.sees("'");
}

/// A bracket that waits for its end.
struct OpenBracket {
    char letter = '[';
    SourceSpan at;
    bool is_header = false;
};

bool refuse_unclosed(const OpenBracket& bracket, Diagnostics& diagnostics) {
    diagnostics.error(Code::toml_syntax, bracket.at, "", "not TOML: this bracket is never closed",
                      bracket.is_header ? "a table's header ends with a bracket in the same line: [item.tractor]" : "an array ends with ]");
    return false;
}

/// Whether every `[header]` begins with a key, no "}" closes a "[", and no "[" stays open. toml++ 3.3 takes the first two for granted in
/// places, and what it does otherwise is undefined; of the third it complains far below.
bool check_brackets(Cursor cursor, Diagnostics& diagnostics) {
    if (cursor.sees("\xEF\xBB\xBF")) cursor.next = 3;  // a byte-order mark
    std::vector<OpenBracket> open;
    bool at_line_start = true;
    while (!cursor.ended()) {
        const char letter = cursor.text[cursor.next];
        if (letter == '"' || letter == '\'') {
            if (!skip_string(cursor)) return true;  // the parser complains of it, and brackets beyond mean nothing
            at_line_start = false;
            continue;
        }
        if (letter == '#') {
            skip_comment(cursor);
            continue;
        }
        const bool in_array = !open.empty() && open.back().letter == '[';
        if (in_array && letter == '\n' && open.front().is_header) return refuse_unclosed(open.front(), diagnostics);
        if (in_array && at_line_start && !is_blank(letter) && begins_anew(cursor.text.substr(cursor.next)))
            return refuse_unclosed(open.back(), diagnostics);
        const bool is_header = letter == '[' && at_line_start && open.empty();
        if (Cursor key = cursor; is_header && lacks_key(key)) {
            diagnostics.error(Code::toml_syntax, key.at, "", "not TOML: expected a key after the \"[\" of a table header");
            return false;
        }
        if (letter == '}' && in_array) {
            diagnostics.error(Code::toml_syntax, cursor.at, "", "not TOML: expected \"]\" before \"}\"");
            return false;
        }
        if (letter == '[' || letter == '{') open.push_back({letter, cursor.at, is_header});
        if ((letter == ']' || letter == '}') && !open.empty()) open.pop_back();
        at_line_start = letter == '\n' || (at_line_start && is_blank(letter));
        cursor.step();
    }
    return open.empty() || open.back().letter == '{' || refuse_unclosed(open.back(), diagnostics);
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
            diagnostics.error(Code::toml_syntax, here, "", fmt::format("brackets are nested more than {} deep", nesting_max));
            return false;
        }
        if (dots >= key_parts_max) {
            diagnostics.error(Code::toml_syntax, here, "", fmt::format("a key has more than {} parts", key_parts_max));
            return false;
        }
        if (values > values_max || dotted_keys > dotted_keys_max) {
            diagnostics.error(Code::file_too_large, here, "",
                              fmt::format("the file has more than {} values or {} dotted keys", values_max, dotted_keys_max));
            return false;
        }
    }
    return true;
}

}  // namespace

bool check_text(std::string_view text, std::uint32_t file, Diagnostics& diagnostics) {
    const SourceSpan start{file, 1, 1};
    if (text.size() > file_bytes_max) {
        diagnostics.error(Code::file_too_large, {file, 0, 0}, "", fmt::format("the file is larger than {} MB", file_bytes_max >> 20));
        return false;
    }
    const Cursor cursor{text, 0, start};
    return check_characters(cursor, diagnostics) && check_shape(cursor, diagnostics) && check_brackets(cursor, diagnostics);
}

bool begins_anew(std::string_view line) {
    line = trimmed(line.substr(0, line.find('\n')));
    const bool is_header = line.starts_with('[');
    if (is_header) line.remove_prefix(line.starts_with("[[") ? 2 : 1);
    const auto is_part = [](char letter) { return is_key_letter(letter) || letter == '.' || letter == '"'; };
    const auto end = static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_part) - line.begin());
    const std::string_view key = line.substr(0, end);
    const std::string_view behind = trimmed(line.substr(end));
    // In an array a value may look like a header of one word: [true], [inf] or ["a"].
    const bool is_path =
        !key.empty() && std::isalpha(static_cast<unsigned char>(key.front())) != 0 && key.find('.') != std::string_view::npos;
    return is_header ? is_path && behind.starts_with(']') : !key.empty() && behind.starts_with('=');
}

}  // namespace agrocap
