#include "scenario/schema.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

std::string range_words(const FieldDoc& field, const std::string& unit) {
    const std::string low = field.low ? fmt::format("{}{}", *field.low, unit) : "";
    const std::string high = field.high ? fmt::format("{}{}", *field.high, unit) : "";
    if (field.low && field.high && !field.low_is_open && !field.high_is_open) return fmt::format("from {} to {}", low, high);
    std::string words;
    if (field.low) words = (field.low_is_open ? "more than " : "at least ") + low;
    if (field.high) words += (words.empty() ? "" : " and ") + std::string(field.high_is_open ? "less than " : "at most ") + high;
    return words;
}

bool is_inside(double value, const FieldDoc& field) {
    if (field.low && (value < *field.low || (field.low_is_open && value == *field.low))) return false;
    return !(field.high && (value > *field.high || (field.high_is_open && value == *field.high)));
}

/// Per cent where a share is asked, -1 where no limit is meant.
std::string range_hint(double value, const FieldDoc& field) {
    const bool is_share = field.low && field.high && *field.low >= 0 && *field.high <= 1;
    if (is_share && value > 1 && is_inside(value / 100, field)) return fmt::format("{} % is {}", value, value / 100);
    if (value == -1 && field.shape.words.find("\"unlimited\"") != std::string::npos) return "for no limit write \"unlimited\"";
    return {};
}

bool check(double value, const FieldDoc& field, const Reading& reading, const std::string& unit) {
    if (is_inside(value, field)) return true;
    reading.wrong(32, fmt::format("{} is out of range, expected {}", shown(reading.value), range_words(field, unit)),
                  range_hint(value, field));
    return false;
}

}  // namespace

bool in_range(double value, const FieldDoc& field, const Reading& reading) { return check(value, field, reading, ""); }

bool in_range(Duration value, const FieldDoc& field, const Reading& reading) {
    return check(static_cast<double>(value.count()) / 1e9, field, reading, " s");
}

bool in_range(const DistributionSpec& value, const FieldDoc& field, const Reading& reading) {
    if (!value.is_constant() || reading.value.is_table()) return true;
    const bool is_count = reading.is(TomlKind::integer);
    return check(is_count ? value.mean : value.mean / 1e9, field, reading, is_count ? "" : " s");
}

std::string one_each_hint(const FieldDoc& field, const Reading& reading) {
    const TomlValue* word = &reading.value;
    if (word->kind == TomlKind::array && word->elements.size() == 1) word = &word->elements.front();
    if (word->kind != TomlKind::text || !is_id(word->text) || field.shape.words.find("whole number") == std::string::npos) return {};
    return fmt::format("write {} = {{ {} = 1 }}", field.key, word->text);
}

bool check_id(const Reading& reading, const std::string& key, SourceSpan at) {
    if (is_id(key)) return true;
    reading.problems.error(
        15, at, joined_path(reading.path, key),
        fmt::format("{} is not an id, expected small letters, digits and hyphens such as \"tractor-82\"", shown_text(key)), id_hint(key));
    return false;
}

}  // namespace agrocap
