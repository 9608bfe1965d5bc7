#include "report/table_markdown.hpp"

#include "base/utf8.hpp"
#include "base/visible_text.hpp"
#include "report/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace agrocap {

namespace {

/// Bidirectional controls turn what stands beside them around: a reader of a page would see another text than is there.
bool is_turning(char32_t code) {
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/// On one line, with what would turn it around shown as its code.
std::string on_a_line(std::string_view text) {
    const std::string shown = visible(text);
    std::string line;
    for (std::size_t at = 0; at < shown.size();) {
        const Character character = character_at(shown, at);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        line += is_turning(character.code) ? fmt::format("\\u{:04x}", static_cast<unsigned>(character.code)) : shown.substr(at, bytes);
        at += bytes;
    }
    return line;
}

bool is_punctuation(char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return code < 0x80 && code > 0x20 && !(letter >= '0' && letter <= '9') && !(letter >= 'a' && letter <= 'z') &&
           !(letter >= 'A' && letter <= 'Z');
}

/// Whether a letter of a line means itself there. What does so in the midst of a sentence stays, so that the source can be read, too.
bool is_plain(std::string_view line, std::size_t at) {
    const char letter = line[at];
    if (!is_punctuation(letter) || std::string_view("(),;%'\"/=").find(letter) != std::string_view::npos) return true;
    const std::string_view before = line.substr(0, at);
    const char next = at + 1 < line.size() ? line[at + 1] : ' ';
    if (letter == '-' || letter == '+') return next != ' ' && next != letter;  // "- " begins a list, "---" a rule
    if (letter == '.') {
        const bool is_number = before.find_first_not_of(" 0123456789") == std::string_view::npos && next == ' ';  // "1. " a list, too
        return !is_number && !before.ends_with('w') && !before.ends_with('W');                                    // "www." a link
    }
    return letter == ':' && next == ' ';  // neither "http:" nor ":smile:"
}

}  // namespace

std::string markdown_text(std::string_view text) {
    const std::string line = on_a_line(text);
    std::string escaped;
    for (std::size_t at = 0; at < line.size(); ++at)
        escaped += is_plain(line, at) ? std::string(1, line[at]) : fmt::format("&#{};", static_cast<int>(line[at]));
    return escaped;
}

std::string markdown_code(std::string_view text) {
    const std::string line = on_a_line(text);
    if (line.find_first_not_of(' ') == std::string::npos) return "";
    std::size_t longest = 0, run = 0;
    for (const char letter : line) {
        run = letter == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    std::string code = fence;
    if (line.front() == '`' || line.back() == '`') code += ' ';
    for (const char letter : line) code += letter == '|' ? std::string("\\|") : std::string(1, letter);
    if (line.front() == '`' || line.back() == '`') code += ' ';
    return code + fence;
}

std::string markdown_of(const ReportTable& table) {
    std::string heads, rule, text;
    for (const Column& column : table.columns) {
        heads += " " + markdown_text(column.head()) + " |";
        rule += column.align == Align::right ? "---:|" : "---|";
    }
    text = "|" + heads + "\n|" + rule + "\n";
    const std::vector<std::vector<ShownCell>> cells = shown_cells(table);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        text += "|";
        for (std::size_t column = 0; column < cells[row].size(); ++column) {
            const ShownCell& cell = cells[row][column];
            const bool is_name = column == 0 && std::holds_alternative<std::string>(table.rows[row].cells[column].value);
            std::string shown = is_name ? markdown_code(cell.text) : markdown_text(cell.text);
            if (cell.tone != Tone::plain && !shown.empty()) shown = "**" + shown + "**";
            text += " " + shown + " |";
        }
        text += "\n";
    }
    if (!table.notes.empty()) text += "\n";
    for (const std::string& note : table.notes) text += "- " + markdown_text(note) + "\n";
    return text;
}

std::string markdown_of(const RunReport& report) {
    std::string text = "### " + markdown_text(report.title) + "\n\n" + markdown_text(report.subtitle) + "\n";
    for (const std::string& remark : report.remarks) text += "\n" + markdown_text(remark) + "\n";
    for (const ReportTable& table : report.tables) {
        text += "\n";
        if (!table.title.empty()) text += "**" + markdown_text(table.title) + "**\n\n";
        text += markdown_of(table);
    }
    return text;
}

}  // namespace agrocap
