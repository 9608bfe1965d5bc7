#include "scenario/schema.hpp"

#include "scenario/number_text.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

bool check(double value, const FieldDoc& field, const Reading& reading, const std::string& unit) {
    if (is_inside(value, field)) return true;
    reading.wrong(Code::out_of_range, fmt::format("{} is out of range, expected {}", shown(reading.value), range_words(field, unit)),
                  range_hint(value, field));
    return false;
}

std::string quoted(const std::vector<std::string>& keys) {
    std::string text;
    for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + toml_quoted(key);
    return text;
}

}  // namespace

std::string range_words(const FieldDoc& field, const std::string& unit) {
    const std::string low = field.low ? fmt::format("{}{}", *field.low, unit) : "";
    const std::string high = field.high ? fmt::format("{}{}", *field.high, unit) : "";
    if (field.low && field.high && !field.low_is_open && !field.high_is_open) return fmt::format("from {} to {}", low, high);
    std::string words;
    if (field.low) words = (field.low_is_open ? "more than " : "at least ") + low;
    if (field.high) words += (words.empty() ? "" : " and ") + std::string(field.high_is_open ? "less than " : "at most ") + high;
    return words;
}

std::string range_hint(double value, const FieldDoc& field) {
    const bool is_share = field.low && field.high && *field.low >= 0 && *field.high <= 1;
    if (is_share && is_inside(value / 100, field)) return per_cent_hint(value);
    if (value == -1 && field.shape.words.find("\"unlimited\"") != std::string::npos) return "for no limit write \"unlimited\"";
    return {};
}

bool is_inside(double value, const FieldDoc& field) {
    if (field.low && (value < *field.low || (field.low_is_open && value == *field.low))) return false;
    return !(field.high && (value > *field.high || (field.high_is_open && value == *field.high)));
}

bool in_range(double value, const FieldDoc& field, const Reading& reading) { return check(value, field, reading, ""); }

bool in_range(Duration value, const FieldDoc& field, const Reading& reading) {
    return check(static_cast<double>(value.count()) / 1e9, field, reading, " s");
}

bool in_range(const DistributionSpec& value, const FieldDoc& field, const Reading& reading) {
    if (!value.is_constant() || reading.value.is_table()) return true;
    const bool is_count = reading.is(TomlKind::integer);
    return check(is_count ? value.mean : value.mean / 1e9, field, reading, is_count ? "" : " s");
}

void doubt(double value, const FieldDoc& field, const Reading& reading) {
    if (!field.doubtful || value <= *field.doubtful || reading.is(TomlKind::text)) return;
    reading.problems.warning(
        Code::per_cent_meant, reading.value.at, reading.path,
        fmt::format("{} is a share: it means {:.15g} %", shown(reading.value), value * 100),
        fmt::format("if {0} % is meant write \"{0} %\"; if {1:.15g} % is meant say so: \"{1:.15g} %\"", shown(reading.value), value * 100));
}

void check_ways(const TableDoc& table, const Reading& reading, const std::vector<std::string>& meant) {
    const auto is_there = [&](const std::string& key) {
        return reading.value.find(key) != nullptr || std::find(meant.begin(), meant.end(), key) != meant.end();
    };
    if (!table.needed.empty() && std::none_of(table.needed.begin(), table.needed.end(), is_there))
        reading.problems.error(Code::missing_key, reading.value.at, reading.path,
                               fmt::format("one of the keys {} is missing", quoted(table.needed)),
                               fmt::format("for example {} = {}", table.needed.front(), table.find(table.needed.front())->example_text));
    if (!table.ways_are_checked) return;
    std::vector<std::string> first_keys, present;
    for (const std::vector<std::string>& way : table.ways) {
        first_keys.push_back(way.front());
        const auto given = std::find_if(way.begin(), way.end(), [&](const std::string& key) { return reading.value.find(key) != nullptr; });
        if (given != way.end()) present.push_back(*given);
    }
    if (table.one_way_needed && std::none_of(first_keys.begin(), first_keys.end(), is_there))
        reading.problems.error(Code::missing_key, reading.value.at, reading.path,
                               fmt::format("one of the keys {} is missing", quoted(first_keys)));
    if (present.size() < 2) return;
    reading.member(present[1], *reading.value.find(present[1]))
        .wrong(Code::excluded_keys, fmt::format("only one of {} may be given", quoted(first_keys)),
               line_hint(toml_quoted(present[0]) + " is", reading.value.find(present[0])->at, reading.value.find(present[1])->at));
}

