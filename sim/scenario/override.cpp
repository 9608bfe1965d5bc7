#include "scenario/override.hpp"

#include "scenario/key_path.hpp"
#include "scenario/merge.hpp"
#include "scenario/number_text.hpp"
#include "scenario/relative_change.hpp"
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

/// An option taken apart: `plant.a.line.b.station.c.time *= 1.1`.
struct Override {
    std::vector<std::string> path;
    std::string path_text;
    std::optional<ChangeKind> change;  // none: "="
    TomlValue value;
};

/// The value at the end of tables for all words of the path: what a file with this one key would hold.
TomlValue as_document(const std::vector<std::string>& path, TomlValue value, SourceSpan place) {
    for (auto word = path.rbegin(); word != path.rend(); ++word) {
        TomlValue table;
        table.at = table.key_at = place;
        value.key_at = place;
        table.members.emplace(*word, std::move(value));
        value = std::move(table);
    }
    return value;
}

/// The path up to the first array of which it names an entry; all of it if it names none.
std::vector<std::string> path_to_array(const std::vector<std::string>& path) {
    const auto is_entry = [](const std::string& part) { return entry_number(part).has_value(); };
    return {path.begin(), std::find_if(path.begin(), path.end(), is_entry)};
}

/// Lays a value on what stands at the path. Requires: the entries of arrays that it names are there.
void lay(TomlValue& root, const std::vector<std::string>& path, TomlValue value, SourceSpan place) {
    const auto last = std::find_if(path.rbegin(), path.rend(), [](const std::string& part) { return entry_number(part).has_value(); });
    if (last == path.rend()) return merge(root, as_document(path, std::move(value), place));
    const std::vector<std::string> to_entry(path.begin(), last.base());
    merge_value(field_at(to_entry), *value_at(root, to_entry), as_document({last.base(), path.end()}, std::move(value), place));
}

/// Takes the option apart. Errors: E034.
std::optional<Override> taken_apart(const std::string& option, SourceSpan place, Diagnostics& diagnostics) {
    const auto refuse = [&](std::string path, std::string text, std::string hint = {}) {
        diagnostics.error(Code::override_form, place, std::move(path), std::move(text), std::move(hint));
        return std::nullopt;
    };
    Diagnostics unheard;
    if (!check_text(option, place.file, unheard)) return refuse("", "the option cannot be read: " + unheard.all().front().text);
    const std::size_t equals = equals_sign(option);
    if (equals == std::string::npos)
        return refuse("", fmt::format("{} has no \"=\", expected PATH=VALUE", toml_quoted(option)),
                      "for example --set plant.semey.calendar=night");
    Override taken;
    std::size_t path_end = equals;
    if (equals > 0 && (option[equals - 1] == '*' || option[equals - 1] == '+')) {
        taken.change = option[equals - 1] == '*' ? ChangeKind::times : ChangeKind::plus;
        --path_end;
    }
    taken.path_text = std::string(trimmed(std::string_view(option).substr(0, path_end)));
    const std::optional<std::vector<std::string>> path = split_path(taken.path_text);
    if (!path) return refuse("", fmt::format("{} is not a path of keys joined by dots", toml_quoted(taken.path_text)));
    if (path->front() == "extends" || path->front() == "remove")
        return refuse(path->front(), fmt::format("`{}` belongs in a scenario file and cannot be set", path->front()),
                      "write a file of its own that extends this one");
    taken.path = *path;
    std::string text = option.substr(equals + 1);
    const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
    text.erase(0, blanks);
    if (text.empty()) return refuse(taken.path_text, "there is no value after \"=\"");
    taken.value = option_value(text, {place.file, place.line, static_cast<std::uint32_t>(equals + blanks + 2)});
    return taken;
}

/// What the path stands for now: as written, or the default where that is a value.
std::optional<TomlValue> present_value(const TomlValue& root, const std::vector<std::string>& path) {
    if (const TomlValue* written = value_at(root, path)) return *written;
    const FieldDoc* field = field_at(path);
    return field != nullptr && !field->default_text.empty() ? parse_toml_value(field->default_text) : std::nullopt;
}

/// Puts the changed value into `taken`. Errors: E034.
bool work_out(const TomlValue& root, Override& taken, SourceSpan place, Diagnostics& diagnostics) {
    const auto refuse = [&](std::string text, std::string hint = {}) {
        diagnostics.error(Code::override_form, place, taken.path_text, std::move(text), std::move(hint));
        return false;
    };
    const FieldDoc* field = field_at(taken.path);
    const bool is_share = field != nullptr && field->shape.words.find("share") != std::string::npos;
    if (*taken.change == ChangeKind::plus && is_per_cent(taken.value) && field != nullptr && !is_share)
        return refuse(fmt::format("{} can only be added to a share", shown(taken.value)),
                      fmt::format("to raise by it write {}*={:.15g}", taken.path_text, 1 + *per_cent_of(taken.value.text)));
    std::optional<TomlValue> value = present_value(root, taken.path);
    if (!value || (field != nullptr && field->nesting != Nesting::none))
        return refuse("no number or duration stands here that could be changed", "PATH=VALUE gives it one");
    const SourceSpan at = taken.value.at;
    if (const auto fault = apply_change({*taken.change, taken.value}, *value)) return refuse(*fault);
    value->at = at;
    taken.value = std::move(*value);
    return true;
}

}  // namespace

void apply_override(TomlValue& root, const std::string& option, SourceSpan place, const std::vector<std::string>& files,
                    Diagnostics& diagnostics) {
    std::optional<Override> taken = taken_apart(option, place, diagnostics);
    if (!taken) return;
    const std::vector<std::string> to_array = path_to_array(taken->path);
    const bool has_entry = to_array.size() < taken->path.size();
    const std::vector<NewObject> invented = new_objects(root, as_document(to_array, has_entry ? TomlValue{} : taken->value, place));
    for (const NewObject& object : invented) {
        const std::string meant = meant_object(object, root, {}, files);
        diagnostics.error(Code::no_such_name, place, object.path, fmt::format("no {} is called {}", object.kind, toml_quoted(object.id)),
                          meant.empty() ? "--set changes what is there; a file that extends this one can bring more" : meant);
    }
    if (!invented.empty()) return;
    if (const std::optional<KeyFault> missing = missing_entry(root, taken->path))
        return diagnostics.error(missing->code, place, taken->path_text, missing->text, missing->hint);
    if (taken->change && !work_out(root, *taken, place, diagnostics)) return;
    lay(root, taken->path, std::move(taken->value), place);
}

}  // namespace agrocap
