#include "scenario/merge.hpp"

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

}  // namespace

void merge(TomlValue& base, TomlValue over) {
    if (!base.is_table() || !over.is_table()) {
        base = std::move(over);
        return;
    }
    for (auto& [key, value] : over.members) {
        const auto known = base.members.find(key);
        if (known == base.members.end())
            base.members.emplace(key, std::move(value));
        else
            merge(known->second, std::move(value));
    }
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
