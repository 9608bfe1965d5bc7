#include "lsp/line_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// Units of UTF-16 that the character takes.
std::uint32_t units_of(const Character& character) { return character.code >= 0x10000 ? 2 : 1; }

std::size_t bytes_of(const Character& character) { return std::max<std::size_t>(character.bytes, 1); }

std::size_t line_of(const std::vector<std::size_t>& begins, std::size_t offset) {
    return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), offset) - begins.begin()) - 1;
}

bool is_line_end(char letter) { return letter == '\n' || letter == '\r'; }

}  // namespace

LineText::LineText(std::string text) : text_(std::move(text)) { find_lines(); }

void LineText::find_lines() {
    begins_.assign(1, 0);
    feeds_.assign(1, 0);
    for (std::size_t at = text_.find_first_of("\r\n"); at != std::string::npos; at = text_.find_first_of("\r\n", at)) {
        const bool is_pair = text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n';
        const bool feeds = text_[at] == '\n' || is_pair;
        at += is_pair ? 2 : 1;
        begins_.push_back(at);
        if (feeds) feeds_.push_back(at);
    }
}

TextStretch LineText::line_at(std::size_t offset) const {
    const std::size_t line = line_of(begins_, std::min(offset, text_.size()));
    std::size_t end = line + 1 < begins_.size() ? begins_[line + 1] : text_.size();
    while (end > begins_[line] && is_line_end(text_[end - 1])) --end;
    return {begins_[line], end};
}

std::size_t LineText::offset_of(EditorPlace place) const {
    if (place.line >= begins_.size()) return text_.size();
    const TextStretch line = line_at(begins_[place.line]);
    std::size_t at = line.begin;
    for (std::uint32_t passed = 0; at < line.end;) {
        const Character character = character_at(text_, at);
        passed += units_of(character);
        if (passed > place.character) break;
        at += bytes_of(character);
    }
    return at;
}

std::size_t LineText::offset_of(SourceSpan at) const {
    if (at.line == 0) return 0;
    if (at.line > feeds_.size()) return text_.size();
    std::size_t offset = feeds_[at.line - 1];
    if (offset == 0 && text_.starts_with("\xEF\xBB\xBF")) offset = 3;  // a byte-order mark is no character to messages
    const std::size_t end = at.line < feeds_.size() ? feeds_[at.line] - 1 : text_.size();
    for (std::uint32_t column = 1; column < at.column && offset < end; ++column) offset += bytes_of(character_at(text_, offset));
    return std::min(offset, end);
}

EditorPlace LineText::place_of(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const std::size_t line = line_of(begins_, offset);
    const std::size_t end = line_at(offset).end;
    EditorPlace place{static_cast<std::uint32_t>(line), 0};
    for (std::size_t at = begins_[line]; at < std::min(offset, end);) {
        const Character character = character_at(text_, at);
        at += bytes_of(character);
        if (at <= offset) place.character += units_of(character);
    }
    return place;
}

void LineText::replace(EditorRange range, std::string_view text) {
    std::size_t begin = offset_of(range.from), end = offset_of(range.to);
    if (end < begin) std::swap(begin, end);
    text_.replace(begin, end - begin, text);
    find_lines();
}

}  // namespace agrocap
