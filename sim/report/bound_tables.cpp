#include "report/bound_tables.hpp"

#include "report/bound_report.hpp"
#include "report/table_csv.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

Cell place_cell(const StatedRow& row) { return row.line > 0 ? Cell(row.place()) : Cell(); }

/// What nothing ends is told as such: an empty cell would be a number that is missing.
Cell end_cell(std::optional<double> range) { return range ? Cell(*range) : Cell("no end"); }

ReportTable limits_as_rows(const StatedBounds& stated) {
    ReportTable table;
    for (const char* title : {"metric", "what", "constraint", "from_day", "to_day", "up", "down", "range_down", "range_up", "unit",
                              "degenerate", "file", "line"})
        table.columns.push_back({.title = title});
    for (const StatedBound& bound : stated.bounds) {
        for (const StatedLimit& limit : bound.binding) {
            const StatedRow& row = limit.row;
            const auto day = [&limit](double DaySpan::*end) { return limit.days ? Cell((*limit.days).*end) : Cell(); };
            const auto end = [](std::optional<double> range, double sign) { return range ? Cell(sign * *range) : Cell(); };
            table.add({Cell(bound.metric), Cell(row.what), Cell(row.constraint), day(&DaySpan::from), day(&DaySpan::to), Cell(limit.up),
                       Cell(limit.down), end(limit.range_down, -1), end(limit.range_up, 1),
                       Cell(fmt::format("{} per {}", bound.unit, limit.measure)), Cell(limit.degenerate ? "yes" : "no"), Cell(row.file),
                       row.line > 0 ? Cell(static_cast<double>(row.line)) : Cell()});
        }
    }
    return table;
}

}  // namespace

ReportTable bounds_table(const StatedBounds& stated) {
    ReportTable table;
    table.title = "What no luck and no dispatching exceeds on average";
    table.short_title = "Proven bounds";
    table.columns = {{"metric", "", Align::left}, {"at most"}, {"optimum"}, {"allowance"}, {"unit", "", Align::left},
                     {"proof", "", Align::left}};
    for (const StatedBound& bound : stated.bounds)
        table.add({Cell(bound.metric), bound.value ? Cell(*bound.value) : Cell("nothing bounds it"), Cell(bound.optimum),
                   Cell(bound.allowance), Cell(bound.unit), Cell(bound.proof)});
    table.notes = {"allowance: of the bound, what work in hand and stocks at the edges of time may add to the optimum"};
    return table;
}

ReportTable binding_table(const StatedBound& bound, const std::string& measure) {
    ReportTable table;
    table.title = fmt::format("What binds {}{}", bound.metric, measure == "h" ? ": hours" : "");
    table.short_title = fmt::format("What binds {}{}", bound.metric, measure == "h" ? ", hours" : "");
    table.columns = {{"limit", "", Align::left},
                     {"of", "", Align::left},
                     {"until day"},
                     {fmt::format("one {} more brings", measure), bound.unit},
                     {"up to", measure},
                     {fmt::format("one {} less costs", measure), bound.unit},
                     {"down to", measure},
                     {"", "", Align::left},
                     {"written at", "", Align::left}};
    for (const StatedLimit& limit : bound.binding) {
        if (limit.measure != measure) continue;
        table.add({Cell(limit.row.constraint), Cell(limit.row.what), limit.days ? Cell(limit.days->to) : Cell(), Cell(limit.up),
                   end_cell(limit.range_up), Cell(limit.down), end_cell(limit.range_down), Cell(limit.degenerate ? "degenerate" : ""),
                   place_cell(limit.row)});
    }
    table.drop_idle_columns(2);
    return table;
}

ReportTable cut_table(const StatedBound& bound) {
    ReportTable table;
    table.title = fmt::format("The cut of transport that decides {}", bound.metric);
    table.short_title = "Cut of " + bound.metric;
    table.columns = {{"limit", "", Align::left}, {"of", "", Align::left}, {"lets through", bound.unit}, {"written at", "", Align::left}};
    for (const StatedCut& cut : bound.cut) table.add({Cell(cut.row.constraint), Cell(cut.row.what), Cell(cut.limit), place_cell(cut.row)});
    return table;
}

RunReport bounds_report(const StatedBounds& stated) {
    RunReport report;
    report.title = stated.scenario;
    report.subtitle = "what no luck and no dispatching exceeds on average";
    if (!stated.bounds.empty()) {
        if (const std::string left_out = left_out_sentence(stated.bounds.front()); !left_out.empty()) report.remarks.push_back(left_out);
    }
    report.tables.push_back(bounds_table(stated));
    for (const StatedBound& bound : stated.bounds) {
        for (const char* measure : measures)
            if (ReportTable table = binding_table(bound, measure); !table.empty()) report.tables.push_back(std::move(table));
        if (ReportTable table = cut_table(bound); !table.empty()) report.tables.push_back(std::move(table));
    }
    return report;
}

std::vector<std::string> bounds_csv_names() { return {"bounds.csv", "binding.csv"}; }

std::vector<CsvFile> bounds_csv(const StatedBounds& stated) {
    ReportTable bounds;
    for (const char* title : {"metric", "bound", "optimum", "allowance", "unit", "proof", "gap"})
        bounds.columns.push_back({.title = title});
    for (const StatedBound& bound : stated.bounds)
        bounds.add({Cell(bound.metric), Cell(bound.value), Cell(bound.optimum), Cell(bound.allowance), Cell(bound.unit), Cell(bound.proof),
                    Cell(bound.gap)});
    return {{bounds_csv_names()[0], csv_of(bounds)}, {bounds_csv_names()[1], csv_of(limits_as_rows(stated))}};
}

}  // namespace agrocap
