#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>

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

void write_document(const TomlValue& table, const std::string& path, std::string& out) {
    // A table that names a distribution or has no header-worthy content of its own reads better on one line.
    const auto has_header = [](const TomlValue& value) { return value.is_table() && value.find("dist") == nullptr; };
    bool has_values = false;
    for (const auto& [key, value] : table.members) has_values |= !has_header(value);
    if (!path.empty() && (has_values || table.members.empty())) out += fmt::format("\n[{}]\n", path);
    for (const auto& [key, value] : table.members)
        if (!has_header(value)) out += fmt::format("{} = {}\n", toml_key(key), toml_text(value));
    for (const auto& [key, value] : table.members)
        if (has_header(value)) write_document(value, joined_path(path, key), out);
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
    switch (value.kind) {
        case TomlKind::text: return toml_quoted(value.text);
        case TomlKind::integer: return fmt::format("{}", value.integer);
        case TomlKind::real: return toml_number(value.real);
        case TomlKind::boolean: return value.integer != 0 ? "true" : "false";
        case TomlKind::date: return date_text(value.integer);
        case TomlKind::date_time:
        case TomlKind::clock_time: return value.text;
        case TomlKind::array: {
            std::string out;
            for (const TomlValue& element : value.elements) out += (out.empty() ? "" : ", ") + toml_text(element);
            return "[" + out + "]";
        }
        case TomlKind::table: {
            std::string out;
            for (const auto& [key, member] : value.members)
                out += fmt::format("{} {} = {}", out.empty() ? "" : ",", toml_key(key), toml_text(member));
            return out.empty() ? "{}" : "{" + out + " }";
        }
    }
    return {};
}

std::string toml_document(const TomlValue& table) {
    std::string out;
    write_document(table, "", out);
    if (!out.empty() && out.front() == '\n') out.erase(0, 1);
    return out;
}

std::string joined_path(const std::string& path, const std::string& key) {
    return path.empty() ? toml_key(key) : path + "." + toml_key(key);
}

std::optional<std::vector<std::string>> split_path(std::string_view path) {
    constexpr std::size_t parts_max = 32;
    std::vector<std::string> parts;
    for (std::size_t next = 0;;) {
        std::optional<std::string> part = next_part(path, next);
        if (!part || parts.size() == parts_max) return std::nullopt;
        parts.push_back(std::move(*part));
        if (next == path.size()) return parts;
        if (path[next] != '.') return std::nullopt;
        ++next;
    }
}

}  // namespace agrocap
