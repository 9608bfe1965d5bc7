#include "base/utf8.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"
#include "report/table_cells.hpp"
#include "report/text_width.hpp"
#include "workbook/sheet_text.hpp"
#include "workbook/temporary_file.hpp"
#include "workbook/workbook.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <map>
#include <set>
#include <tuple>

namespace agrocap {

namespace {

constexpr std::size_t rows_max = 1'048'576 - 8;  // a sheet's, less room for a head and notes
constexpr std::size_t columns_max = 16'384;
constexpr double width_max = 60, width_min = 6;

/// What a cell looks like.
struct Look {
    std::string number{};  // its format; empty: a text
    Tone tone = Tone::plain;
    bool bold = false, wrapped = false, right = false;
    int level = 0, size = 0;

    friend auto operator<(const Look& a, const Look& b) {
        return std::tie(a.number, a.tone, a.bold, a.wrapped, a.right, a.level, a.size) <
               std::tie(b.number, b.tone, b.bold, b.wrapped, b.right, b.level, b.size);
    }
};

std::string number_format(int decimals) { return decimals > 0 ? "#,##0." + std::string(static_cast<std::size_t>(decimals), '0') : "#,##0"; }

/// The library takes a text of a chart that begins with "=" for a reference.
std::string chart_text(const std::string& words) { return words.starts_with('=') ? " " + cell_text(words) : cell_text(words); }

/// The digits that a figure's half-width earns; without one no more than a whole number has.
int decimals_of(const NamedFigure& figure) {
    if (figure.half_width.value_or(0.0) > 0) return decimals_for_half_width(*figure.half_width);
    const double value = figure.value.value_or(0.0);
    return value == std::round(value) ? 0 : std::min(decimals_for_magnitude(value), 4);
}

bool has_numbers(const ReportTable& table, std::size_t column) {
    return std::any_of(table.rows.begin(), table.rows.end(), [column](const ReportTable::Row& row) {
        const auto* number = std::get_if<double>(&row.cells[column].value);
        return number != nullptr && std::isfinite(*number);
    });
}

/// Writes one workbook through the library, sheet after sheet.
class Writing {
  public:
    explicit Writing(const std::string& path) : book_(workbook_new(path.c_str())) {
        // Of the same results the same bytes: the library would note the time.
        lxw_doc_properties properties{};
        properties.created = std::time_t{315'532'800};  // 1980-01-01, as its zip entries have
        workbook_set_properties(book_, &properties);
    }

    void write_first(const Workbook& content, const std::string& name);
    void write_sheet(const Sheet& sheet, const std::string& name);
    lxw_error close() { return workbook_close(book_); }

