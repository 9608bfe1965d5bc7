#include "page/html_table.hpp"

#include "page/html_text.hpp"
#include "report/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace agrocap {

namespace {

constexpr double bar_seen = 0.005;          // of a column: less is no pixel
constexpr std::size_t rows_worth_bars = 3;  // fewer numbers are compared as they stand
constexpr std::size_t long_text = 18;       // bytes that a narrow screen must not break into a word a line

const char* tone_class(Tone tone) {
    switch (tone) {
        case Tone::good: return "good";
        case Tone::bad: return "bad";
        case Tone::doubtful: return "open";
        case Tone::plain: break;
    }
    return "";
}

std::optional<double> number_in(const ReportTable::Row& row, std::size_t column) {
    const auto* number = std::get_if<double>(&row.cells[column].value);
    return number != nullptr && std::isfinite(*number) ? std::optional(*number) : std::nullopt;
}

/// What a whole bar of the column stands for; 0 = it has none.
double full_bar(const ReportTable& table, std::size_t column, bool is_first_amount) {
    const Column& head = table.columns[column];
    if (head.digits == Digits::percent) return 1;
    if (!is_first_amount || table.rows.size() < rows_worth_bars) return 0;
    double largest = 0;
    for (const ReportTable::Row& row : table.rows) {
        const double number = number_in(row, column).value_or(0.0);
        if (number < 0) return 0;
        largest = std::max(largest, number);
    }
    return largest;
}

/// By column. Amounts of one column are compared only where it has a unit: a headline's rows have each their own.
std::vector<double> full_bars(const ReportTable& table) {
    std::vector<double> full;
    bool had_amount = false;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const Column& head = table.columns[column];
        const bool is_amount = head.align == Align::right && head.digits == Digits::magnitude && !head.unit.empty();
        full.push_back(full_bar(table, column, is_amount && !had_amount));
        had_amount = had_amount || is_amount;
    }
    return full;
}

bool is_of_long_texts(const Column& column, const std::vector<std::vector<ShownCell>>& shown, std::size_t number) {
    return number > 0 && column.align == Align::left &&
           (column.title.size() > long_text || std::any_of(shown.begin(), shown.end(), [number](const std::vector<ShownCell>& row) {
                return row[number].text.size() > long_text;
            }));
}

std::string head_cell(const Column& column, bool is_long) {
    const char* kind = is_long ? " class=\"l w\"" : column.align == Align::left ? " class=l" : "";
    const std::string unit = column.unit.empty() ? "" : fmt::format("<small>{}</small>", html_text(column.unit));
    return fmt::format("<th scope=col{}>{}{}", kind, html_text(column.title), unit);
}

std::string body_cell(const Column& column, const ShownCell& shown, double part, const std::optional<CellBar>& own) {
    const std::string tone = tone_class(shown.tone);
    const std::string text = html_text(shown.text);
    if (column.align == Align::left)
        return tone.empty() ? fmt::format("<td class=l><bdi>{}</bdi>", text) : fmt::format("<td class=l><b class={}>{}</b>", tone, text);
    if (own) return fmt::format("<td class=\"b s\" style=--a:{:.1f}%;--b:{:.1f}%>{}", 100 * own->from, 100 * own->to, text);
    if (part >= bar_seen) return fmt::format("<td class=b style=--b:{:.1f}%>{}", 100 * std::min(part, 1.0), text);
    return fmt::format("<td>{}", text);
}

}  // namespace

// End tags of rows and cells may be left out (HTML, 13.1.2.4): a large report is a fifth shorter.
std::string html_table(const ReportTable& table) {
    if (table.has_bars()) return html_table(table.without_bars());
    const std::vector<std::vector<ShownCell>> shown = shown_cells(table);
    const std::vector<double> full = full_bars(table);
    std::string html = "<table>";
    if (!table.title.empty()) html += "<caption>" + html_text(table.title) + "</caption>";
    html += "<thead><tr>";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        html += column.title.empty() && column.unit.empty() ? "<td>" : head_cell(column, is_of_long_texts(column, shown, c));
    }
    html += "<tbody>\n";
    for (std::size_t row = 0; row < shown.size(); ++row) {
        html += table.rows[row].level > 0 ? "<tr class=in>" : "<tr>";
        html += fmt::format("<th scope=row><bdi>{}</bdi>", html_text(shown[row].front().text));
        for (std::size_t column = 1; column < table.columns.size(); ++column) {
            const double number = number_in(table.rows[row], column).value_or(0.0);
            html += body_cell(table.columns[column], shown[row][column], full[column] > 0 ? number / full[column] : 0,
                              table.rows[row].cells[column].bar);
        }
        html += "\n";
    }
    html += "</table>";
    for (const std::string& note : table.notes) html += "<p class=\"note\"><bdi>" + html_text(note) + "</bdi></p>";
    return html;
}

}  // namespace agrocap
