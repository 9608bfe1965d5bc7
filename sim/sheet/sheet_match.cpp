#include "sheet/sheet_match.hpp"

#include "scenario/number_text.hpp"
#include "scenario/reading.hpp"
#include "sheet/cell_value.hpp"
#include "sheet/sheet_draft.hpp"
#include "sheet/sheet_origin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace agrocap {

namespace {

const ReadCell no_cell{};

/// A sheet in the spreadsheet, with the rows and columns that are known there.
struct KnownSheet {
    const ReadSheet* sheet = nullptr;
    std::uint32_t file = 0;
    CellAt corner{};
    std::map<std::string, std::uint32_t> columns, labels;  // by key and by name
    std::map<std::string, std::uint32_t> rows;             // by path
    std::set<std::uint32_t> heads;

    [[nodiscard]] const ReadCell& cell(CellAt at) const {
        const auto found = sheet->cells.find(at);
        return found == sheet->cells.end() ? no_cell : found->second;
    }
    [[nodiscard]] SourceSpan place(CellAt at) const { return {file, at.first + 1, at.second + 1}; }
    [[nodiscard]] SourceSpan place() const { return {file, 0, 0}; }
};

std::string text_in(const ReadCell& cell) {
    if (cell.kind == ReadCell::Kind::number) return fmt::format("{:.15g}", cell.number);
    return std::string(trimmed(cell.text));
}

/// Matches one sheet with what was written.
class SheetMatch {
  public:
    SheetMatch(const EditSheet& sheet, const KnownSheet& known, DayCount days, Diagnostics& problems, std::vector<FoundChange>& changes)
        : sheet_(sheet), known_(known), days_(days), problems_(problems), changes_(changes) {}

    void match() {
        find_columns();
        find_rows();
        look_for_strays();
        look_for_merged();
        for (const EditRow& row : sheet_.rows) {
            const auto at = known_.rows.find(row.path);
            if (at == known_.rows.end())
                lost(known_.place(), row.path, "its row is gone",
                     "a row is not taken out by deleting it: put it back, empty its cells, or write `remove` into the what-if file");
            else if (row.named_by_planner)
                match_new_name(row, at->second);
            else
                match_row(row, at->second);
        }
    }

  private:
    void lost(SourceSpan at, std::string path, std::string text, std::string hint) {
        problems_.error(Code::lost_identity, at, std::move(path), std::move(text), std::move(hint));
    }
    void wrong(CellAt at, const std::string& path, std::string text, std::string hint) {
        problems_.error(Code::cell_content, known_.place(at), path, std::move(text), std::move(hint));
    }

    void find_columns() {
        for (auto cell = known_.sheet->cells.lower_bound({known_.corner.first, known_.corner.second + 1});
             cell != known_.sheet->cells.end() && cell->first.first == known_.corner.first; ++cell) {
            const std::string key = text_in(cell->second);
            const bool is_label = key.starts_with(label_mark);
            auto& columns = is_label ? known_.labels : known_.columns;
            const std::string name = is_label ? key.substr(1) : key == "=" ? "" : key;
            if (!columns.emplace(name, cell->first.second).second)
                lost(known_.place(cell->first), {}, fmt::format("the column {} stands here a second time", toml_quoted(name)),
                     "take the copy out");
        }
        for (const EditColumn& column : sheet_.columns)
            if (!known_.columns.contains(column.key))
                lost(known_.place(), {},
                     fmt::format("the column {} is gone, or its hidden name in row {}", toml_quoted(column.key), known_.corner.first + 1),
                     "put it back: a key is taken out by emptying its cell");
        for (const std::string& label : sheet_.labels)
            if (!known_.labels.contains(label))
                lost(known_.place(), {}, fmt::format("the column {} is gone", toml_quoted(label)),
                     "put it back: it says whose each row is");
    }

