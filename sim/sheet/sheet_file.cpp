#include "sheet/sheet_file.hpp"

#include "base/sha256.hpp"
#include "base/version.hpp"
#include "report/atomic_file.hpp"
#include "report/text_width.hpp"
#include "sheet/cell_value.hpp"
#include "workbook/sheet_text.hpp"
#include "workbook/temporary_file.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <tuple>

namespace agrocap {

namespace {

constexpr std::size_t first_row = 4;  // of values: above are the title, the hidden keys, the heads and what they mean
constexpr std::size_t sheet_rows_max = 1'048'576 - first_row;
constexpr std::size_t chunk_bytes = 30'000;  // of the document in a cell, which takes 32,767 UTF-16 units
constexpr double label_width_max = 32, value_width_max = 40, value_width_min = 11;

/// What a cell looks like, and whether it can be written to.
struct SheetLook {
    std::string number = {};
    std::uint32_t fill = 0;  // 0: none
    std::uint32_t ink = 0;
    double size = 0;
    bool bold = false, wrapped = false, open = false, right = false;

    friend auto operator<(const SheetLook& a, const SheetLook& b) {
        const auto order = [](const SheetLook& one) {
            return std::tie(one.number, one.fill, one.ink, one.size, one.bold, one.wrapped, one.open, one.right);
        };
        return order(a) < order(b);
    }
};

constexpr std::uint32_t yellow = 0xFFF2B3, pale_yellow = 0xFFFBE6, head_fill = 0xE3E8E4, grey_ink = 0x5F6B65;

/// Writes the file sheet by sheet.
class SheetWriting {
  public:
    explicit SheetWriting(const std::string& path) : book_(workbook_new(path.c_str())) {
        lxw_doc_properties properties{};
        properties.created = std::time_t{315'532'800};  // 1980-01-01, as its zip entries have: the same bytes each time
        workbook_set_properties(book_, &properties);
    }

    void write_start(const std::string& title, const std::vector<EditSheet>& sheets);
    void write(const EditSheet& sheet);
    void write_origin(const SheetOrigin& origin);
    lxw_error close() { return workbook_close(book_); }

  private:
    lxw_format* format_of(const SheetLook& look);
    void text(std::size_t row, std::size_t column, const std::string& words, const SheetLook& look = {});
    void heads(const EditSheet& sheet);
    void row(const EditSheet& sheet, std::size_t number);
    void value(std::size_t row, std::size_t column, const EditCell& cell, bool spare);
    void choices(const EditSheet& sheet);
    void widths(const EditSheet& sheet);
    void begin(const std::string& name);
    void protect();

    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    std::map<SheetLook, lxw_format*> formats_;
};

lxw_format* SheetWriting::format_of(const SheetLook& look) {
    lxw_format*& format = formats_[look];
    if (format != nullptr) return format;
    format = workbook_add_format(book_);
    if (!look.number.empty()) format_set_num_format(format, look.number.c_str());
    if (look.bold) format_set_bold(format);
    if (look.size > 0) format_set_font_size(format, look.size);
    if (look.ink != 0) format_set_font_color(format, look.ink);
    if (look.wrapped) {
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
    if (look.fill != 0) {
        format_set_bg_color(format, look.fill);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, 0xD0CFC4);
    }
    if (look.open) format_set_unlocked(format);
    return format;
}

void SheetWriting::text(std::size_t row, std::size_t column, const std::string& words, const SheetLook& look) {
    worksheet_write_string(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), escaped_text(cell_text(words)).c_str(),
                           format_of(look));
}

void SheetWriting::begin(const std::string& name) { sheet_ = workbook_add_worksheet(book_, name.c_str()); }

/// Without a password: it keeps slips away, nobody out.
void SheetWriting::protect() {
    lxw_protection allowed{};
    allowed.format_columns = allowed.format_rows = allowed.autofilter = 1;
    worksheet_protect(sheet_, nullptr, &allowed);
}

void SheetWriting::heads(const EditSheet& sheet) {
    text(0, 1, sheet.name, {.size = 14, .bold = true});
    text(0, 1 + std::max<std::size_t>(sheet.labels.size(), 1), sheet.sentence, {.ink = grey_ink});
    text(1, 0, sheet_mark + sheet.name);
    text(2, 0, head_mark);
    text(3, 0, head_mark);
    text(0, 0, head_mark);
    const SheetLook head{.fill = head_fill, .bold = true, .wrapped = true};
    const SheetLook small{.fill = head_fill, .ink = grey_ink, .size = 8, .wrapped = true};
    for (std::size_t i = 0; i < sheet.labels.size(); ++i) {
        text(1, 1 + i, label_mark + sheet.labels[i]);
        text(2, 1 + i, sheet.labels[i], head);
        text(3, 1 + i, "", small);
    }
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const std::size_t column = 1 + sheet.labels.size() + i;
        text(1, column, sheet.columns[i].key.empty() ? "=" : sheet.columns[i].key);
        text(2, column, sheet.columns[i].title, head);
        text(3, column, sheet.columns[i].meaning, small);
    }
    lxw_row_col_options hidden{};
    hidden.hidden = 1;
    worksheet_set_row_opt(sheet_, 1, 15, nullptr, &hidden);
    const bool explained =
        std::any_of(sheet.columns.begin(), sheet.columns.end(), [](const EditColumn& one) { return !one.meaning.empty(); });
    worksheet_set_row(sheet_, 3, explained ? 68 : 4, nullptr);
}

