#pragma once

#include "scenario/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// A stretch of a text in bytes, its end not included.
struct TextStretch {
    std::size_t begin = 0, end = 0;

    /// Whether a cursor there stands in it or at one of its ends.
    [[nodiscard]] bool touches(std::size_t offset) const { return begin <= offset && offset <= end; }
    friend bool operator==(const TextStretch&, const TextStretch&) = default;
};

/// A place as editors count: lines from 0, and in the line UTF-16 units from 0. Source: Language Server Protocol 3.17, "Position".
struct EditorPlace {
    std::uint32_t line = 0, character = 0;
    friend bool operator==(const EditorPlace&, const EditorPlace&) = default;
};

struct EditorRange {
    EditorPlace from, to;
};

/// A text and the three ways to say where something stands in it: bytes, characters as messages count them, UTF-16 units as editors do.
class LineText {
  public:
    explicit LineText(std::string text = {});

    [[nodiscard]] const std::string& text() const { return text_; }

    /// Beyond the end of a line: its end; beyond the text: its end; within a character: its beginning.
    [[nodiscard]] std::size_t offset_of(EditorPlace place) const;
    /// The same for a place of a message; nowhere (line 0) is the beginning.
    [[nodiscard]] std::size_t offset_of(SourceSpan at) const;
    [[nodiscard]] EditorPlace place_of(std::size_t offset) const;
    [[nodiscard]] EditorRange range_of(TextStretch stretch) const { return {place_of(stretch.begin), place_of(stretch.end)}; }

    /// The line that the byte stands in, without its end.
    [[nodiscard]] TextStretch line_at(std::size_t offset) const;

    /// An edit. A range whose end is before its beginning counts the other way round.
    void replace(EditorRange range, std::string_view text);

  private:
    void find_lines();

    std::string text_;
    std::vector<std::size_t> begins_;  // of the lines that editors see: a lone carriage return ends one, too
    std::vector<std::size_t> feeds_;   // of the lines that messages count: only a line feed ends one
};

}  // namespace agrocap
