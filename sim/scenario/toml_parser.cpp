#include "scenario/toml_parser.hpp"

#include "scenario/syntax_hint.hpp"
#include "scenario/text_check.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <sstream>

namespace agrocap {
namespace {

SourceSpan span_of(const toml::source_region& region, std::uint32_t file) { return {file, region.begin.line, region.begin.column}; }

std::int64_t day_number(const toml::date& date) {
    const std::chrono::year_month_day day{std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
    return std::chrono::sys_days{day}.time_since_epoch().count();
}

template <class T>
std::string written(const T& value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

void copy_scalar(const toml::node& node, TomlValue& out) {
    if (const auto* text = node.as_string()) {
        out.kind = TomlKind::text;
        out.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        out.kind = TomlKind::integer;
        out.integer = integer->get();
    } else if (const auto* real = node.as_floating_point()) {
        out.kind = TomlKind::real;
        out.real = real->get();
    } else if (const auto* boolean = node.as_boolean()) {
        out.kind = TomlKind::boolean;
        out.integer = boolean->get() ? 1 : 0;
    } else if (const auto* date = node.as_date()) {
        out.kind = TomlKind::date;
        out.integer = day_number(date->get());
    } else if (const auto* moment = node.as_date_time()) {
        out.kind = TomlKind::date_time;
        out.text = written(moment->get());
        out.integer = day_number(moment->get().date);
        const toml::time& clock = moment->get().time;
        out.midnight = !moment->get().offset && clock.hour == 0 && clock.minute == 0 && clock.second == 0 && clock.nanosecond == 0;
    } else if (const auto* clock = node.as_time()) {
        out.kind = TomlKind::clock_time;
        out.text = written(clock->get());
    }
}

/// Recursion is bounded: the check before parsing limits nesting and the parts of a key.
TomlValue copied(const toml::node& node, std::uint32_t file) {
    TomlValue out;
    out.at = span_of(node.source(), file);
    if (const toml::table* table = node.as_table()) {
        for (const auto& [key, value] : *table) {
            TomlValue member = copied(value, file);
            member.key_at = span_of(key.source(), file);
            // Tables that a longer header or a dotted key brought about have no place of their own.
            if (member.at.line == 0) member.at = member.key_at;
            out.members.emplace(std::string(key.str()), std::move(member));
        }
    } else if (const toml::array* array = node.as_array()) {
        out.kind = TomlKind::array;
        out.elements.reserve(array->size());
        for (const toml::node& element : *array) out.elements.push_back(copied(element, file));
    } else {
        copy_scalar(node, out);
    }
    return out;
}

/// The parser's sentence as ours: lower case, no full stop.
std::string as_message(std::string_view description) {
    // By far the most frequent cause of this one is a forgotten quote, of which the parser's words say nothing.
    constexpr std::string_view unclosed = "Error while parsing string: unescaped control characters";
    if (description.starts_with(unclosed)) return "the line ends inside a string: a closing quote is missing";
    std::string text(description);
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
    return text;
}

/// Line `number`, from 1, without its end.
std::string_view line_of(std::string_view text, std::uint32_t number) {
    for (; number > 1 && !text.empty(); --number) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::optional<TomlValue> parse_toml(std::string_view text, std::uint32_t file, Diagnostics& diagnostics) {
    if (!check_text(text, file, diagnostics)) return std::nullopt;
    try {
        const toml::table table = toml::parse(text);
        TomlValue root = copied(table, file);
        root.at = {file, 1, 1};
        return root;
    } catch (const toml::parse_error& error) {
        const SourceSpan place = span_of(error.source(), file);
        diagnostics.error(Code::toml_syntax, place, "", "not TOML: " + as_message(error.description()),
                          syntax_hint(error.description(), line_of(text, place.line), place.column));
        return std::nullopt;
    }
}

std::optional<TomlValue> parse_toml_value(std::string_view text) {
    // One line only: a second one could smuggle in other keys.
    if (text.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
    Diagnostics unheard;
    constexpr std::string_view key = "v=";
    std::optional<TomlValue> document = parse_toml(fmt::format("{}{}", key, text), 0, unheard);
    if (!document || document->members.size() != 1) return std::nullopt;
    return std::move(document->members.begin()->second);
}

}  // namespace agrocap
