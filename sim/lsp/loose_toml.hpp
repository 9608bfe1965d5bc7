#pragma once

#include "lsp/line_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// One part of a dotted key: `semey` of plant.semey. An empty one stands where a part is still to be typed.
struct LooseKey {
    std::string text;  // without quotes
    TextStretch at;    // with them

    /// What is between the quotes.
    [[nodiscard]] TextStretch inside() const {
        const std::size_t quote = at.end - at.begin > text.size() ? 1 : 0;
        return {at.begin + quote, at.begin + quote + text.size()};
    }
};

struct LooseEntry;

/// What stands, or begins to stand, where a value should.
struct LooseValue {
    enum class Kind : std::uint8_t { missing, text, word, array, table };

    Kind kind = Kind::missing;
    TextStretch at;           // with quotes and brackets; where it is missing, the place where it should begin
    std::string text;         // a text without its quotes, with its escapes as written; a word as it stands
    std::uint8_t quotes = 0;  // of a text: how many begin it
    bool is_whole = false;    // its closing quote or bracket is there
    std::vector<LooseEntry> members;
    std::vector<LooseValue> elements;

    /// What is between the quotes of a text; all of another value.
    [[nodiscard]] TextStretch inside() const {
        return kind == Kind::text ? TextStretch{at.begin + quotes, at.begin + quotes + text.size()} : at;
    }
};

/// A key and its value, on a line or in braces.
struct LooseEntry {
    std::vector<LooseKey> key;
    bool has_equals = false;
    LooseValue value;
    TextStretch at;  // up to the end of its value; one with nothing behind its equals sign up to the end of the line
};

/// A header with the entries below it. The first of a document has no header.
struct LooseTable {
    std::vector<LooseKey> path;
    TextStretch header;     // with brackets
    bool is_whole = false;  // its closing bracket is there
    std::vector<LooseEntry> entries;
    std::size_t end = 0;  // of its last entry, or of its header
};

/// A TOML document as far as it can be made out: every line stands for itself, so that what is broken hides nothing but itself.
struct LooseDocument {
    std::vector<LooseTable> tables;
    std::vector<TextStretch> comments;  // each from its # to the end of its line
};

/// Reads any bytes in one pass. Never fails.
LooseDocument loose_toml(std::string_view text);

}  // namespace agrocap
