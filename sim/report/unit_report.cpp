#include "report/unit_report.hpp"

#include "base/time.hpp"
#include "report/number_format.hpp"
#include "report/table_csv.hpp"
#include "report/thread_text.hpp"
#include "report/trace_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

constexpr std::size_t stretches_told = 24;  // the last, on a screen
constexpr std::size_t ways_told = 16;       // in which time went

Time time_at(std::int64_t ns) { return Time{} + Duration(ns); }

double stretch_hours(const ToldPiece& piece) { return in_hours(Duration(piece.to_ns - piece.from_ns)); }

std::string to_second(std::int64_t ns, std::int32_t start) { return moment_text(time_at(ns), start, ' ').substr(0, 19); }

double all_hours(const UnitExplanation& told) { return in_hours(Duration(told.pieces.empty() ? 0 : told.pieces.back().to_ns)); }

ReportTable ways_table(const UnitExplanation& told) {
    ReportTable table;
    table.title = "Where the time before it went";
    table.columns = {{"cause", "", Align::left},
                     {"where", "", Align::left},
                     {"goods", "", Align::left},
                     {"time", "h"},
                     {"share", "%", Align::right, Digits::percent}};
    const std::vector<ThreadShare>& shares = told.shares.shares;
    for (std::size_t i = 0; i < std::min(shares.size(), ways_told); ++i)
        table.add({Cell(shares[i].cause), Cell(shares[i].where), Cell(shares[i].of), Cell(*shares[i].share.mean * all_hours(told), 2),
                   Cell(*shares[i].share.mean)});
    if (shares.size() > ways_told) table.notes.push_back(fmt::format("{} more take less", counted(shares.size() - ways_told, "way")));
    table.drop_idle_columns(2);
    return table;
}

ReportTable stretches_table(const UnitExplanation& told) {
    ReportTable table;
    table.title = "What led to it: each began when the one above was over";
    table.short_title = "What led to it";
    table.columns = {{"from", "", Align::left},  {"to", "", Align::left},    {"time", "h"},
                     {"cause", "", Align::left}, {"where", "", Align::left}, {"goods", "", Align::left}};
    const std::size_t first = told.pieces.size() - std::min(told.pieces.size(), stretches_told);
    for (std::size_t i = first; i < told.pieces.size(); ++i) {
        const ToldPiece& piece = told.pieces[i];
        table.add({Cell(to_second(piece.from_ns, told.start)), Cell(to_second(piece.to_ns, told.start)), Cell(stretch_hours(piece), 2),
                   Cell(piece.cause), Cell(piece.where), Cell(piece.of)});
    }
    if (first > 0) table.notes.push_back(fmt::format("{} before these: --json and --csv have all", counted(first, "piece")));
    table.drop_idle_columns(5);
    return table;
}

}  // namespace

std::string unit_sentence(const UnitExplanation& told) {
    return fmt::format("unit {} of {} left {}, {} h after the start", told.unit.number, line_of_thread(told.unit.line),
                       to_second(told.pieces.empty() ? 0 : told.pieces.back().to_ns, told.start),
                       grouped(all_hours(told), all_hours(told) < 100 ? 2 : 0));
}

RunReport unit_report(const UnitExplanation& told) {
    RunReport report;
    report.title = told.scenario.empty() ? (told.files.empty() ? "scenario" : told.files.front().path) : told.scenario;
    report.subtitle = fmt::format("{}; replication {}, seed {}", unit_sentence(told), told.unit.replication + 1, told.seed);
    report.tables = {ways_table(told), stretches_table(told)};
    return report;
}

std::vector<CsvFile> unit_csv(const UnitExplanation& told) {
    ReportTable table;
    for (const char* title : {"from", "to", "hours", "cause", "where", "of", "tied"}) table.columns.push_back({.title = title});
    for (const ToldPiece& piece : told.pieces)
        table.add({Cell(moment_text(time_at(piece.from_ns), told.start)), Cell(moment_text(time_at(piece.to_ns), told.start)),
                   Cell(stretch_hours(piece)), Cell(piece.cause), Cell(piece.where), Cell(piece.of), Cell(piece.tied ? "yes" : "no")});
    return {{unit_csv_name, csv_of(table)}};
}

}  // namespace agrocap