  private:
    lxw_format* format_of(const Look& look);
    void text(lxw_row_t row, std::size_t column, const std::string& words, const Look& look = {});
    void number(lxw_row_t row, std::size_t column, double value, const Look& look);
    void cell(lxw_row_t row, std::size_t column, const Cell& cell, Look look);
    /// Head and rows, from a row on. Gives: the first row below.
    lxw_row_t table(const ReportTable& table, lxw_row_t row);
    lxw_row_t figures(const std::vector<NamedFigure>& figures, lxw_row_t row, const std::string& name);
    void define(const std::string& figure, const std::string& sheet, lxw_row_t row, lxw_col_t column);
    void chart(const Sheet& sheet, const SheetChart& wanted, const std::string& name, std::size_t number);
    void set_widths();
    void widen(std::size_t column, const std::string& words);

    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    std::map<Look, lxw_format*> formats_;
    std::map<std::size_t, double> widths_;  // of the sheet in hand, by column
};

lxw_format* Writing::format_of(const Look& look) {
    lxw_format*& format = formats_[look];
    if (format != nullptr) return format;
    format = workbook_add_format(book_);
    if (!look.number.empty()) format_set_num_format(format, look.number.c_str());
    if (look.bold) format_set_bold(format);
    if (look.wrapped) format_set_text_wrap(format);
    if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
    if (look.level > 0) format_set_indent(format, static_cast<std::uint8_t>(std::min(look.level, 15)));
    if (look.size > 0) format_set_font_size(format, look.size);
    if (look.tone == Tone::good) format_set_font_color(format, 0x00612E);
    if (look.tone == Tone::bad) format_set_font_color(format, 0x9C0006);
    if (look.tone == Tone::doubtful) format_set_font_color(format, 0x7F6000);
    return format;
}

void Writing::widen(std::size_t column, const std::string& words) {
    double& width = widths_.try_emplace(column, width_min).first->second;
    width = std::clamp(static_cast<double>(text_width(words)) + 2, width, width_max);
}

void Writing::text(lxw_row_t row, std::size_t column, const std::string& words, const Look& look) {
    worksheet_write_string(sheet_, row, static_cast<lxw_col_t>(column), escaped_text(cell_text(words)).c_str(), format_of(look));
}

void Writing::number(lxw_row_t row, std::size_t column, double value, const Look& look) {
    if (std::isfinite(value)) worksheet_write_number(sheet_, row, static_cast<lxw_col_t>(column), value, format_of(look));
}

void Writing::cell(lxw_row_t row, std::size_t column, const Cell& cell, Look look) {
    look.tone = cell.tone;
    if (const auto* words = std::get_if<std::string>(&cell.value)) {
        look.number.clear();
        if (!words->empty()) text(row, column, *words, look);
        widen(column, *words);
    } else if (const auto* value = std::get_if<double>(&cell.value)) {
        number(row, column, *value, look);
        widen(column, std::isfinite(*value) ? std::to_string(static_cast<std::int64_t>(std::clamp(*value, -1e15, 1e15))) + ",,.00" : "");
    }
}

lxw_row_t Writing::table(const ReportTable& table, lxw_row_t row) {
    const std::size_t columns = std::min(table.columns.size(), columns_max);
    for (std::size_t column = 0; column < columns; ++column) {
        const bool right = table.columns[column].align == Align::right;
        text(row, column, table.columns[column].head(), {.bold = true, .wrapped = true, .right = right});
        widen(column, cut_to_width(table.columns[column].head(), 14));
    }
    std::vector<std::string> numbers;
    int decimals = 0;
    for (std::size_t column = 0; column < columns; ++column) {
        const Digits digits = table.columns[column].digits;
        decimals = column_decimals(table, column, decimals);
        numbers.push_back(digits == Digits::percent ? "0.0%" : digits == Digits::exact ? "General" : number_format(decimals));
    }
    const auto format_of_cell = [&](std::size_t column, const Cell& cell) {
        const std::string format = cell.decimals ? number_format(*cell.decimals) : numbers[column];
        return table.columns[column].has_sign ? "+" + format + ";-" + format + ";0" : format;
    };
    ++row;
    for (std::size_t r = 0; r < std::min(table.rows.size(), rows_max); ++r, ++row) {
        for (std::size_t column = 0; column < columns; ++column)
            cell(row, column, table.rows[r].cells[column],
                 {.number = format_of_cell(column, table.rows[r].cells[column]), .level = column == 0 ? table.rows[r].level : 0});
    }
    for (const std::string& note : table.notes) text(row++, 0, note);
    if (table.rows.size() > rows_max)
        text(row++, 0, fmt::format("and {} more, which no sheet has room for: see --csv", table.rows.size() - rows_max));
    return row;
}

void Writing::define(const std::string& figure, const std::string& sheet, lxw_row_t row, lxw_col_t column) {
    if (figure.empty()) return;
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, row, column, 1, 1);
    workbook_define_name(book_, figure.c_str(), ("='" + sheet + "'!" + cell).c_str());
}

lxw_row_t Writing::figures(const std::vector<NamedFigure>& figures, lxw_row_t row, const std::string& name) {
    if (figures.empty()) return row;
    const std::array<const char*, 5> heads = {"figure", "value", "±", "unit", "name in formulas"};
    for (std::size_t column = 0; column < heads.size(); ++column)
        text(row, column, heads[column], {.bold = true, .right = column == 1 || column == 2});
    std::set<std::string> taken;
    for (const NamedFigure& figure : figures) {
        ++row;
        std::string defined = figure_name(figure.label);
        if (!taken.insert(defined).second) defined.clear();
        text(row, 0, figure.label);
        widen(0, figure.label);
        const std::string format = number_format(decimals_of(figure));
        if (figure.value) number(row, 1, *figure.value, {.number = format});
        if (figure.half_width) number(row, 2, *figure.half_width, {.number = format});
        text(row, 3, figure.unit);
        text(row, 4, defined);
        widen(4, defined);
        define(defined, name, row, 1);
    }
    return row + 2;
}

void Writing::set_widths() {
    for (const auto& [column, width] : widths_)
        worksheet_set_column(sheet_, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column), width, nullptr);
}