    void find_rows() {
        std::set<std::string> expected;
        for (const EditRow& row : sheet_.rows) expected.insert(row.path);
        for (const auto& [at, cell] : known_.sheet->cells) {
            if (at.second != known_.corner.second || at == known_.corner) continue;
            const std::string path = text_in(cell);
            if (path == head_mark) {
                known_.heads.insert(at.first);
            } else if (!expected.contains(path)) {
                lost(known_.place(at), {}, fmt::format("{} in the hidden column is no row of this sheet", toml_quoted(path)),
                     "take what was changed there back");
                known_.heads.insert(at.first);
            } else if (const auto [first, is_new] = known_.rows.emplace(path, at.first); !is_new) {
                lost(known_.place(at), path, fmt::format("row {} is this one a second time", first->second + 1), "take the copy out");
                known_.heads.insert(at.first);
            }
        }
    }

    [[nodiscard]] bool is_ours(std::uint32_t column) const {
        const auto is_it = [column](const auto& one) { return one.second == column; };
        return std::any_of(known_.columns.begin(), known_.columns.end(), is_it) ||
               std::any_of(known_.labels.begin(), known_.labels.end(), is_it);
    }

    /// What stands in our columns but in no row that is known was meant for something, and would be lost.
    void look_for_strays() {
        std::set<std::uint32_t> rows;
        for (const auto& [path, row] : known_.rows) rows.insert(row);
        std::optional<std::uint32_t> told;
        for (const auto& [at, cell] : known_.sheet->cells) {
            if (at.first <= known_.corner.first || rows.contains(at.first) || known_.heads.contains(at.first) || told == at.first) continue;
            if (!is_ours(at.second) || text_in(cell).empty()) continue;
            told = at.first;
            lost(known_.place(at), {}, fmt::format("found {} in a row that belongs to nothing", shown_text(text_in(cell))),
                 "what is new stands in the pale last row of its list, or in the what-if file");
        }
    }

    void look_for_merged() {
        for (const CellRange& range : known_.sheet->merged) {
            bool ours = false;
            for (const auto& [path, row] : known_.rows) ours |= row >= range.first.first && row <= range.last.first;
            bool value = false;
            for (const auto& [key, column] : known_.columns) value |= column >= range.first.second && column <= range.last.second;
            if (!ours || !value) continue;
            lost(known_.place(range.first), {},
                 fmt::format("the cells {}:{} are merged into one: whose the value is cannot be told", cell_name(range.first),
                             cell_name(range.last)),
                 "take the merging back, and write the value into each");
            merged_.push_back(range);
        }
    }

    [[nodiscard]] bool is_merged(CellAt at) const {
        return std::any_of(merged_.begin(), merged_.end(), [at](const CellRange& range) {
            return at.first >= range.first.first && at.first <= range.last.first && at.second >= range.first.second &&
                   at.second <= range.last.second;
        });
    }

    void match_labels(const EditRow& row, std::uint32_t at) {
        for (std::size_t i = 0; i < row.labels.size(); ++i) {
            const auto column = known_.labels.find(sheet_.labels[i]);
            if (column == known_.labels.end() || (row.named_by_planner && i + 1 == row.labels.size())) continue;
            const std::string found = text_in(known_.cell({at, column->second}));
            if (found == trimmed(row.labels[i])) continue;
            lost(known_.place({at, column->second}), row.path,
                 fmt::format("found {} where {} stood", shown_text(found), shown_text(row.labels[i])),
                 "this column says whose the row is, and changes nothing: write another object into the what-if file");
        }
    }

    void match_row(const EditRow& row, std::uint32_t at) {
        match_labels(row, at);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto column = known_.columns.find(sheet_.columns[i].key);
            if (column != known_.columns.end()) match_cell(row.cells[i], row.cells[i].path, {at, column->second});
        }
    }

    bool match_cell(const EditCell& cell, const std::vector<std::string>& path, CellAt at) {
        if (is_merged(at)) return false;
        CellChange change = change_of(cell, known_.cell(at), days_);
        if (!change.changed) return false;
        if (!change.fault.empty()) {
            wrong(at, path_text(path), change.fault, change.hint);
            return false;
        }
        if (change.value) set_places(*change.value, known_.place(at));
        changes_.push_back({&cell, path, std::move(change.value), known_.place(at)});
        return true;
    }

