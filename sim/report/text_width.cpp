#include "report/text_width.hpp"

#include "base/utf8.hpp"
#include "base/visible_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace agrocap {

namespace {

struct Range {
    std::uint32_t first, last;
};

// The C library's wcwidth() would need a locale to be set, and a report must not depend on one. Blocks, not single code points, are enough
// for names of plants and items. Source: Unicode Standard Annex #11 (wide and fullwidth) and the combining blocks of the Standard.
constexpr std::array zero_width{
    Range{0x0000, 0x001F}, Range{0x007F, 0x009F}, Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
    Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x2060, 0x2064},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF},
};
constexpr std::array double_width{
    Range{0x1100, 0x115F}, Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},
    Range{0xA000, 0xA4CF}, Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE4F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

template <std::size_t N>
bool holds(const std::array<Range, N>& ranges, std::uint32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [code](Range range) { return code >= range.first && code <= range.last; });
}

struct Glyph {
    std::size_t bytes = 1;
    std::size_t width = 1;
};

/// What is no UTF-8 takes a column a byte.
Glyph glyph_at(std::string_view text, std::size_t position) {
    const Character character = character_at(text, position);
    if (character.bytes == 0) return {};
    if (holds(zero_width, character.code)) return {character.bytes, 0};
    return {character.bytes, holds(double_width, character.code) ? std::size_t{2} : std::size_t{1}};
}

}  // namespace

std::size_t text_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t position = 0; position < text.size();) {
        const Glyph glyph = glyph_at(text, position);
        width += glyph.width;
        position += glyph.bytes;
    }
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (text_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    std::size_t position = 0;
    std::size_t taken = 0;
    while (position < text.size()) {
        const Glyph glyph = glyph_at(text, position);
        if (taken + glyph.width > width - 1) break;
        taken += glyph.width;
        position += glyph.bytes;
    }
    return std::string(text.substr(0, position)) + "…";
}

std::string wrapped(std::string_view raw, std::size_t columns, std::size_t indent) {
    const std::string shown = visible(raw, LineBreaks::kept);
    std::string_view text = shown;
    std::string lines(indent, ' ');
    if (columns == 0 || indent + text_width(text) <= columns) return lines.append(text);
    std::size_t taken = indent;  // of the line
    bool is_first_word = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        const std::size_t width = text_width(word);
        if (!is_first_word && taken + 1 + width > columns) {
            lines += "\n" + std::string(indent + 2, ' ');
            taken = indent + 2;
        } else if (!is_first_word) {
            lines += ' ';
            ++taken;
        }
        lines += word;
        taken += width;
        is_first_word = false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace agrocap
