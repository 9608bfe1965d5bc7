#include "report/table_cells.hpp"

#include "report/number_format.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace agrocap {

namespace {

std::string show_number(double value, int decimals, const Column& column) {
    const Digits digits = column.digits;
    if (digits == Digits::exact && std::isfinite(value)) return exact_number(value);
    if (digits == Digits::percent) value *= 100;
    const std::string text = grouped(value, decimals);
    if (column.has_sign && value > 0) return "+" + text;
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

ShownCell show(const Cell& cell, int decimals, const Column& column) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return {without_controls(*text), cell.tone};
    if (const auto* number = std::get_if<double>(&cell.value))
        return {show_number(*number, cell.decimals.value_or(decimals), column), cell.tone};
    return {};
}

}  // namespace

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

std::vector<std::vector<ShownCell>> shown_cells(const ReportTable& table) {
    std::vector<std::vector<ShownCell>> rows;
    for (const ReportTable::Row& row : table.rows) {
        assert(row.cells.size() == table.columns.size());
        rows.emplace_back(row.cells.size());
    }
    int decimals = 0;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        decimals = column_decimals(table, column, decimals);
        for (std::size_t row = 0; row < rows.size(); ++row)
            rows[row][column] = show(table.rows[row].cells[column], decimals, table.columns[column]);
    }
    return rows;
}

}  // namespace agrocap
