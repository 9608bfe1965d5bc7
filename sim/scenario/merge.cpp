#include "scenario/merge.hpp"

#include "random/all_distributions.hpp"
#include "scenario/text_check.hpp"
#include "scenario/toml_parser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {
namespace {

/// Columns of one line are those of its text, shifted to where the text stands in the option.
void move_places(TomlValue& value, SourceSpan place, std::uint32_t column_in_parse) {
    value.at = {place.file, place.line, place.column + (value.at.column > column_in_parse ? value.at.column - column_in_parse : 0)};
    value.key_at = value.at;
    for (auto& [key, member] : value.members) move_places(member, place, column_in_parse);
    for (TomlValue& element : value.elements) move_places(element, place, column_in_parse);
}

/// The value of an option: TOML if it is that, else the text as it stands, so that the shell's quotes are no trap.
TomlValue option_value(const std::string& text, SourceSpan place) {
    constexpr std::uint32_t column_in_parse = 3;  // the parser sees "v=VALUE"
    std::optional<TomlValue> parsed = parse_toml_value(text);
    if (!parsed) {
        parsed.emplace();
        parsed->kind = TomlKind::text;
        parsed->text = text;
    }
    move_places(*parsed, place, column_in_parse);
    return std::move(*parsed);
}

/// Position of the first "=" outside quotes.
std::size_t equals_sign(const std::string& option) {
    char quote = 0;
    for (std::size_t i = 0; i < option.size(); ++i) {
        if (quote != 0) {
            if (option[i] == quote) quote = 0;
        } else if (option[i] == '"' || option[i] == '\'') {
            quote = option[i];
        } else if (option[i] == '=') {
            return i;
        }
    }
    return std::string::npos;
}

using KeyPath = std::vector<std::string>;

/// Ways to write one thing that exclude each other, in tables whose path ends like `table` ("*" is any key).
struct Rivals {
    KeyPath table;
    std::vector<std::vector<std::string>> ways;
};

const std::vector<Rivals>& all_rivals() {
    static const std::vector<Rivals> rivals{
        {{"target", "*"}, {{"at_least"}, {"at_most"}, {"between"}}},
        {{"line", "*", "release"}, {{"every", "batch"}, {"wip"}}},
        {{"store", "*"}, {{"supply"}, {"reorder"}}},
        {{"stock", "*"}, {{"supply"}, {"reorder"}}},
        {{"store", "*", "reorder"}, {{"s", "S"}, {"r", "Q"}, {"level"}}},
        {{"stock", "*", "reorder"}, {{"s", "S"}, {"r", "Q"}, {"level"}}},
    };
    return rivals;
}

bool ends_like(const KeyPath& path, const KeyPath& pattern) {
    if (path.size() < pattern.size()) return false;
    return std::equal(pattern.rbegin(), pattern.rend(), path.rbegin(),
                      [](const std::string& want, const std::string& key) { return want == "*" || want == key; });
}

bool has_any(const TomlValue& table, const std::vector<std::string>& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return table.find(key) != nullptr; });
}

/// A change of distribution keeps of the old parameters those that the new one has, too.
void drop_old_parameters(TomlValue& base, const TomlValue& over) {
    const TomlValue* dist = over.find("dist");
    if (dist == nullptr) {
        // A matrix of set-ups over a random set-up: nothing of it remains.
        const auto is_table = [](const auto& member) { return member.second.is_table(); };
        if (base.find("dist") != nullptr && !over.members.empty() && std::all_of(over.members.begin(), over.members.end(), is_table))
            base.members.clear();
        return;
    }
    // Something may be called "dist" where keys are names: that one has no text.
    if (dist->kind != TomlKind::text) return;
    if (base.find("dist") == nullptr) return base.members.clear();
    const DistributionRow* row = find_distribution(dist->text);
    if (row == nullptr) return;
    std::erase_if(base.members, [&](const auto& member) {
        const auto is_named = [&](const DistributionParameter& parameter) { return parameter.name == member.first; };
        return std::none_of(row->parameters.begin(), row->parameters.end(), is_named);
    });
}

/// What the base chose gives way to another choice laid over it: else every such what-if would say two things at once.
void drop_rivals(const KeyPath& path, TomlValue& base, const TomlValue& over) {
    for (const Rivals& rivals : all_rivals()) {
        if (!ends_like(path, rivals.table)) continue;
        for (const auto& way : rivals.ways) {
            if (!has_any(over, way)) continue;
            for (const auto& other : rivals.ways)
                if (&other != &way)
                    for (const std::string& key : other) base.members.erase(key);
        }
    }
    drop_old_parameters(base, over);
}

void merge_at(KeyPath& path, TomlValue& base, TomlValue over) {
    if (!base.is_table() || !over.is_table()) {
        base = std::move(over);
        return;
    }
    drop_rivals(path, base, over);
    for (auto& [key, value] : over.members) {
        const auto known = base.members.find(key);
        if (known == base.members.end()) {
            base.members.emplace(key, std::move(value));
            continue;
        }
        path.push_back(key);
        merge_at(path, known->second, std::move(value));
        path.pop_back();
    }
}

}  // namespace

void merge(TomlValue& base, TomlValue over) {
    KeyPath path;
    merge_at(path, base, std::move(over));
}

bool take_away(TomlValue& root, const std::vector<std::string>& path) {
    TomlValue* table = &root;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto next = table->members.find(path[i]);
        if (next == table->members.end()) return false;
        table = &next->second;
    }
    return table->members.erase(path.back()) > 0;
}

void apply_override(TomlValue& root, const std::string& option, SourceSpan place, Diagnostics& diagnostics) {
    Diagnostics unheard;
    if (!check_text(option, place.file, unheard)) {
        diagnostics.error(34, place, "", "the option is not UTF-8 text, or nested too deep");
        return;
    }
    const std::size_t equals = equals_sign(option);
    if (equals == std::string::npos) {
        diagnostics.error(34, place, "", fmt::format("{} has no \"=\", expected PATH=VALUE", toml_quoted(option)),
                          "for example --set plant.semey.calendar=night");
        return;
    }
    const std::optional<std::vector<std::string>> path = split_path(std::string_view(option).substr(0, equals));
    if (!path) {
        diagnostics.error(34, place, "", fmt::format("{} is not a path of keys joined by dots", toml_quoted(option.substr(0, equals))));
        return;
    }
    if (path->front() == "extends" || path->front() == "remove") {
        diagnostics.error(34, place, path->front(), fmt::format("`{}` belongs in a scenario file and cannot be set", path->front()),
                          "write a file of its own that extends this one");
        return;
    }
    std::string text = option.substr(equals + 1);
    const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
    text.erase(0, blanks);
    if (text.empty()) {
        diagnostics.error(34, place, option.substr(0, equals), "there is no value after \"=\"");
        return;
    }
    const SourceSpan value_at{place.file, place.line, static_cast<std::uint32_t>(equals + blanks + 2)};
    TomlValue over = option_value(text, value_at);
    for (auto part = path->rbegin(); part != path->rend(); ++part) {
        TomlValue table;
        table.at = table.key_at = place;
        over.key_at = place;
        table.members.emplace(*part, std::move(over));
        over = std::move(table);
    }
    merge(root, std::move(over));
}

}  // namespace agrocap
