#include "scenario/source_line.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {
namespace {

constexpr std::size_t line_bytes_max = 10'000;  // a longer line was written by a program, and may hold thousands of faults
constexpr std::size_t shown_max = 100;          // characters of a line
constexpr std::size_t before_max = 60;          // of those at most, before the place

/// The characters of a line as a terminal may show them: a blank for a tab and for whatever would move the cursor.
std::vector<std::string> characters_of(std::string_view line) {
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < line.size();) {
        const Character one = character_at(line, at);
        const bool is_control = one.code < 0x20 || (one.code >= 0x7F && one.code < 0xA0) || (one.code >= 0x202A && one.code <= 0x202E) ||
                                (one.code >= 0x2066 && one.code <= 0x2069);
        const std::size_t bytes = std::max<std::size_t>(one.bytes, 1);
        characters.emplace_back(one.bytes == 0 ? "?" : is_control ? " " : std::string(line.substr(at, bytes)));
        at += bytes;
    }
    return characters;
}

}  // namespace

std::string_view SourceLines::line(SourceSpan at) {
    if (at.line == 0 || at.file >= texts_.size()) return {};
    const std::string& text = texts_[at.file];
    std::vector<std::size_t>& begins = begins_[at.file];
    if (begins.empty()) {
        begins.push_back(0);
        for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1)) begins.push_back(end + 1);
    }
    if (at.line > begins.size()) return {};
    std::string_view line = std::string_view(text).substr(begins[at.line - 1]);
    line = line.substr(0, line.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (at.line == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // a byte-order mark has no column
    return line;
}

std::string SourceLines::shown(SourceSpan at) {
    const std::string_view text = line(at);
    if (text.size() > line_bytes_max) return {};
    if (text.find_first_not_of(" \t") == std::string_view::npos || at.column == 0) return {};
    const std::vector<std::string> characters = characters_of(text);
    const std::size_t place = std::min<std::size_t>(at.column - 1, characters.size());
    const std::size_t from = characters.size() <= shown_max || place <= before_max ? 0 : place - before_max;
    const std::size_t to = std::min(characters.size(), from + shown_max);

    std::string shown = from > 0 ? "…" : "";
    for (std::size_t i = from; i < to; ++i) shown += characters[i];
    if (to < characters.size()) shown += "…";
    const std::size_t indent = place - from + (from > 0 ? 1 : 0);
    return fmt::format("{0:>5} | {1}\n{2:>5} | {3}^\n", at.line, shown, "", std::string(indent, ' '));
}

}  // namespace agrocap
