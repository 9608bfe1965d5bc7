#include "report/table_csv.hpp"

#include "report/number_format.hpp"

#include <cstddef>

namespace agrocap {

namespace {

std::string field_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return csv_field(*text);
    if (const auto* number = std::get_if<double>(&cell.value)) return exact_number(*number);
    return {};
}

}  // namespace

std::string csv_field(std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char character : text) {
        if (character == '"') quoted += '"';
        quoted += character;
    }
    return quoted + "\"";
}

std::string csv_of(const ReportTable& table) {
    std::string csv;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const Column& head = table.columns[column];
        if (column > 0) csv += ",";
        const std::string unit = head.digits == Digits::percent ? "share" : head.unit;  // files keep the share, people read per cent
        csv += csv_field(unit.empty() ? head.title : head.title + " (" + unit + ")");
    }
    csv += "\r\n";
    for (const ReportTable::Row& row : table.rows) {
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            if (column > 0) csv += ",";
            csv += field_of(row.cells[column]);
        }
        csv += "\r\n";
    }
    return csv;
}

}  // namespace agrocap