    /// The last row of values by name: a name that is not there yet, and its value.
    void match_new_name(const EditRow& row, std::uint32_t at) {
        match_labels(row, at);
        const auto column = known_.columns.find("");
        const auto label = known_.labels.find(sheet_.labels.back());
        if (column == known_.columns.end() || label == known_.labels.end()) return;
        const std::string name = text_in(known_.cell({at, label->second}));
        const bool has_value = known_.cell({at, column->second}).kind != ReadCell::Kind::empty;
        std::vector<std::string> path = row.cells.front().path;
        path.back() = name;
        if (name.empty() && !has_value) return;
        if (name.empty() || !has_value)
            return wrong({at, name.empty() ? label->second : column->second}, path_text({path.begin(), path.end() - 1}),
                         name.empty() ? "a new value has no name" : fmt::format("{} has no value", shown_text(name)),
                         "the last row of a list takes a name and a value");
        if (known_.rows.contains(path_text(path)))
            return wrong({at, label->second}, path_text(path),
                         fmt::format("{} is there already, in row {}", shown_text(name), known_.rows[path_text(path)] + 1),
                         "change it there");
        match_cell(row.cells.front(), path, {at, column->second});
    }

    static void set_places(TomlValue& value, SourceSpan at) {
        value.at = value.key_at = at;
        for (auto& [key, member] : value.members) set_places(member, at);
        for (TomlValue& element : value.elements) set_places(element, at);
    }

    const EditSheet& sheet_;
    KnownSheet known_;
    DayCount days_;
    Diagnostics& problems_;
    std::vector<FoundChange>& changes_;
    std::vector<CellRange> merged_;
};

/// The sheets that carry a mark, by it.
std::map<std::string, KnownSheet> marked_sheets(const Spreadsheet& spreadsheet, std::uint32_t first_sheet, Diagnostics& problems) {
    std::map<std::string, KnownSheet> known;
    for (std::size_t i = 0; i < spreadsheet.sheets.size(); ++i) {
        const ReadSheet& sheet = spreadsheet.sheets[i];
        const auto mark = std::find_if(sheet.cells.begin(), sheet.cells.end(), [](const auto& one) {
            return one.second.kind == ReadCell::Kind::text && one.second.text.starts_with(sheet_mark);
        });
        if (mark == sheet.cells.end()) continue;
        KnownSheet found;
        found.sheet = &sheet;
        found.file = first_sheet + static_cast<std::uint32_t>(i);
        found.corner = mark->first;
        const std::string name = mark->second.text.substr(std::string_view(sheet_mark).size());
        const auto [first, is_new] = known.emplace(name, found);
        if (!is_new)
            problems.error(Code::lost_identity, found.place(), {},
                           fmt::format("this is the sheet {} a second time", toml_quoted(first->second.sheet->name)), "take the copy out");
    }
    return known;
}

}  // namespace

std::vector<FoundChange> found_changes(const std::vector<EditSheet>& sheets, const Spreadsheet& spreadsheet, std::uint32_t first_sheet,
                                       Diagnostics& problems) {
    std::vector<FoundChange> changes;
    const std::map<std::string, KnownSheet> known = marked_sheets(spreadsheet, first_sheet, problems);
    for (const EditSheet& sheet : sheets) {
        const auto found = known.find(sheet.name);
        if (found == known.end()) {
            problems.error(Code::lost_identity, {first_sheet + static_cast<std::uint32_t>(spreadsheet.sheets.size()), 0, 0}, {},
                           fmt::format("the sheet {} is gone, or the mark in its hidden row and column", toml_quoted(sheet.name)),
                           "put it back: a sheet may be renamed, not taken out");
            continue;
        }
        SheetMatch(sheet, found->second, spreadsheet.days, problems, changes).match();
    }
    return changes;
}

}  // namespace agrocap