void SheetWriting::value(std::size_t row, std::size_t column, const EditCell& cell, bool spare) {
    const ShownValue shown = shown_cell(cell);
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    const bool elsewhere = !cell.parts_on.empty();
    lxw_format* format = format_of({.number = shown.format,
                                    .fill = spare || elsewhere ? pale_yellow : yellow,
                                    .ink = elsewhere ? grey_ink : 0,
                                    .open = true,
                                    .right = shown.kind == ShownValue::Kind::number});
    switch (shown.kind) {
        case ShownValue::Kind::number: worksheet_write_number(sheet_, r, c, shown.number, format); break;
        case ShownValue::Kind::boolean: worksheet_write_boolean(sheet_, r, c, static_cast<int>(shown.number), format); break;
        case ShownValue::Kind::text: worksheet_write_string(sheet_, r, c, escaped_text(shown.text).c_str(), format); break;
        case ShownValue::Kind::empty: worksheet_write_blank(sheet_, r, c, format); break;
    }
}

void SheetWriting::row(const EditSheet& sheet, std::size_t number) {
    const EditRow& row = sheet.rows[number];
    const std::size_t at = first_row + number;
    text(at, 0, row.path);
    for (std::size_t i = 0; i < row.labels.size(); ++i) {
        const bool is_name = row.named_by_planner && i + 1 == row.labels.size();
        if (is_name)
            worksheet_write_blank(sheet_, static_cast<lxw_row_t>(at), static_cast<lxw_col_t>(1 + i),
                                  format_of({.number = "@", .fill = pale_yellow, .open = true}));
        else
            text(at, 1 + i, row.labels[i], {.ink = row.spare ? grey_ink : 0});
    }
    for (std::size_t i = 0; i < row.cells.size(); ++i) value(at, 1 + row.labels.size() + i, row.cells[i], row.spare);
}

/// A list to choose from where there is one, for each stretch of rows that has the same. What is not on it can be written all the same.
void SheetWriting::choices(const EditSheet& sheet) {
    constexpr std::size_t list_letters_max = 255;
    for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
        for (std::size_t from = 0, to = 0; from < sheet.rows.size(); from = to) {
            const CellWish& wish = *sheet.rows[from].cells[column].wish;
            for (to = from + 1; to < sheet.rows.size() && sheet.rows[to].cells[column].wish.get() == &wish; ++to) {
            }
            std::vector<char*> words;
            std::size_t letters = 0;
            for (const std::string& word : wish.choices) {
                words.push_back(const_cast<char*>(word.c_str()));
                letters += utf16_units(word) + 1;
            }
            const bool comma = std::any_of(wish.choices.begin(), wish.choices.end(),
                                           [](const std::string& word) { return word.find(',') != std::string::npos; });
            if (words.empty() || letters > list_letters_max || comma) continue;
            words.push_back(nullptr);
            lxw_data_validation list{};
            list.validate = LXW_VALIDATION_TYPE_LIST;
            list.value_list = words.data();
            list.show_error = LXW_VALIDATION_OFF;
            const auto c = static_cast<lxw_col_t>(1 + sheet.labels.size() + column);
            worksheet_data_validation_range(sheet_, static_cast<lxw_row_t>(first_row + from), c, static_cast<lxw_row_t>(first_row + to - 1),
                                            c, &list);
        }
    }
}

void SheetWriting::widths(const EditSheet& sheet) {
    lxw_row_col_options hidden{};
    hidden.hidden = 1;
    worksheet_set_column_opt(sheet_, 0, 0, 8, nullptr, &hidden);
    for (std::size_t i = 0; i < sheet.labels.size(); ++i) {
        double width = static_cast<double>(text_width(sheet.labels[i])) + 3;
        for (const EditRow& row : sheet.rows) width = std::max(width, static_cast<double>(text_width(row.labels[i])) + 2);
        const double most = sheet.labels[i] == "meaning" ? 80 : label_width_max;
        worksheet_set_column(sheet_, static_cast<lxw_col_t>(1 + i), static_cast<lxw_col_t>(1 + i), std::min(width, most), nullptr);
    }
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        double width = std::max(value_width_min, static_cast<double>(text_width(sheet.columns[i].title)) + 3);
        if (!sheet.columns[i].meaning.empty()) width = std::max(width, 18.0);
        for (const EditRow& row : sheet.rows) width = std::max(width, static_cast<double>(text_width(shown_cell(row.cells[i]).text)) + 2);
        // Keys that nothing has are folded away: there, and not in the way.
        lxw_row_col_options folded{};
        folded.hidden = sheet.columns[i].used ? 0 : 1;
        folded.level = folded.hidden;
        const auto column = static_cast<lxw_col_t>(1 + sheet.labels.size() + i);
        worksheet_set_column_opt(sheet_, column, column, std::min(width, value_width_max), nullptr, &folded);
    }
}

