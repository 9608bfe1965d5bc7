#include "workbook/workbook.hpp"

#include <algorithm>

namespace agrocap {

Workbook workbook_of(const RunReport& report, const std::vector<std::string>& answers) {
    Workbook workbook;
    workbook.title = report.title;
    workbook.subtitle = report.subtitle;
    workbook.remarks = report.remarks;
    if (!report.closing.empty()) workbook.remarks.push_back(report.closing);
    for (const ReportTable& table : report.tables) {
        const bool is_answer = std::find(answers.begin(), answers.end(), table.section) != answers.end();
        if (is_answer)
            workbook.answers.push_back(table.without_bars());
        else
            workbook.sheets.push_back({table.name(), table.without_bars()});
    }
    return workbook;
}

ReportTable exactly(ReportTable table) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const bool is_text = std::any_of(table.rows.begin(), table.rows.end(), [column](const ReportTable::Row& row) {
            return std::holds_alternative<std::string>(row.cells[column].value);
        });
        table.columns[column].align = is_text ? Align::left : Align::right;
        table.columns[column].digits = Digits::exact;
    }
    return table;
}

}  // namespace agrocap
