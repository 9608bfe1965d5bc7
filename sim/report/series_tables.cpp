#include "report/series_tables.hpp"

#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/table_csv.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace agrocap {

namespace {

constexpr std::size_t periods_shown = 62;

/// A bar of so many eighths of a character. The blocks of Unicode fill a character from the left.
std::string bar_text(std::size_t eighths) {
    constexpr std::array<const char*, 8> parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    std::string text;
    for (std::size_t whole = 0; whole < eighths / 8; ++whole) text += "█";
    return text + parts[eighths % 8];
}

double largest_of(const SeriesRow& row) {
    double largest = 0;
    for (const SeriesPoint& point : row.points) largest = std::max(largest, std::abs(point.mean.value_or(0.0)));
    return largest;
}

constexpr double bar_eighths_max = 24 * 8;

/// A bar from zero, of 24 characters for the largest. Below zero, and where nothing was observed, there is none.
Cell bar_of(std::optional<double> value, double largest) {
    if (!value || *value <= 0 || largest <= 0) return Cell("");
    return Cell(bar_text(static_cast<std::size_t>(std::lround(*value / largest * bar_eighths_max))));
}

struct ShownRow {
    const SeriesRow* row;
    MoneyUnit unit;
    int decimals;
};

/// Decimals that the typical interval of a row earns, the same in all periods.
int decimals_of(const SeriesRow& row, double size) {
    std::vector<double> widths;
    for (const SeriesPoint& point : row.points)
        if (point.half_width.value_or(0.0) > 0) widths.push_back(*point.half_width / size);
    if (widths.empty()) return std::min(decimals_for_magnitude(largest_of(row) / size), 2);
    std::sort(widths.begin(), widths.end());
    return std::min(decimals_for_half_width(widths[widths.size() / 2]), decimals_for_magnitude(largest_of(row) / size) + 1);
}

std::vector<ShownRow> rows_shown(const Series& series, const std::vector<std::string>& metrics, const std::string& currency,
                                 std::size_t most) {
    std::vector<ShownRow> rows;
    for (const std::string& name : metrics) {
        const SeriesRow* row = series.find(name);
        if (row == nullptr || rows.size() == most) continue;
        MoneyUnit unit = per_cent_of_share(row->metric.unit);
        if (row->metric.unit == "money") {
            unit = money_unit(largest_of(*row), currency);
            unit.text.erase(unit.text.rfind('/'));  // "million USD/y": here it is that of a period
        }
        rows.push_back({row, unit, decimals_of(*row, unit.size)});
    }
    return rows;
}

/// The first row that has anything to draw.
const SeriesRow& drawn_of(const std::vector<ShownRow>& rows) {
    const auto found = std::find_if(rows.begin(), rows.end(), [](const ShownRow& shown) { return largest_of(*shown.row) > 0; });
    return *(found == rows.end() ? rows.front() : *found).row;
}

void note_more(ReportTable& table, const Series& series, std::size_t shown) {
    if (shown < series.periods.size())
        table.notes.push_back(fmt::format("and {} more: see \"series\" in --json", series.periods.size() - shown));
}

/// What a reader of the first and last figures has to know.
void note_short_ends(ReportTable& table, const Series& series) {
    if (series.every == Every::day || series.periods.size() < 2) return;
    const double least = series.every == Every::week ? 7 : series.every == Every::month ? 28 : 365;
    const auto note = [&](const char* which, const SeriesPeriod& period) {
        if (period.days < least) table.notes.push_back(fmt::format("the {} has {}", which, days_text(period.days)));
    };
    note("first", series.periods.front());
    note("last", series.periods.back());
}

Cell scaled(std::optional<double> value, const ShownRow& shown) {
    Cell cell(value ? std::optional(*value / shown.unit.size) : value);
    cell.decimals = shown.decimals;
    return cell;
}

}  // namespace

std::string period_text(const SeriesPeriod& period, Every every) {
    const std::string date = date_text(period.day);
    return every == Every::month ? date.substr(0, date.size() - 3) : every == Every::year ? date.substr(0, date.size() - 6) : date;
}