void SheetWriting::write(const EditSheet& sheet) {
    if (sheet.rows.size() > sheet_rows_max) throw SheetTooLarge{sheet.name, sheet.rows.size()};
    begin(sheet.name);
    widths(sheet);
    heads(sheet);
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) row(sheet, i);
    choices(sheet);
    worksheet_freeze_panes(sheet_, first_row, static_cast<lxw_col_t>(1 + sheet.labels.size()));
    if (!sheet.rows.empty())
        worksheet_autofilter(sheet_, 2, 1, static_cast<lxw_row_t>(first_row + sheet.rows.size() - 1),
                             static_cast<lxw_col_t>(sheet.labels.size() + sheet.columns.size()));
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    protect();
}

void SheetWriting::write_start(const std::string& title, const std::vector<EditSheet>& sheets) {
    begin("Start");
    worksheet_set_column(sheet_, 0, 0, 20, nullptr);
    worksheet_set_column(sheet_, 1, 1, 10, nullptr);
    worksheet_set_column(sheet_, 2, 2, 100, nullptr);
    std::size_t at = 0;
    text(at++, 0, title, {.size = 16, .bold = true});
    ++at;
    text(at++, 0, "Change what you like in the yellow cells, save, then:   agrocap import THIS-FILE.xlsx -o what-if.toml");
    text(at++, 0,
         "An emptied cell takes its key out: the default holds. A pale cell with an arrow names the sheet that has the parts; write a "
         "value over it to replace them.");
    text(at++, 0,
         "The last, pale row of a list is for a new entry. Durations keep the unit that they show; another unit is written as text, such "
         "as 1.5 h.");
    text(at++, 0, "Keys that nothing has are folded away: open them with the + above the columns.");
    ++at;
    text(at, 0, "Sheet", {.fill = head_fill, .bold = true});
    text(at, 1, "Rows", {.fill = head_fill, .bold = true, .right = true});
    text(at++, 2, "What stands on it", {.fill = head_fill, .bold = true});
    for (const EditSheet& sheet : sheets) {
        const std::string link = "internal:'" + sheet.name + "'!A1";
        worksheet_write_url(sheet_, static_cast<lxw_row_t>(at), 0, link.c_str(), nullptr);
        worksheet_write_string(sheet_, static_cast<lxw_row_t>(at), 0, sheet.name.c_str(), nullptr);
        worksheet_write_number(sheet_, static_cast<lxw_row_t>(at), 1, static_cast<double>(sheet.rows.size()), nullptr);
        text(at++, 2, sheet.sentence);
    }
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    protect();
}

void SheetWriting::write_origin(const SheetOrigin& origin) {
    begin(origin_sheet);
    std::string document;
    // Two characters that XML cannot hold, as TOML writes them without holding them.
    for (std::size_t i = 0; i < origin.document.size(); ++i) {
        const std::string_view three = std::string_view(origin.document).substr(i, 3);
        if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
            document += three == "\xEF\xBF\xBE" ? "\\uFFFE" : "\\uFFFF";
            i += 2;
        } else {
            document += origin.document[i];
        }
    }
    text(0, 0, origin_format);
    text(0, 1, version());
    text(1, 0, origin.scenario);
    text(2, 0, sha256_hex(document));
    std::size_t row = 3;
    for (std::size_t from = 0; from < document.size(); ++row) {
        std::size_t to = std::min(from + chunk_bytes, document.size());
        while (to < document.size() && (static_cast<unsigned char>(document[to]) & 0xC0) == 0x80) --to;
        text(row, 0, document.substr(from, to - from));
        from = to;
    }
    worksheet_hide(sheet_);
    protect();
}

}  // namespace

std::string sheet_file(const std::string& title, const std::vector<EditSheet>& sheets, const SheetOrigin& origin) {
    const TemporaryFile file;
    SheetWriting writing(file.path());
    writing.write_start(title, sheets);
    for (const EditSheet& sheet : sheets) writing.write(sheet);
    writing.write_origin(origin);
    if (const lxw_error error = writing.close(); error != LXW_NO_ERROR) throw OutputFault(file.path(), lxw_strerror(error));
    return file.bytes();
}

}  // namespace agrocap
