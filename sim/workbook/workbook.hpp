#pragma once

#include "report/run_report.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// A chart drawn by the spreadsheet from the cells of its sheet.
struct SheetChart {
    enum class Kind : std::uint8_t { columns, stacked_bars };
    Kind kind = Kind::columns;
    std::string title{}, axis{};       // of the values, such as "units"
    std::vector<std::size_t> parts{};  // columns of the table
    std::size_t labels = 0;            // column with what stands below each column or beside each bar
    std::size_t rows_max = 0;          // of the table, the first; 0 = all
};

struct Sheet {
    std::string name;  // made fit for a sheet, and different from the others, when it is written
    ReportTable table;
    std::vector<SheetChart> charts{};
};

/// A figure that other sheets can point at by name.
struct NamedFigure {
    std::string label;  // "output.total"; the name is made from it, and there is none where it holds other than ASCII
    std::optional<double> value, half_width;
    std::string unit;
};

/// What a workbook holds: the answer and where it comes from on the first sheet, then a sheet for each table.
struct Workbook {
    std::string title, subtitle;
    std::vector<std::string> remarks;
    std::vector<ReportTable> answers;  // on the first sheet
    std::vector<NamedFigure> figures;  // below them
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<Sheet> sheets;
};

/// A workbook with the words and tables of a report: those of `answers` (by section) on the first sheet, the others on sheets of their own.
Workbook workbook_of(const RunReport& report, const std::vector<std::string>& answers);

/// A table of a file in a sheet: texts to the left, numbers as they are.
ReportTable exactly(ReportTable table);

/// The name of a figure in a workbook, "output_total" for "output.total"; empty where it cannot be one.
std::string figure_name(const std::string& label);

/// Names of sheets as they may be (31 UTF-16 units, none of []:*?/\, different whatever the case), in the given order.
std::vector<std::string> sheet_names(const std::vector<std::string>& wanted);

/// The workbook as the bytes of an XLSX file. Texts are written as texts, never as formulas or links; the same workbook gives the same
/// bytes. Errors: `OutputFault`, naming the directory for temporary files.
std::string xlsx_of(const Workbook& workbook);

}  // namespace agrocap
