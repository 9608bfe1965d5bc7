#include "report/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace agrocap {

Cell::Cell(std::optional<double> number) : value(number.value_or(std::numeric_limits<double>::quiet_NaN())) {}

std::string Column::head() const {
    if (unit.empty()) return title;
    return title.empty() ? unit : title + " (" + unit + ")";
}

namespace {

bool says_something(const Cell& cell, bool is_zero_said) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return !text->empty();
    const auto* number = std::get_if<double>(&cell.value);
    return number != nullptr && std::isfinite(*number) && (*number != 0 || is_zero_said);
}

}  // namespace

void ReportTable::drop_idle_columns(std::size_t kept) {
    for (std::size_t column = columns.size(); column-- > kept;) {
        bool idle = true;
        for (const Row& row : rows) idle = idle && !says_something(row.cells[column], columns[column].stays);
        if (idle) drop_column(column);
    }
}

void ReportTable::drop_column(std::size_t column) {
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(column));
    for (Row& row : rows) row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(column));
}

bool ReportTable::has_bars() const {
    return std::any_of(columns.begin(), columns.end(), [](const Column& column) { return column.of_bars; });
}

ReportTable ReportTable::without_bars() const {
    ReportTable table = *this;
    for (std::size_t column = table.columns.size(); column-- > 0;)
        if (table.columns[column].of_bars) table.drop_column(column);
    return table;
}

}  // namespace agrocap
