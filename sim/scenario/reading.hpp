#pragma once

#include "scenario/toml_value.hpp"

#include <string>

namespace agrocap {

/// One value being read: where it is, what its path is, and the list that takes what is wrong with it.
struct Reading {
    const TomlValue& value;
    std::string path;
    Diagnostics& problems;
    const TomlValue* within = nullptr;  // that the value, or the array it is in, is a member of: what stands beside it

    [[nodiscard]] Reading member(const std::string& key, const TomlValue& inner) const {
        return {inner, joined_path(path, key), problems, &value};
    }
    /// `position` counts from 0; messages count from 1.
    [[nodiscard]] Reading element(std::size_t position) const {
        return {value.elements[position], path + "[" + std::to_string(position + 1) + "]", problems, within};
    }

    void wrong(Code code, std::string text, std::string hint = {}) const {
        problems.error(code, value.at, path, std::move(text), std::move(hint));
    }
    /// "found 90, expected EXPECTED" (E011).
    void unexpected(const std::string& expected, std::string hint = {}) const;
    /// "unknown key" for a member of this table, with the nearest of those known (E030). `table` is the kind of table, whose habits of
    /// other programs are known. Gives: the key that was most likely meant, or an empty text.
    std::string unknown_key(const std::string& key, const std::vector<std::string>& known, const std::string& table = {}) const;
    /// "the key … is missing" (E031), placed at the table.
    void missing_key(const std::string& key, const std::string& hint = {}) const;
    /// "… is not one of …" with the nearest of them (E037).
    void unknown_word(const std::vector<std::string>& known) const;

    [[nodiscard]] bool is(TomlKind kind) const { return value.kind == kind; }
    /// A text, or E011. `expected` as in `unexpected`.
    [[nodiscard]] const std::string* as_text(const std::string& expected) const;
};

/// A value as messages show it, at most some 60 characters long.
std::string shown(const TomlValue& value);

/// The same for a text: in quotes, cut if long.
std::string shown_text(std::string_view text);

/// Whether `text` can be the id of a table: [a-z0-9][a-z0-9-]*.
bool is_id(const std::string& text);

/// A text that is no id as one: small Latin letters, hyphens for blanks. Empty if that makes none.
std::string id_of(const std::string& text);

/// What to write for a text that is no id; empty if nothing is known.
std::string id_hint(const std::string& text);

/// "weld -> paint" or "[weld, paint": the words of a list that was written as one text, each in quotes: "weld", "paint".
std::string quoted_words(std::string_view text);

/// "WHAT in line 12", or nothing if that is a line of another file.
std::string line_hint(std::string_view what, SourceSpan at, SourceSpan seen_from);

}  // namespace agrocap