std::string table_hint(const TableDoc& table, const Reading& reading) {
    if (table.usual.empty() || reading.is(TomlKind::array)) return {};
    const std::string found = shown(reading.value);
    for (const FieldDoc& field : table.fields)  // a word that only one key knows: supply = "unlimited"
        if (field.shape.words == found) return fmt::format("write {{ {} = {} }}", field.key, found);
    const FieldDoc& usual = *table.find(table.usual);
    const bool is_duration = usual.shape.words.starts_with("duration");
    const bool is_number = reading.is(TomlKind::integer) || reading.is(TomlKind::real);
    if (is_number && is_duration) return fmt::format("if minutes are meant write {{ {} = \"{} min\" }}", usual.key, found);
    const bool fits =
        is_number ? usual.example_text.front() != '"' : reading.is(TomlKind::text) && (is_duration || usual.example_text.front() == '"');
    std::string others;  // what has to stand beside it
    for (const FieldDoc& field : table.fields)
        if (field.is_required && &field != &usual) others += fmt::format(", {} = {}", field.key, field.example_text);
    return fmt::format("{} {{ {} = {}{} }}", fits && others.empty() ? "write" : "for example", usual.key, fits ? found : usual.example_text,
                       others);
}

std::string header_hint(const Reading& reading) {
    const TomlValue* first = &reading.value;
    if (first->kind == TomlKind::array && !first->elements.empty()) first = &first->elements.front();
    const bool is_name = first->kind == TomlKind::text && is_id(first->text);
    return fmt::format("each has a table of its own, with its id in the header: [{}.{}]", reading.path, is_name ? first->text : "NAME");
}

bool in_range(double value, OpenEnd open_end, const FieldDoc& field, const Reading& reading) {
    return (open_end == OpenEnd::passing && field.low_is_open && value == *field.low) || in_range(value, field, reading);
}

std::string one_each_hint(const FieldDoc& field, const Reading& reading) {
    const TomlValue* word = &reading.value;
    if (word->kind == TomlKind::array && word->elements.size() == 1) word = &word->elements.front();
    const std::string_view words = field.shape.words;
    const bool takes_one = words.find("whole number") != std::string::npos || words.find("share") != std::string::npos;  // all of it
    if (word->kind != TomlKind::text || !is_id(word->text) || !takes_one) return {};
    return fmt::format("write {} = {{ {} = 1 }}", field.key, word->text);
}

std::string meant_id(const TomlValue& table, const std::string& key) {
    const std::string meant = id_of(key);
    return meant.empty() || table.find(meant) != nullptr ? key : meant;
}

bool check_id(const Reading& reading, const std::string& key, SourceSpan at) {
    if (is_id(key)) return true;
    reading.problems.error(
        Code::id_letters, at, joined_path(reading.path, key),
        fmt::format("{} is not an id, expected small letters, digits and hyphens such as \"tractor-82\"", shown_text(key)), id_hint(key));
    return false;
}

AnySchema::AnySchema(std::string name, std::string header, std::string sentence) {
    doc_.name = std::move(name);
    doc_.header = std::move(header);
    doc_.sentence = std::move(sentence);
}

FieldDoc& AnySchema::add(std::string key, Shape shape, std::string sentence, Form read) {
    FieldDoc& doc = doc_.fields.emplace_back();
    doc.key = std::move(key);
    doc.shape = std::move(shape);
    doc.sentence = std::move(sentence);
    forms_.push_back(std::move(read));
    return doc;
}

void AnySchema::set_ways(std::vector<std::vector<std::string>> ways, bool needed, bool checked) {
    doc_.ways = std::move(ways);
    doc_.one_way_needed = needed;
    doc_.ways_are_checked = checked;
}

std::vector<std::string> AnySchema::keys() const {
    std::vector<std::string> keys;
    for (const FieldDoc& field : doc_.fields) keys.push_back(field.key);
    return keys;
}

bool AnySchema::is_table_of_values(const FieldDoc& doc, const Reading& reading) {
    if (reading.value.is_table()) return true;
    reading.unexpected("a table" + (doc.example_text.empty() ? "" : " such as " + doc.example_text), one_each_hint(doc, reading));
    return false;
}

void AnySchema::read_keys(void* spec, const Reading& reading) const {
    if (!reading.value.is_table()) return reading.unexpected("a table", table_hint(doc_, reading));
    std::vector<std::string> meant;  // what unknown keys were most likely meant to be: not missing as well
    for (const auto& [key, value] : reading.value.members) {
        const auto is_it = [&key = key](const FieldDoc& field) { return field.key == key; };
        const auto position = std::find_if(doc_.fields.begin(), doc_.fields.end(), is_it) - doc_.fields.begin();
        if (position == std::ssize(doc_.fields)) {
            meant.push_back(reading.unknown_key(key, keys(), doc_.name));
        } else if (const Form& form = forms_[static_cast<std::size_t>(position)]) {
            form(spec, reading.member(key, value));
        }
    }
    for (const FieldDoc& field : doc_.fields)
        if (field.is_required && reading.value.find(field.key) == nullptr &&
            std::find(meant.begin(), meant.end(), field.key) == meant.end())
            reading.missing_key(field.key, field.example_text.empty() ? "" : "for example " + field.key + " = " + field.example_text);
    check_ways(doc_, reading, meant);
    for (const Form& rule : rules_) rule(spec, reading);
}

}  // namespace agrocap
