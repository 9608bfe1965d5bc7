#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// What a manual page is called, and the one line that `apropos` shows of it.
struct ManualHead {
    std::string name;  // "agrocap-run"
    int section = 1;   // 1: commands, 5: files, 7: the rest
    std::string summary;
    std::string version;
};

/// A page for `man`, made of the same Markdown as the pages of the documentation; it tells no date, so that it is the same in each build.
///
/// Taken are headings, paragraphs, lists, tables, fenced blocks, `code`, **bold** and links. A table becomes a list by its first column;
/// of more than two columns the one called "meaning" or "what it is" comes first, the others after it with their names.
std::string manual_page(const ManualHead& head, std::string_view markdown);

}  // namespace agrocap