ReportTable series_table(const Series& series, const std::vector<std::string>& metrics, const std::string& currency, std::size_t most) {
    ReportTable table;
    table.title = "By " + every_word(series.every);
    const std::vector<ShownRow> rows = rows_shown(series, metrics, currency, most);
    if (rows.empty()) return table;
    table.columns = {{every_word(series.every), "", Align::left}};
    bool varies = false;
    for (const ShownRow& shown : rows) {
        table.columns.push_back({shown.row->metric.name, shown.unit.text});
        table.columns.push_back({"±", "", Align::right, Digits::like_previous});
        varies = varies || std::any_of(shown.row->points.begin(), shown.row->points.end(),
                                       [](const SeriesPoint& point) { return point.half_width.has_value(); });
    }
    const SeriesRow& drawn = drawn_of(rows);
    table.columns.push_back({.title = drawn.metric.name, .align = Align::left, .of_bars = true});
    const double largest = largest_of(drawn);
    const std::size_t count = std::min(series.periods.size(), periods_shown);
    for (std::size_t p = 0; p < count; ++p) {
        std::vector<Cell> cells{Cell(period_text(series.periods[p], series.every))};
        for (const ShownRow& shown : rows) {
            cells.push_back(scaled(shown.row->points[p].mean, shown));
            cells.push_back(varies ? scaled(shown.row->points[p].half_width, shown) : Cell());
        }
        cells.push_back(bar_of(drawn.points[p].mean, largest));
        table.add(std::move(cells));
    }
    if (!varies)
        for (std::size_t column = table.columns.size(); column-- > 0;)
            if (table.columns[column].title == "±") table.drop_column(column);
    note_more(table, series, count);
    note_short_ends(table, series);
    return table;
}

ReportTable series_table(const ComparedSeries& compared, const std::string& title, const std::string& currency) {
    ReportTable table;
    if (compared.difference.rows.empty()) return table;
    const SeriesRow& changes = compared.difference.rows.front();
    const std::vector<std::string> metric{changes.metric.name};
    const std::vector<ShownRow> base = rows_shown(compared.base, metric, currency, 1);
    const std::vector<ShownRow> whatif = rows_shown(compared.whatif, metric, currency, 1);
    if (base.empty() || whatif.empty()) return table;
    const ShownRow difference{&changes, base.front().unit, decimals_of(changes, base.front().unit.size)};
    table.title = fmt::format("{}: {} by {}", title, changes.metric.name, every_word(compared.base.every));
    const std::string unit = base.front().unit.text;
    table.columns = {{every_word(compared.base.every), "", Align::left},
                     {"base", unit},
                     {"what-if", unit},
                     {"difference", unit},
                     {"±", "", Align::right, Digits::like_previous},
                     {.title = "difference", .align = Align::left, .of_bars = true}};
    const double largest = largest_of(changes);
    const std::size_t count = std::min(compared.base.periods.size(), periods_shown);
    for (std::size_t p = 0; p < count; ++p) {
        const auto value_of = [&](const SeriesRow& row, std::optional<double> value) {
            return scaled(value, {&row, base.front().unit, difference.decimals});
        };
        const SeriesPoint& change = changes.points[p];
        const double mean = change.mean.value_or(0.0);
        const bool sure = change.half_width && std::abs(mean) > *change.half_width;
        const std::string bar =
            sure ? (mean > 0 ? "+ " : "− ") + bar_text(static_cast<std::size_t>(std::lround(std::abs(mean) / largest * bar_eighths_max)))
                 : "";
        table.add({Cell(period_text(compared.base.periods[p], compared.base.every)),
                   value_of(*base.front().row, base.front().row->points[p].mean),
                   value_of(*whatif.front().row, whatif.front().row->points[p].mean), scaled(change.mean, difference),
                   scaled(change.half_width, difference), Cell(bar)});
    }
    note_more(table, compared.base, count);
    note_short_ends(table, compared.base);
    return table;
}

CsvFile series_csv(const Series& series) {
    std::string text = "from,days,metric,unit,mean,half_width\r\n";
    for (const SeriesRow& row : series.rows) {
        const std::string name = csv_field(row.metric.name) + "," + csv_field(row.metric.unit) + ",";
        for (std::size_t p = 0; p < series.periods.size(); ++p) {
            const SeriesPoint& point = row.points[p];
            text += date_text(series.periods[p].day) + "," + exact_number(series.periods[p].days) + "," + name +
                    exact_number(point.mean.value_or(std::nan(""))) + "," + exact_number(point.half_width.value_or(std::nan(""))) + "\r\n";
        }
    }
    return {series_csv_name, text};
}

}  // namespace agrocap
