#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace agrocap {

enum class Align : std::uint8_t { left, right };

/// How many digits a column of numbers shows to people. Files always get full precision.
enum class Digits : std::uint8_t {
    magnitude,      // about three significant digits of the column's largest number, the same decimals in every row
    like_previous,  // the decimals of the column to the left: for the ± of a value
    percent,        // a share from 0 to 1, shown times 100 with one decimal
    exact,          // shortest text that reads back the same
};

/// What a cell means for the planner: shown as colour, where colour is wanted.
enum class Tone : std::uint8_t { plain, good, bad, doubtful };

/// Where a bar behind a number begins and ends, each as a share of the widest of its column.
struct CellBar {
    double from = 0, to = 0;
};

/// One cell: nothing, a text or a number. NaN is "nothing was observed" and shows as a dash.
struct Cell {
    std::variant<std::monostate, std::string, double> value;
    std::optional<int> decimals;  // over the column's rule
    Tone tone = Tone::plain;
    std::optional<CellBar> bar = {};  // where a page draws one that the number alone does not tell, such as a step of a waterfall

    Cell() = default;
    Cell(std::string text, Tone cell_tone = Tone::plain) : value(std::move(text)), tone(cell_tone) {}
    Cell(const char* text) : value(std::string(text)) {}
    Cell(double number) : value(number) {}
    Cell(double number, int cell_decimals) : value(number), decimals(cell_decimals) {}
    /// NaN where there is no value.
    Cell(std::optional<double> number);
};

struct Column {
    std::string title;
    std::string unit = {};  // empty = none; shown in a second line of the head
    Align align = Align::right;
    Digits digits = Digits::magnitude;
    bool of_bars = false;   // drawn with characters, for a screen and for Markdown: pages and spreadsheets draw bars of their own
    bool stays = false;     // though nothing but zero may stand in it: that nothing is made or sold has to be said
    bool has_sign = false;  // what is more than zero has a "+"

    /// Title and unit on one line, "output (units/y)".
    [[nodiscard]] std::string head() const;
};

/// A table of results: the only thing that writers know.
///
/// Requires: every row has one cell a column. A row's level 1 stands indented below the level 0 before it (a line below its plant).
struct ReportTable {
    struct Row {
        std::vector<Cell> cells;
        int level = 0;
    };

    std::string section = {};  // what a reader asks for it by, such as "markets"; empty if nobody can
    std::string title;
    std::string short_title = {};  // where there is little room, such as a sheet's tab; empty: the title
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<std::string> notes;

    void add(std::vector<Cell> cells, int level = 0) { rows.push_back({std::move(cells), level}); }
    [[nodiscard]] bool empty() const { return rows.empty(); }
    [[nodiscard]] const std::string& name() const { return short_title.empty() ? title : short_title; }
    /// Takes out the columns after the first `kept` that hold no text and no number other than zero: what does not happen needs no column.
    /// One that stays goes only where it holds no number at all.
    void drop_idle_columns(std::size_t kept = 1);
    void drop_column(std::size_t column);
    [[nodiscard]] bool has_bars() const;
    /// The table without what is drawn with characters.
    [[nodiscard]] ReportTable without_bars() const;
};

}  // namespace agrocap