void Writing::write_first(const Workbook& content, const std::string& name) {
    sheet_ = workbook_add_worksheet(book_, name.c_str());
    widths_.clear();
    lxw_row_t row = 0;
    text(row++, 0, content.title, {.bold = true, .size = 16});
    text(row++, 0, content.subtitle);
    for (const std::string& remark : content.remarks) text(row++, 0, remark);
    ++row;
    for (const ReportTable& one : content.answers) {
        if (!one.title.empty()) text(row++, 0, one.title, {.bold = true, .size = 12});
        row = table(one, row) + 1;
    }
    if (!content.figures.empty()) text(row++, 0, "Figures", {.bold = true, .size = 12});
    row = figures(content.figures, row, name);
    text(row++, 0, "Where this comes from", {.bold = true, .size = 12});
    for (const auto& [what, value] : content.facts) {
        text(row, 0, what);
        text(row++, 1, value);
        widen(0, what);
    }
    set_widths();
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
}

void Writing::write_sheet(const Sheet& sheet, const std::string& name) {
    sheet_ = workbook_add_worksheet(book_, name.c_str());
    widths_.clear();
    const lxw_row_t below = table(sheet.table, 0);
    set_widths();
    worksheet_freeze_panes(sheet_, 1, 1);
    if (!sheet.table.rows.empty())
        worksheet_autofilter(sheet_, 0, 0, below - 1 - static_cast<lxw_row_t>(sheet.table.notes.size()),
                             static_cast<lxw_col_t>(std::min(sheet.table.columns.size(), columns_max) - 1));
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    for (std::size_t i = 0; i < sheet.charts.size(); ++i) chart(sheet, sheet.charts[i], name, i);
}

void Writing::chart(const Sheet& sheet, const SheetChart& wanted, const std::string& name, std::size_t number) {
    const bool bars = wanted.kind == SheetChart::Kind::stacked_bars;
    lxw_chart* chart = workbook_add_chart(book_, bars ? LXW_CHART_BAR_STACKED : LXW_CHART_COLUMN);
    const std::size_t rows = wanted.rows_max > 0 ? std::min(wanted.rows_max, sheet.table.rows.size()) : sheet.table.rows.size();
    const auto last = static_cast<lxw_row_t>(rows);
    const auto range = [&](std::size_t column) {
        char cells[LXW_MAX_CELL_RANGE_LENGTH];
        lxw_rowcol_to_range_abs(cells, 1, static_cast<lxw_col_t>(column), last, static_cast<lxw_col_t>(column));
        std::string quoted;
        for (const char letter : name) quoted += letter == '\'' ? "''" : std::string(1, letter);
        return "='" + quoted + "'!" + cells;
    };
    // No error bars: the library has none with a range of their own, and those of one value would be wrong in most places.
    for (const std::size_t column : wanted.parts) {
        if (!has_numbers(sheet.table, column)) continue;
        lxw_chart_series* series = chart_add_series(chart, range(wanted.labels).c_str(), range(column).c_str());
        chart_series_set_name_range(series, name.c_str(), 0, static_cast<lxw_col_t>(column));
    }
    chart_title_set_name(chart, chart_text(wanted.title).c_str());
    // Where bars lie, the values' axis is the library's x. Rows go downwards there, as they do in the sheet.
    lxw_chart_axis* values = bars ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(values, chart_text(wanted.axis).c_str());
    if (bars) chart_axis_set_reverse(chart->y_axis);
    if (wanted.parts.size() < 2) chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_min(values, 0);
    lxw_chart_options options{};
    options.x_scale = 1.6;
    options.y_scale = bars ? std::max(1.2, static_cast<double>(rows) * 20 / 288) : 1.2;
    options.description = const_cast<char*>(wanted.title.c_str());
    const auto column = static_cast<lxw_col_t>(std::min(sheet.table.columns.size(), columns_max - 20) + 1);
    worksheet_insert_chart_opt(sheet_, 1 + static_cast<lxw_row_t>(18 * number), column, chart, &options);
}

}  // namespace

std::string xlsx_of(const Workbook& workbook) {
    std::vector<std::string> wanted{"Summary"};
    for (const Sheet& sheet : workbook.sheets) wanted.push_back(sheet.name);
    const std::vector<std::string> names = sheet_names(wanted);
    const TemporaryFile file;
    Writing writing(file.path());
    writing.write_first(workbook, names.front());
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) writing.write_sheet(workbook.sheets[i], names[i + 1]);
    if (const lxw_error error = writing.close(); error != LXW_NO_ERROR) throw OutputFault(file.path(), lxw_strerror(error));
    return file.bytes();
}

}  // namespace agrocap
