#include "page/gantt_chart.hpp"

#include "report/number_format.hpp"
#include "report/station_tables.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

constexpr int hours_a_day = 24;

/// "2023-05-03 08:00"
std::string hour_text(const Gantt& gantt, int hour) {
    return fmt::format("{} {:02}:00", date_text(gantt.from + hour / hours_a_day), hour % hours_a_day);
}

/// "05-03": the year stands in the title.
std::string day_label(const Gantt& gantt, int day) { return date_text(gantt.from + day).substr(std::string("2023-").size()); }

Chart chart_of(const Gantt& gantt) {
    Chart chart{.kind = ChartKind::spans,
                .title = fmt::format("What stations do from {} to {}", hour_text(gantt, 0), hour_text(gantt, gantt.hours)),
                .x_title = "date",
                .of = "plant"};
    // In the order of the other charts of states, so that a state has one colour in a page.
    for (std::size_t i = 0; i < server_state_count; ++i)
        if (static_cast<ServerState>(i) != ServerState::off_shift) chart.parts.emplace_back(state_title(static_cast<ServerState>(i)));
    for (int day = 0; day * hours_a_day <= gantt.hours; ++day)
        chart.lines.push_back({day_label(gantt, day), static_cast<double>(day * hours_a_day)});
    for (const GanttRow& row : gantt.rows) {
        for (const GanttSpan& span : row.spans) {
            if (span.state == ServerState::off_shift) continue;
            const char* state = state_title(span.state);
            chart.marks.push_back(
                {.row = row.station,
                 .part = state,
                 .low = span.from_h,
                 .high = span.to_h,
                 .say = fmt::format("{}: {}, {} to {}", row.station, state, hour_text(gantt, span.from_h), hour_text(gantt, span.to_h))});
        }
    }
    return chart;
}

ReportTable table_of_spans(const Gantt& gantt) {
    ReportTable table;
    table.columns = {{"station", "", Align::left}, {"state", "", Align::left}, {"from", "", Align::left}, {"to", "", Align::left}};
    for (const GanttRow& row : gantt.rows)
        for (const GanttSpan& span : row.spans)
            if (span.state != ServerState::off_shift)
                table.add({Cell(row.station), Cell(state_title(span.state)), Cell(hour_text(gantt, span.from_h)),
                           Cell(hour_text(gantt, span.to_h))});
    return table;
}

/// "Of 24 stations works.main.paint works longest: 71 h …"
std::string sentence_of(const Gantt& gantt) {
    const auto busier = [](const GanttRow& a, const GanttRow& b) { return a.working_h < b.working_h; };
    const auto most = std::max_element(gantt.rows.begin(), gantt.rows.end(), busier);
    return fmt::format(
        "Of {}, the most occupied of their lines, {} works longest: {} h. Each hour shows the state that took most of it, in replication "
        "{}; off shift is not drawn.",
        counted(gantt.rows.size(), "station"), most->station, most->working_h, gantt.replication + 1);
}

}  // namespace

std::vector<PageSection> gantt_sections(const std::vector<Gantt>& gantts) {
    std::vector<PageSection> sections;
    for (const Gantt& gantt : gantts) {
        if (gantt.rows.empty()) continue;
        Chart chart = chart_of(gantt);
        if (chart.marks.empty()) continue;  // all of it off shift
        sections.push_back({.id = fmt::format("gantt-{}", sections.size() + 1),
                            .title = "The fortnight from " + date_text(gantt.from),
                            .sentence = sentence_of(gantt),
                            .chart = std::move(chart),
                            .tables = {table_of_spans(gantt)},
                            .choice = "fortnight"});
    }
    return sections;
}

}  // namespace agrocap
