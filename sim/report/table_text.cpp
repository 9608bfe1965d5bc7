#include "report/table_text.hpp"

#include "base/visible_text.hpp"
#include "report/table_cells.hpp"
#include "report/text_width.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t gap = 2;              // between columns: one space stands inside numbers
constexpr std::size_t indent = 2;           // of all below a title
constexpr std::size_t text_width_max = 60;  // a longer name is cut on a screen, so that one name cannot break the table

const char* escape(Tone tone) {
    switch (tone) {
        case Tone::good: return "\x1b[32m";
        case Tone::bad: return "\x1b[31m";
        case Tone::doubtful: return "\x1b[33m";
        case Tone::plain: break;
    }
    return "";
}

/// A table whose cells are text: titles and units are its first two lines.
struct Grid {
    std::vector<std::vector<ShownCell>> lines;
    std::vector<std::size_t> widths;
};

Grid grid_of(const ReportTable& table, std::size_t text_max) {
    Grid grid;
    grid.lines.resize(2);
    for (const Column& column : table.columns) {
        grid.lines[0].push_back({visible(column.title)});
        grid.lines[1].push_back({visible(column.unit)});
    }
    for (std::vector<ShownCell>& row : shown_cells(table)) grid.lines.push_back(std::move(row));
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            std::string& text = grid.lines[row + 2][column].text;
            if (text_max > 0) text = cut_to_width(text, text_max);
            if (column == 0) text.insert(0, 2 * static_cast<std::size_t>(table.rows[row].level), ' ');
        }
        std::size_t width = 0;
        for (const std::vector<ShownCell>& line : grid.lines) width = std::max(width, text_width(line[column].text));
        grid.widths.push_back(width);
    }
    return grid;
}

/// How many columns name a row: the first, and the second where the first alone has one text twice.
std::size_t naming_columns(const ReportTable& table, const Grid& grid) {
    std::set<std::string> seen;
    bool alone = true;
    for (std::size_t line = 2; line < grid.lines.size(); ++line) {
        if (table.rows[line - 2].level > 0) continue;  // it stands below the one that it belongs to
        alone = seen.insert(grid.lines[line][0].text).second && alone;
    }
    return !alone && table.columns.size() > 2 && table.columns[1].align == Align::left ? 2 : 1;
}

using Strip = std::vector<std::size_t>;  // columns that stand beside each other

/// The columns in as few strips as the width allows, each after those that name the rows. What is the ± of a value stays beside it.
std::vector<Strip> strips_of(const ReportTable& table, const Grid& grid, std::size_t columns) {
    Strip all(table.columns.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const auto width_of = [&grid](const Strip& strip) {
        std::size_t width = indent;
        for (const std::size_t column : strip) width += grid.widths[column] + gap;
        return width - gap;
    };
    if (columns == 0 || width_of(all) <= columns) return {all};
    const std::size_t named = naming_columns(table, grid);
    const Strip names(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(named));
    std::vector<Strip> strips{names};
    for (std::size_t column = named; column < all.size();) {
        Strip together{column++};
        while (column < all.size() && (table.columns[column].digits == Digits::like_previous || table.columns[column].title == "±"))
            together.push_back(column++);
        Strip longer = strips.back();
        longer.insert(longer.end(), together.begin(), together.end());
        if (strips.back().size() > named && width_of(longer) > columns) {
            longer = names;
            longer.insert(longer.end(), together.begin(), together.end());
            strips.push_back(std::move(longer));
        } else {
            strips.back() = std::move(longer);
        }
    }
    return strips;
}

/// A text that ends its line, broken at blanks below its beginning where it would pass the screen's edge.
std::string last_text(const std::string& text, std::size_t begins_at, std::size_t columns) {
    constexpr std::size_t least = 12;  // less room than that makes a column of single words
    if (columns < begins_at + least || begins_at + text_width(text) <= columns) return text;
    std::string broken = wrapped(text, columns - begins_at, 0);
    for (std::size_t at = broken.find('\n'); at != std::string::npos; at = broken.find('\n', at + 1)) broken.insert(at + 1, begins_at, ' ');
    return broken;
}

/// Puts the cells of one line under each other's columns.
std::string line_of(const ReportTable& table, const Grid& grid, std::size_t line, const Strip& strip, Screen screen) {
    std::string text;
    std::size_t pending = indent;  // spaces owed: written only when something follows, so no line ends in one
    std::size_t width = 0;         // of what is written
    for (const std::size_t column : strip) {
        const ShownCell& shown = grid.lines[line][column];
        const std::size_t space = grid.widths[column] - text_width(shown.text);
        if (column != strip.front()) pending += gap;
        if (table.columns[column].align == Align::right) pending += space;
        if (!shown.text.empty()) {
            const bool coloured = screen.colour == Colour::on && shown.tone != Tone::plain;
            text.append(pending, ' ');
            width += pending;
            const std::string cell = column == strip.back() ? last_text(shown.text, width, screen.columns) : shown.text;
            text += coloured ? escape(shown.tone) + cell + "\x1b[0m" : cell;
            width += text_width(shown.text);
            pending = 0;
        }
        if (table.columns[column].align == Align::left) pending += space;
    }
    return text + "\n";
}

bool is_blank(const Grid& grid, std::size_t line, const Strip& strip, std::size_t from) {
    return std::all_of(strip.begin() + static_cast<std::ptrdiff_t>(from), strip.end(),
                       [&](std::size_t column) { return grid.lines[line][column].text.empty(); });
}

}  // namespace

std::string text_of(const ReportTable& table, Screen screen) {
    const Grid grid = grid_of(table, screen.columns > 0 ? text_width_max : 0);
    std::string text;
    if (!table.title.empty()) {
        const std::string title = wrapped(table.title, screen.columns, 0);
        text += screen.colour == Colour::on ? "\x1b[1m" + title + "\x1b[0m\n" : title + "\n";
    }
    const std::vector<Strip> strips = strips_of(table, grid, screen.columns);
    for (const Strip& strip : strips) {
        // Further down a row with nothing but its name says nothing.
        const std::size_t names = &strip != &strips.front() ? naming_columns(table, grid) : strip.size();
        for (std::size_t line = 0; line < grid.lines.size(); ++line) {
            const bool is_head = line < 2;
            if ((is_head && is_blank(grid, line, strip, 0)) || (!is_head && names < strip.size() && is_blank(grid, line, strip, names)))
                continue;
            text += line_of(table, grid, line, strip, screen);
        }
        if (&strip != &strips.back()) text += "\n";
    }
    for (const std::string& note : table.notes) text += wrapped(note, screen.columns, indent) + "\n";
    return text;
}

}  // namespace agrocap
