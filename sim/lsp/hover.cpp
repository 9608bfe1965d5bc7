#include "lsp/hover.hpp"

#include "lsp/cursor_place.hpp"
#include "lsp/field_text.hpp"
#include "lsp/schema_place.hpp"
#include "lsp/standing_comment.hpp"
#include "random/all_distributions.hpp"
#include "scenario/metric_name.hpp"
#include "scenario/reading.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace agrocap {

namespace {

std::string dotted(const ObjectPath& path) {
    std::string text;
    for (const std::string& part : path) text = joined_path(text, part);
    return text;
}

/// "kazakhstan-2023-capacity.toml:41"
std::string place_text(ScenarioView& view, SourceSpan at) {
    const std::vector<std::string>& names = view.text().names;
    if (at.line == 0 || at.file >= names.size()) return {};
    return fmt::format("{}:{}", std::filesystem::path(names[at.file]).filename().string(), at.line);
}

/// "in effect: `0.05`, set in base.toml:41" and the comment there.
std::string effect_text(ScenarioView& view, const ObjectPath& path) {
    const TomlValue* value = value_at(view.text().root, path);
    if (value == nullptr) return "\nnot set: the default holds\n";
    constexpr std::size_t shown_max = 200;
    std::string text = toml_text(*value);
    if (text.size() > shown_max) text = shown(*value);
    std::string effect = fmt::format("\nin effect: `{}`", text);
    if (const std::string place = place_text(view, value->at); !place.empty()) effect += ", set in " + place;
    if (const std::string comment = standing_comment(view, value->at); !comment.empty()) effect += fmt::format("\n\n> {}\n", comment);
    return effect + "\n";
}

std::string metric_text(ScenarioView& view, const std::string& name) {
    const MetricRow* row = find_metric_row(view.read().scenario, name);
    if (row == nullptr) row = metric_row_like(name);
    if (row == nullptr) return {};
    std::string text = fmt::format("**{}** ({}): {}\n", name, row->unit, row->meaning);
    if (!row->where.empty()) text += fmt::format("\nthere for {}\n", row->where);
    return text;
}

/// "**plant semey**: Semey works", and where it is brought.
std::string object_text(ScenarioView& view, const ObjectPath& object) {
    std::string text = fmt::format("**{}**", dotted(object));
    const TomlValue* table = value_at(view.text().root, object);
    if (table != nullptr && table->is_table())
        if (const TomlValue* name = table->find("name"); name != nullptr && name->kind == TomlKind::text) text += ": " + name->text;
    const SchemaPlace place = schema_place(object);
    if (place.table != nullptr) text += "\n\n" + place.table->sentence;
    const SourceSpan at = table == nullptr ? SourceSpan{} : table->at;
    if (const std::string where = place_text(view, at); !where.empty()) text += fmt::format("\n\nstands in {}", where);
    if (const std::string comment = standing_comment(view, at); !comment.empty()) text += fmt::format("\n\n> {}", comment);
    return text + "\n";
}

std::string key_text(ScenarioView& view, const ObjectPath& path) {
    const SchemaPlace place = schema_place(path);
    if (place.field == nullptr) return {};
    if (place.inner.empty()) {
        std::string text = field_explanation(*place.field);
        if (place.field->nesting == Nesting::none) text += effect_text(view, path);
        return text;
    }
    const std::string& last = place.inner.back();
    for (const DistributionRow& row : all_distributions())
        for (const DistributionParameter& parameter : row.parameters)
            if (parameter.name == last) return fmt::format("**{}**: {}\n", last, parameter.doc) + effect_text(view, path);
    return field_explanation(*place.field) + effect_text(view, path);
}

std::string value_text(ScenarioView& view, const CursorPlace& cursor, const std::string& word) {
    const SchemaPlace place = schema_place(cursor.path);
    if (place.field == nullptr) return {};
    const std::string& kind = place.field->shape.names;
    if (kind == "metric") return metric_text(view, word);
    if (kind == "metric question") return metric_text(view, word.substr(0, word.find_first_of(" <>=")));
    if (!place.inner.empty() && place.inner.back() == "dist")
        if (const DistributionRow* row = find_distribution(word))
            return fmt::format("**{}**: {}\n\n- example: `{}`\n", row->name, row->doc, row->example);
    return key_text(view, cursor.path);
}

}  // namespace

std::optional<HoverText> hover_at(ScenarioView& view, std::size_t offset) {
    if (view.family().empty()) return std::nullopt;
    const std::string& text = view.file().text.text();
    const CursorPlace cursor = cursor_place(view.document(), text, offset);
    const std::string word = text.substr(cursor.word.begin, cursor.word.end - cursor.word.begin);
    if (cursor.where == CursorPlace::Where::nothing || word.empty()) return std::nullopt;
    HoverText hover{"", cursor.word};
    const NamePlace* name = view.names().at(0, offset);
    if (cursor.where == CursorPlace::Where::value) hover.markdown = value_text(view, cursor, word);
    const bool is_metric = name != nullptr && hover.markdown.starts_with("**" + word + "** (");
    if (name != nullptr && !is_metric) {
        hover.markdown = object_text(view, name->object);
        hover.about = name->at;
    } else if (hover.markdown.empty()) {
        ObjectPath path = cursor.path;
        path.push_back(word);
        hover.markdown = key_text(view, path);
    }
    return hover.markdown.empty() ? std::nullopt : std::optional(std::move(hover));
}

}  // namespace agrocap
