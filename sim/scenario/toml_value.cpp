#include "scenario/toml_value.hpp"

#include "scenario/toml_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <iterator>

namespace agrocap {
namespace {

bool is_bare(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' || letter == '_'; }

void skip_blanks(std::string_view path, std::size_t& next) {
    while (next < path.size() && (path[next] == ' ' || path[next] == '\t')) ++next;
}

/// One part of a path: a bare word or a quoted one. Quotes in a path need no escapes, so none are known.
std::optional<std::string> next_part(std::string_view path, std::size_t& next) {
    skip_blanks(path, next);
    std::string part;
    if (next < path.size() && (path[next] == '"' || path[next] == '\'')) {
        const char quote = path[next++];
        while (next < path.size() && path[next] != quote) part += path[next++];
        if (next == path.size()) return std::nullopt;
        ++next;
    } else {
        while (next < path.size() && is_bare(path[next])) part += path[next++];
        if (part.empty()) return std::nullopt;
    }
    skip_blanks(path, next);
    return part;
}

/// "[2]"
std::optional<std::string> next_entry(std::string_view path, std::size_t& next) {
    const std::size_t end = path.find(']', next);
    if (end == std::string_view::npos) return std::nullopt;
    std::string part(path.substr(next, end + 1 - next));
    if (!entry_number(part)) return std::nullopt;
    next = end + 1;
    skip_blanks(path, next);
    return part;
}

void write_key(const std::string& key, std::string& out) {
    if (!key.empty() && std::all_of(key.begin(), key.end(), is_bare))
        out += key;
    else
        out += toml_quoted(key);
}

/// The value on one line. Into one text: a study writes its scenario once a point.
void write_value(const TomlValue& value, std::string& out) {
    const char* separator = "";
    switch (value.kind) {
        case TomlKind::text: out += toml_quoted(value.text); break;
        case TomlKind::integer: fmt::format_to(std::back_inserter(out), "{}", value.integer); break;
        case TomlKind::real: out += toml_number(value.real); break;
        case TomlKind::boolean: out += value.integer != 0 ? "true" : "false"; break;
        case TomlKind::date: out += date_text(value.integer); break;
        case TomlKind::date_time:
        case TomlKind::clock_time: out += value.text; break;
        case TomlKind::array:
            out += '[';
            for (const TomlValue& element : value.elements) {
                out += separator;
                separator = ", ";
                write_value(element, out);
            }
            out += ']';
            break;
        case TomlKind::table:
            out += '{';
            for (const auto& [key, member] : value.members) {
                out += separator;
                separator = ",";
                out += ' ';
                write_key(key, out);
                out += " = ";
                write_value(member, out);
            }
            out += value.members.empty() ? "}" : " }";
            break;
    }
}

/// A table that names a distribution or has no header-worthy content of its own reads better on one line.
bool has_header(const TomlValue& value) { return value.is_table() && value.find("dist") == nullptr; }

void write_document(const TomlValue& table, const std::string& path, std::span<const char* const> left_out, std::string& out) {
    const auto is_left_out = [&](const std::string& key) { return std::find(left_out.begin(), left_out.end(), key) != left_out.end(); };
    bool has_values = false;
    for (const auto& [key, value] : table.members) has_values |= !has_header(value);
    if (!path.empty() && (has_values || table.members.empty())) out += "\n[" + path + "]\n";
    for (const auto& [key, value] : table.members) {
        if (has_header(value) || is_left_out(key)) continue;
        write_key(key, out);
        out += " = ";
        write_value(value, out);
        out += '\n';
    }
    for (const auto& [key, value] : table.members)
        if (has_header(value) && !is_left_out(key)) write_document(value, joined_path(path, key), {}, out);
}

}  // namespace

std::string toml_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char letter : text) {
        switch (letter) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\t': out += "\\t"; break;
            case '\r': out += "\\r"; break;
            default:
                if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F)
                    out += fmt::format("\\u{:04X}", static_cast<unsigned>(letter));
                else
                    out += letter;
        }
    }
    return out + "\"";
}

std::string toml_key(const std::string& key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), is_bare) ? key : toml_quoted(key);
}

std::string toml_number(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string date_text(std::int64_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string toml_text(const TomlValue& value) {
    std::string out;
    write_value(value, out);
    return out;
}

std::string toml_document(const TomlValue& table) { return toml_document_without(table, {}); }

std::string toml_document_without(const TomlValue& table, std::span<const char* const> left_out) {
    std::string out;
    write_document(table, "", left_out, out);
    if (!out.empty() && out.front() == '\n') out.erase(0, 1);
    return out;
}

std::string joined_path(const std::string& path, const std::string& key) {
    if (entry_number(key)) return path + key;
    return path.empty() ? toml_key(key) : path + "." + toml_key(key);
}

std::optional<std::vector<std::string>> split_path(std::string_view path) {
    constexpr std::size_t parts_max = 32;
    std::vector<std::string> parts;
    for (std::size_t next = 0;;) {
        const bool is_entry = !parts.empty() && path[next] == '[';
        std::optional<std::string> part = is_entry ? next_entry(path, next) : next_part(path, next);
        if (!part || parts.size() == parts_max) return std::nullopt;
        parts.push_back(std::move(*part));
        if (next == path.size()) return parts;
        if (path[next] == '[') continue;
        if (path[next] != '.') return std::nullopt;
        ++next;
        if (next < path.size() && path[next] == '[') return std::nullopt;
    }
}

std::optional<std::size_t> entry_number(const std::string& part) {
    constexpr std::size_t digits_max = 9;
    if (part.size() < 3 || part.size() > digits_max + 2 || part.front() != '[' || part.back() != ']') return std::nullopt;
    std::size_t number = 0;
    for (std::size_t i = 1; i + 1 < part.size(); ++i) {
        if (std::isdigit(static_cast<unsigned char>(part[i])) == 0) return std::nullopt;
        number = 10 * number + static_cast<std::size_t>(part[i] - '0');
    }
    return number;
}

}  // namespace agrocap
