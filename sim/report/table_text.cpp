#include "report/table_text.hpp"

#include "report/number_format.hpp"
#include "report/text_width.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t gap = 2;              // between columns: one space stands inside numbers
constexpr std::size_t text_width_max = 60;  // a longer name is cut, so that one name cannot break the table

struct Shown {
    std::string text;
    Tone tone = Tone::plain;
};

/// Decimals of a column by its rule; `previous` are those of the column to the left.
int column_decimals(const ReportTable& table, std::size_t column, int previous) {
    if (table.columns[column].digits == Digits::percent) return 1;
    if (table.columns[column].digits == Digits::like_previous) return previous;
    double largest = 0;
    for (const ReportTable::Row& row : table.rows) {
        const auto* number = std::get_if<double>(&row.cells[column].value);
        if (number != nullptr && std::isfinite(*number)) largest = std::max(largest, std::abs(*number));
    }
    return decimals_for_magnitude(largest);
}

std::string show_number(double value, int decimals, Digits digits) {
    if (digits == Digits::exact && std::isfinite(value)) return exact_number(value);
    if (digits == Digits::percent) value *= 100;
    const std::string text = grouped(value, decimals);
    // A half-width that rounds to nothing is still not nothing.
    if (digits == Digits::like_previous && value > 0 && text.find_first_of("123456789") == std::string::npos)
        return decimals == 0 ? "<1" : "<0." + std::string(static_cast<std::size_t>(decimals - 1), '0') + "1";
    return text;
}

/// A planner's name must not move the cursor or break a line.
std::string without_controls(std::string text) {
    for (char& character : text)
        if (static_cast<unsigned char>(character) < 0x20 || character == 0x7F) character = ' ';
    return text;
}

Shown show(const Cell& cell, int decimals, Digits digits) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return {cut_to_width(without_controls(*text), text_width_max), cell.tone};
    if (const auto* number = std::get_if<double>(&cell.value))
        return {show_number(*number, cell.decimals.value_or(decimals), digits), cell.tone};
    return {};
}

const char* escape(Tone tone) {
    switch (tone) {
        case Tone::good: return "\x1b[32m";
        case Tone::bad: return "\x1b[31m";
        case Tone::doubtful: return "\x1b[33m";
        case Tone::plain: break;
    }
    return "";
}

/// Puts the cells of one line under each other's columns.
std::string line_of(const ReportTable& table, const std::vector<Shown>& cells, const std::vector<std::size_t>& widths, Colour colour) {
    std::string line;
    std::size_t pending = 0;  // spaces owed: written only when something follows, so no line ends in one
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const std::string& text = cells[column].text;
        const std::size_t space = widths[column] - text_width(text);
        if (column > 0) pending += gap;
        if (table.columns[column].align == Align::right) pending += space;
        if (!text.empty()) {
            const bool coloured = colour == Colour::on && cells[column].tone != Tone::plain;
            line.append(pending, ' ');
            line += coloured ? escape(cells[column].tone) + text + "\x1b[0m" : text;
            pending = 0;
        }
        if (table.columns[column].align == Align::left) pending += space;
    }
    return line + "\n";
}

}  // namespace

std::string text_of(const ReportTable& table, Colour colour) {
    std::vector<std::vector<Shown>> lines(2);  // titles and units
    for (const Column& column : table.columns) {
        lines[0].push_back({column.title});
        lines[1].push_back({column.unit});
    }
    for (const ReportTable::Row& row : table.rows) lines.emplace_back(row.cells.size());

    std::vector<std::size_t> widths;
    int decimals = 0;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        decimals = column_decimals(table, column, decimals);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            assert(table.rows[row].cells.size() == table.columns.size());
            lines[row + 2][column] = show(table.rows[row].cells[column], decimals, table.columns[column].digits);
            if (column == 0) lines[row + 2][0].text.insert(0, static_cast<std::size_t>(2 * table.rows[row].level), ' ');
        }
        std::size_t width = 0;
        for (const std::vector<Shown>& line : lines) width = std::max(width, text_width(line[column].text));
        widths.push_back(width);
    }

    std::string text;
    if (!table.title.empty()) text += colour == Colour::on ? "\x1b[1m" + table.title + "\x1b[0m\n" : table.title + "\n";
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const bool head = line < 2;
        const bool blank = std::all_of(lines[line].begin(), lines[line].end(), [](const Shown& cell) { return cell.text.empty(); });
        if (head && blank) continue;
        text += "  " + line_of(table, lines[line], widths, colour);
    }
    for (const std::string& note : table.notes) text += "  " + note + "\n";
    return text;
}

}  // namespace agrocap
