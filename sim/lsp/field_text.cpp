#include "lsp/field_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

std::string limit_text(const FieldDoc& field) {
    // Durations have their limits in seconds.
    const char* unit = field.shape.words.starts_with("duration") ? " s" : "";
    const std::string low = field.low ? fmt::format("{}{}{}", field.low_is_open ? "more than " : "at least ", *field.low, unit) : "";
    const std::string high = field.high ? fmt::format("{}{}{}", field.high_is_open ? "less than " : "at most ", *field.high, unit) : "";
    return low + (low.empty() || high.empty() ? "" : ", ") + high;
}

}  // namespace

std::string field_detail(const FieldDoc& field) {
    std::string detail = field.shape.words;
    if (const std::string limits = limit_text(field); !limits.empty()) detail += " · " + limits;
    if (field.is_required) detail += " · required";
    if (!field.default_text.empty()) detail += " · default " + field.default_text;
    return detail;
}

std::string field_explanation(const FieldDoc& field) {
    std::string text = fmt::format("**{}**: {}\n\n- {}\n", field.key, field.sentence, field.shape.words);
    if (const std::string limits = limit_text(field); !limits.empty()) text += fmt::format("- {}\n", limits);
    if (field.is_required) text += "- required\n";
    if (!field.default_text.empty()) text += fmt::format("- default: {}\n", field.default_text);
    if (!field.example_text.empty()) text += fmt::format("- example: `{} = {}`\n", field.key, field.example_text);
    return text;
}

std::string snippet_text(const std::string& text) {
    std::string escaped;
    for (const char letter : text) {
        if (letter == '$' || letter == '}' || letter == '\\') escaped += '\\';
        escaped += letter;
    }
    return escaped;
}

std::vector<const FieldDoc*> needed_fields(const TableDoc& table) {
    std::vector<std::string> usual;
    if (!table.needed.empty()) usual.push_back(table.needed.front());
    if (table.one_way_needed && !table.ways.empty()) usual.push_back(table.ways.front().front());
    std::vector<const FieldDoc*> fields;
    for (const FieldDoc& field : table.fields)
        if (field.is_required || std::find(usual.begin(), usual.end(), field.key) != usual.end()) fields.push_back(&field);
    return fields;
}

std::string field_snippet(const FieldDoc& field, std::size_t place) {
    return fmt::format("{} = ${{{}:{}}}", field.key, place, snippet_text(field.example_text));
}

std::string table_snippet(const std::string& header, const TableDoc& table, std::size_t places) {
    std::string text = header;
    for (const FieldDoc* field : needed_fields(table)) text += "\n" + field_snippet(*field, ++places);
    return text;
}

}  // namespace agrocap
