#include "scenario/reading.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "scenario/key_habits.hpp"
#include "scenario/latin_text.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace agrocap {
namespace {

std::string nearest_hint(const std::string& word, const std::vector<std::string>& known) {
    constexpr std::size_t begun_least = 3, alike_least = 5;  // letters: "tri", "exp"; "triangle" for "triangular"
    std::string bare = word;
    std::erase_if(bare, [](char letter) { return letter == '(' || letter == ')' || letter == ' '; });  // "(s, S)"
    if (std::find(known.begin(), known.end(), bare) != known.end()) return fmt::format("did you mean {}?", toml_quoted(bare));
    std::string nearest = begun_or_nearest_name(word, known, begun_least);
    if (nearest.empty() && word.size() >= alike_least) nearest = begun_or_nearest_name(word.substr(0, alike_least), known, alike_least);
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
    const TomlValue* member = value.find(key);
    // A table of several objects is called by one of them, whatever its plural is elsewhere: [….stations.paint].
    const bool is_plural = member != nullptr && member->is_table() && key.ends_with('s') &&
                           std::find(known.begin(), known.end(), key.substr(0, key.size() - 1)) != known.end();
    const KeyHabit* habit = is_plural ? nullptr : key_habit(table, key);
    std::string meant = is_plural ? key.substr(0, key.size() - 1) : habit != nullptr ? std::string(habit->key) : nearest_name(key, known);
    std::string hint = habit != nullptr ? std::string(habit->hint) : "";
    if (hint.empty() && !meant.empty()) hint = fmt::format("did you mean {}?", toml_quoted(meant));
    if (hint.empty() && !known.empty()) hint = fmt::format("known here: {}", fmt::join(known, ", "));
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

std::string quoted_words(std::string_view text) {
    constexpr std::string_view marks = ",;>[]\"\'";
    std::string list;
    constexpr std::string_view arrow = "\u2192";
    while (!text.empty()) {
        const std::size_t end = std::min({text.find("->"), text.find(arrow), text.find_first_of(marks), text.size()});
        const std::string_view word = trimmed(text.substr(0, end));
        if (!word.empty()) list += (list.empty() ? "" : ", ") + toml_quoted(word);
        text.remove_prefix(end);
        text.remove_prefix(text.starts_with("->") ? 2 : text.starts_with(arrow) ? arrow.size() : std::min<std::size_t>(1, text.size()));
    }
    return list;
}

std::string line_hint(std::string_view what, SourceSpan at, SourceSpan seen_from) {
    return at.file == seen_from.file ? fmt::format("{} in line {}", what, at.line) : "";
}

std::string id_hint(const std::string& text) {
    if (const std::string words = quoted_words(text); words.find(", ") != std::string::npos)
        return fmt::format("each id has quotes of its own: {}", words);
    if (const std::size_t dot = text.rfind('.'); dot != std::string::npos && is_letter(text.front()) && is_id(text.substr(dot + 1)))
        return fmt::format("an id stands without its kind: \"{}\"", text.substr(dot + 1));
    const std::string meant = id_of(text);
    if (meant.empty()) return {};
    return without_lookalikes(text).empty() ? fmt::format("write \"{}\"", meant)
                                            : fmt::format("a letter here is Cyrillic and only looks Latin: type \"{}\" anew", meant);
}

}  // namespace agrocap
