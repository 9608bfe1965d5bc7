#include "scenario/reading.hpp"

#include "base/utf8.hpp"
#include "scenario/key_habits.hpp"
#include "scenario/latin_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace agrocap {
namespace {

std::string nearest_hint(const std::string& word, const std::vector<std::string>& known) {
    constexpr std::size_t begun_least = 3;  // letters: "tri", "exp"
    const std::string nearest = begun_or_nearest_name(word, known, begun_least);
    return nearest.empty() ? "" : fmt::format("did you mean {}?", toml_quoted(nearest));
}

std::string shortened(const std::string& text) {
    constexpr std::size_t length_max = 60;
    if (text.size() <= length_max) return text;
    return std::string(cut_between_characters(text, length_max)) + "…";
}

}  // namespace

std::string shown(const TomlValue& value) {
    if (value.kind == TomlKind::table) return value.members.empty() ? "an empty table" : "a table";
    if (value.kind == TomlKind::array) return value.elements.empty() ? "an empty array" : "an array";
    return shortened(toml_text(value));
}

std::string shown_text(std::string_view text) { return shortened(toml_quoted(text)); }

void Reading::unexpected(const std::string& expected, std::string hint) const {
    wrong(Code::value_type, fmt::format("found {}, expected {}", shown(value), expected), std::move(hint));
}

std::string Reading::unknown_key(const std::string& key, const std::vector<std::string>& known, const std::string& table) const {
    const KeyHabit* habit = key_habit(table, key);
    std::string meant = habit != nullptr ? std::string(habit->key) : nearest_name(key, known);
    std::string hint = habit != nullptr ? std::string(habit->hint) : "";
    if (hint.empty() && !meant.empty()) hint = fmt::format("did you mean {}?", toml_quoted(meant));
    if (hint.empty() && !known.empty()) hint = fmt::format("known here: {}", fmt::join(known, ", "));
    const TomlValue* member = value.find(key);
    problems.error(Code::no_such_key, member != nullptr ? member->key_at : value.at, joined_path(path, key),
                   fmt::format("unknown key {}", shown_text(key)), std::move(hint));
    return meant;
}

void Reading::missing_key(const std::string& key, const std::string& hint) const {
    problems.error(Code::missing_key, value.at, joined_path(path, key), fmt::format("the key {} is missing", toml_quoted(key)), hint);
}

void Reading::unknown_word(const std::vector<std::string>& known) const {
    std::vector<std::string> quoted;
    quoted.reserve(known.size());
    for (const std::string& word : known) quoted.push_back(toml_quoted(word));
    wrong(Code::no_such_word,
          fmt::format("found {}, expected {}{}", shown(value), quoted.size() > 1 ? "one of " : "", fmt::join(quoted, ", ")),
          value.kind == TomlKind::text ? nearest_hint(value.text, known) : "");
}

const std::string* Reading::as_text(const std::string& expected) const {
    if (value.kind == TomlKind::text) return &value.text;
    unexpected(expected);
    return nullptr;
}

bool is_id(const std::string& text) {
    const auto small = [](char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'); };
    return !text.empty() && small(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char letter) { return small(letter) || letter == '-'; });
}

std::string id_of(const std::string& text) {
    const std::string lookalike = without_lookalikes(text);
    std::string meant = in_latin_letters(lookalike.empty() ? text : lookalike);
    for (char& letter : meant)
        if (letter == ' ' || letter == '_') letter = '-';
    return is_id(meant) && meant != text ? meant : "";
}

std::string id_hint(const std::string& text) {
    const std::string meant = id_of(text);
    if (meant.empty()) return {};
    return without_lookalikes(text).empty() ? fmt::format("write \"{}\"", meant)
                                            : fmt::format("a letter here is Cyrillic and only looks Latin: type \"{}\" anew", meant);
}

}  // namespace agrocap
