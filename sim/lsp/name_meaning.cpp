#include "lsp/name_meaning.hpp"

#include "lsp/schema_place.hpp"
#include "scenario/metric_table.hpp"
#include "scenario/object_path.hpp"

#include <algorithm>

namespace agrocap {

namespace {

using Defined = std::set<ObjectPath>;

ObjectPath beginning(const ObjectPath& path, std::size_t count) {
    return {path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count)};
}

ObjectPath longer(ObjectPath path, std::initializer_list<std::string> more) {
    path.insert(path.end(), more);
    return path;
}

bool is_in_plant(const ObjectPath& scope) { return scope.size() >= 2 && scope[0] == "plant"; }

bool is_in_line(const ObjectPath& scope) { return is_in_plant(scope) && scope.size() >= 4 && scope[2] == "line"; }

/// The tables that a capital word of a metric's pattern chooses from, given the words before it.
std::vector<ObjectPath> tables_of_word(const std::string& word, const std::vector<std::string>& pattern,
                                       const std::vector<std::string>& words) {
    const auto id_of_word = [&](const char* wanted) {
        const auto found = static_cast<std::size_t>(std::find(pattern.begin(), pattern.end(), wanted) - pattern.begin());
        return found < words.size() ? words[found] : std::string();
    };
    if (word == "LINE") return {{"plant", id_of_word("PLANT"), "line"}};
    if (word == "STATION") return {{"plant", id_of_word("PLANT"), "line", id_of_word("LINE"), "station"}};
    if (word == "OWN") return {{"plant", id_of_word("PLANT"), "station"}};
    if (word == "DEMANDED") return {{"item"}, {"family"}};
    if (word == "STORED" || word == "SUPPLIED" || word == "SOLD" || word == "HELD") return {{"item"}};
    std::string table;
    for (const char letter : word) table += static_cast<char>(letter - 'A' + 'a');
    return {{table}};
}

/// Gives nothing if the name does not fit the pattern, or names what is not there.
std::vector<NamedPart> read_by_pattern(const std::vector<std::string>& pattern, const std::vector<LooseKey>& words,
                                       const Defined& defined) {
    if (pattern.size() != words.size()) return {};
    std::vector<std::string> texts;
    texts.reserve(words.size());
    for (const LooseKey& word : words) texts.push_back(word.text);
    std::vector<NamedPart> parts;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool is_id = pattern[i].front() >= 'A' && pattern[i].front() <= 'Z';
        if (!is_id && pattern[i] != texts[i]) return {};
        if (!is_id || pattern[i] == "STATE") continue;
        const std::vector<ObjectPath> tables = tables_of_word(pattern[i], pattern, texts);
        const auto known = std::find_if(tables.begin(), tables.end(),
                                        [&](const ObjectPath& table) { return defined.contains(longer(table, {texts[i]})); });
        if (known == tables.end()) return {};
        parts.push_back({longer(*known, {texts[i]}), words[i].inside()});
    }
    return parts;
}

std::vector<NamedPart> meaning_of_metric(std::string_view name, const Defined& defined) {
    const std::vector<LooseKey> words = dotted_words(name);
    for (const MetricRow& row : metric_rows) {
        std::vector<NamedPart> parts = read_by_pattern(path_words(std::string(row.pattern)), words, defined);
        if (!parts.empty()) return parts;
    }
    return {};
}

/// The paths of varied keys in an expression, in quotes or not.
std::vector<NamedPart> meaning_of_constraint(std::string_view text, const Defined& defined) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    std::vector<NamedPart> parts;
    for (std::size_t at = 0; at < text.size();) {
        const bool is_quoted = text[at] == '\'';
        const std::size_t begin = at + (is_quoted ? 1 : 0);
        const std::size_t end = std::min(is_quoted ? text.find('\'', begin) : text.find_first_not_of(letters, begin), text.size());
        for (NamedPart& part : objects_on_path(dotted_words(text.substr(begin, end - begin)), defined))
            parts.push_back({std::move(part.object), {part.at.begin + begin, part.at.end + begin}});
        at = end + 1;
    }
    return parts;
}

}  // namespace

std::vector<ObjectPath> tables_of(std::string_view kind, const ObjectPath& scope) {
    if (kind == "item or family") return {{"item"}, {"family"}};
    if (kind == "supplier or plant") return {{"supplier"}, {"plant"}};
    if (kind == "crew")
        return is_in_plant(scope) ? std::vector<ObjectPath>{longer(beginning(scope, 2), {"crew"})} : std::vector<ObjectPath>{};
    if (kind == "station") {
        std::vector<ObjectPath> tables;  // a line's own before the plant's
        if (is_in_line(scope)) tables.push_back(longer(beginning(scope, 4), {"station"}));
        if (is_in_plant(scope)) tables.push_back(longer(beginning(scope, 2), {"station"}));
        return tables;
    }
    for (const char* table : {"item", "calendar", "season", "market", "plant", "supplier", "place", "lane", "family"})
        if (kind == table) return {{table}};
    return {};
}

std::vector<LooseKey> dotted_words(std::string_view text) {
    std::vector<LooseKey> words;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const bool is_quoted = begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
        const std::size_t close = is_quoted ? std::min(text.find(text[begin], begin + 1), text.size()) : begin;
        const std::size_t end = std::min(text.find('.', close), text.size());
        const std::size_t inside = begin + (is_quoted ? 1 : 0);
        const std::size_t last = is_quoted ? close : std::min(text.find('[', begin), end);  // an entry of an array, `failures[2]`
        words.push_back({std::string(text.substr(inside, last - std::min(inside, last))),
                         {begin, is_quoted ? std::min(close + 1, text.size()) : last}});
        begin = end + 1;
    }
    return words;
}

std::vector<NamedPart> objects_on_path(const std::vector<LooseKey>& words, const Defined& defined) {
    std::vector<NamedPart> parts;
    ObjectPath path;
    for (const LooseKey& word : words) {
        const SchemaPlace place = schema_place(path);
        if (place.field != nullptr && (place.takes_ids || place.takes_names())) {
            if (place.field->key_names.empty())
                parts.push_back({longer(path, {word.text}), word.inside()});
            else
                for (NamedPart& part : meaning_of(place.field->key_names, word.text, path, defined))
                    parts.push_back({std::move(part.object), word.inside()});
        }
        path.push_back(word.text);
    }
    return parts;
}

std::vector<NamedPart> meaning_of(std::string_view kind, std::string_view text, const ObjectPath& scope, const Defined& defined) {
    if (kind == "metric") return meaning_of_metric(text, defined);
    if (kind == "metric question") return meaning_of_metric(text.substr(0, text.find_first_of(" <>=")), defined);
    if (kind == "object" || kind == "end of a lane" || kind == "key path" || kind == "varied key")
        return objects_on_path(dotted_words(text), defined);
    if (kind == "constraint") return meaning_of_constraint(text, defined);
    const std::vector<ObjectPath> tables = tables_of(kind, scope);
    if (tables.empty()) return {};
    const std::string id(text);
    auto meant = std::find_if(tables.begin(), tables.end(), [&](const ObjectPath& table) { return defined.contains(longer(table, {id})); });
    if (meant == tables.end()) {
        if (tables.size() > 1 && kind != "station") return {};  // of two kinds, nobody knows which
        meant = tables.begin();
    }
    return {{longer(*meant, {id}), {0, text.size()}}};
}

}  // namespace agrocap
