#include "report/bottleneck_table.hpp"

#include "report/number_format.hpp"
#include "report/thread_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace agrocap {

namespace {

constexpr std::size_t lines_in_full = 3;  // whose stations are all told

std::string verdict_shown(const LineBottleneck& line) {
    if (line.outside) return "not in the line";
    if (line.verdict == BottleneckVerdict::bottleneck) return line.named.front();
    if (line.verdict == BottleneckVerdict::tie) return fmt::format("a tie: {}", fmt::join(line.named, ", "));
    return "cannot tell";
}

Tone tone_of_verdict(const LineBottleneck& line) {
    return line.verdict == BottleneckVerdict::cannot_tell && !line.outside ? Tone::doubtful : Tone::plain;
}

void add_evidence(std::vector<Cell>& cells, const StationEvidence& station) {
    const int decimals = station.gain.half_width ? std::min(decimals_for_half_width(*station.gain.half_width), 1) : 0;
    Cell gain(station.gain.mean), width(station.gain.half_width);
    gain.decimals = width.decimals = decimals;
    cells.push_back(gain);
    cells.push_back(width);
    cells.emplace_back(station.share_of_thread);
    cells.emplace_back(station.longest_active);
    cells.emplace_back(station.first_in);
}

}  // namespace

const char* verdict_name(BottleneckVerdict verdict) {
    constexpr std::array names{"bottleneck", "tie", "cannot-tell"};
    return names[static_cast<std::size_t>(verdict)];
}

ReportTable bottleneck_table(const Explanation& explanation) {
    ReportTable table;
    table.title = "What holds each line back";
    table.columns = {{"line", "", Align::left},
                     {"bottleneck", "", Align::left},
                     {"gain", explanation.account.unit},
                     {"±", "", Align::right, Digits::like_previous},
                     {"of thread", "%", Align::right, Digits::percent},
                     {"longest active", "%", Align::right, Digits::percent},
                     {"first in", "%", Align::right, Digits::percent}};
    const bool in_full = explanation.bottlenecks.size() <= lines_in_full;
    for (const LineBottleneck& line : explanation.bottlenecks) {
        std::vector<Cell> cells{Cell(line_of_thread(line.what)), Cell(verdict_shown(line), tone_of_verdict(line))};
        const bool is_told = !line.stations.empty() && !line.outside;
        if (is_told && !in_full) add_evidence(cells, line.stations.front());
        cells.resize(table.columns.size());
        table.add(std::move(cells));
        if (!is_told || !in_full) continue;
        for (const StationEvidence& station : line.stations) {
            std::vector<Cell> below{Cell(station.station), Cell()};
            add_evidence(below, station);
            table.add(std::move(below), 1);
        }
    }
    if (table.empty()) return table;
    table.drop_idle_columns(2);
    table.notes.emplace_back(in_full ? "gain: where the station's work takes 2 % less time"
                                     : "gain: of the first station named, or that came first, where its work takes 2 % less time");
    return table;
}

ReportTable bottleneck_rows(const Explanation& explanation) {
    ReportTable table;
    for (const char* title :
         {"line", "verdict", "outside", "station", "gain", "half_width", "share_of_thread", "longest_active", "first_in"})
        table.columns.push_back({.title = title});
    for (const LineBottleneck& line : explanation.bottlenecks) {
        const std::vector<Cell> judged{Cell(line.what), Cell(verdict_name(line.verdict)), Cell(line.outside ? "yes" : "no")};
        if (line.stations.empty()) table.add({judged[0], judged[1], judged[2], Cell(), Cell(), Cell(), Cell(), Cell(), Cell()});
        for (const StationEvidence& station : line.stations)
            table.add({judged[0], judged[1], judged[2], Cell(station.station), Cell(station.gain.mean), Cell(station.gain.half_width),
                       Cell(station.share_of_thread), Cell(station.longest_active), Cell(station.first_in)});
    }
    return table;
}

}  // namespace agrocap
