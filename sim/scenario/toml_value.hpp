#pragma once

#include "scenario/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

enum class TomlKind : std::uint8_t { table, array, text, integer, real, boolean, date, date_time, clock_time };

/// One value of a TOML document with its place: what the reader works on, free of any TOML library.
struct TomlValue {
    TomlKind kind = TomlKind::table;
    SourceSpan at;             // of the value
    SourceSpan key_at;         // of its key, for members of a table
    std::string text;          // text; date_time and clock_time: as TOML writes them
    std::int64_t integer = 0;  // integer; boolean (0, 1); date: days since 1970-01-01; date_time: the same, if `midnight`
    double real = 0;
    bool midnight = false;                     // date_time: local, at 00:00:00
    std::map<std::string, TomlValue> members;  // table
    std::vector<TomlValue> elements;           // array

    [[nodiscard]] bool is_table() const { return kind == TomlKind::table; }
    [[nodiscard]] const TomlValue* find(const std::string& key) const {
        const auto found = members.find(key);
        return found == members.end() ? nullptr : &found->second;
    }
};

/// The value on one line as TOML, keys sorted: `{ dist = "exponential", mean = "1 h" }`.
std::string toml_text(const TomlValue& value);

/// A table as a TOML document with `[headers]`, keys sorted. Gives: text that parses to an equal table.
std::string toml_document(const TomlValue& table);

/// A key as TOML writes it: bare if it can be, quoted otherwise.
std::string toml_key(const std::string& key);

/// A text in TOML's double quotes, escaped.
std::string toml_quoted(std::string_view text);

/// The shortest decimal number that reads back as `value`, with ".0" if it is whole.
std::string toml_number(double value);

/// "2023-01-01" for days since 1970-01-01.
std::string date_text(std::int64_t day);

/// "plant.semey" + "calendar" -> "plant.semey.calendar"; keys that are not bare are quoted, "[2]" stands right behind its array.
std::string joined_path(const std::string& path, const std::string& key);

/// Splits a dotted path with optional quotes: `market."x y".fee`, `….failures[2].repair`. Gives nothing if it is not one, or has more than
/// 32 parts. An entry of an array is a part of its own, "[2]".
std::optional<std::vector<std::string>> split_path(std::string_view path);

/// The number of an entry that a part of a path names, "[2]", counted from 1 as in messages; none for a key.
std::optional<std::size_t> entry_number(const std::string& part);

}  // namespace agrocap
