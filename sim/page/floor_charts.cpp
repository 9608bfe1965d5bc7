#include "page/floor_charts.hpp"

#include "page/mark_text.hpp"
#include "report/number_format.hpp"
#include "report/station_tables.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t lines_shown = 40;  // more bars are no picture; the tables have them
constexpr double share_shown = 0.0005;   // a bar of a quarter of a pixel
constexpr double well_used = 0.85;       // of nominal capacity

bool more_occupied(const StationTime& a, const StationTime& b) { return a.occupied > b.occupied; }

void add_states(Chart& chart, const StationTime& station) {
    for (std::size_t i = 0; i < server_state_count; ++i) {
        const auto state = static_cast<ServerState>(i);
        if (state == ServerState::off_shift || station.share(state) < share_shown) continue;
        ChartMark mark{.row = station.owner(), .part = state_title(state), .value = station.share(state)};
        mark.say =
            fmt::format("{}, station {}: {} {} of the time", station.owner(), station.station, mark.part, per_cent_text(*mark.value));
        chart.marks.push_back(std::move(mark));
    }
}

}  // namespace

std::optional<SaidChart> states_chart(const Scenario& scenario, const MetricLookup& metrics) {
    std::vector<StationTime> stations = tightest_stations(station_times(scenario, metrics));
    std::erase_if(stations, [](const StationTime& station) { return !(station.open_share() > 0); });  // it has no time to tell of
    if (stations.empty()) return std::nullopt;
    std::stable_sort(stations.begin(), stations.end(), more_occupied);
    const StationTime first = stations.front();
    const std::size_t all = stations.size();
    if (all > lines_shown) stations.resize(lines_shown);

    SaidChart said{{.kind = ChartKind::bars,
                    .title = "Where the open time of each line's most occupied station goes",
                    .unit = "share",
                    .x_title = "share of all time",
                    .of = "plant"},
                   {}};
    for (std::size_t i = 0; i < server_state_count; ++i)
        if (static_cast<ServerState>(i) != ServerState::off_shift) said.chart.parts.emplace_back(state_title(static_cast<ServerState>(i)));
    for (const StationTime& station : stations) add_states(said.chart, station);
    said.sentence = fmt::format(
        "The most occupied station of {} is {} at {}: at work, in set-up, down or in maintenance for {} of its open "
        "time. A bar is as long as the station is open; off shift is not drawn.",
        all == 1 ? "the line" : counted(all, "line"), first.station, first.owner(), per_cent_text(first.occupied));
    return said;
}

std::optional<SaidChart> capacity_chart(const Scenario& scenario, const MetricLookup& metrics) {
    SaidChart said{{.kind = ChartKind::bars, .title = "Output of each line, and its nominal capacity", .unit = "units/y", .of = "plant"},
                   {}};
    std::size_t used = 0;
    double largest = 0;
    std::string largest_line;
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [line_id, line] : plant.line) {
            const std::vector<std::string> ids{plant_id, line_id};
            const Estimate& output = metrics.estimate(metric_name("output.line.PLANT.LINE", ids));
            if (output.mean.value_or(0.0) <= 0) continue;  // it feeds others
            const std::optional<double> nominal = metrics.mean(metric_name("nominal.PLANT.LINE", ids));
            ChartMark mark{.row = plant_id + "." + line_id, .value = output.mean, .half_width = output.half_width, .reference = nominal};
            mark.say = fmt::format("{}: {}", mark.row, estimate_text(output, "units/y"));
            if (nominal) mark.say += fmt::format(", nominal capacity {}", amount_text(*nominal));
            if (nominal && *output.mean >= well_used * *nominal) ++used;
            if (*output.mean > largest) {
                largest = *output.mean;
                largest_line = mark.row;
            }
            said.chart.marks.push_back(std::move(mark));
        }
    }
    std::vector<ChartMark>& marks = said.chart.marks;
    if (marks.empty()) return std::nullopt;
    const std::size_t all = marks.size();
    std::stable_sort(marks.begin(), marks.end(), [](const ChartMark& a, const ChartMark& b) { return *a.value > *b.value; });
    if (all > lines_shown) marks.resize(lines_shown);
    said.sentence = all == 1 ? fmt::format("{} makes {} units a year", largest_line, amount_text(largest))
                             : fmt::format("{} at {} of nominal capacity or more; {} makes the most: {} units a year",
                                           used == all ? fmt::format("All {} that make finished goods run", counted(all, "line"))
                                                       : fmt::format("Of {} that make finished goods, {}", counted(all, "line"),
                                                                     used == 1   ? "one runs"
                                                                     : used == 0 ? "none runs"
                                                                                 : grouped(static_cast<double>(used), 0) + " run"),
                                           per_cent_text(well_used), largest_line, amount_text(largest));
    if (const ChartMark& only = marks.front(); all == 1 && only.reference && *only.reference > 0)
        said.sentence += fmt::format(", {} of nominal capacity", per_cent_text(*only.value / *only.reference));
    said.sentence += ".";
    if (all > lines_shown) said.sentence += fmt::format(" The {} largest are drawn.", lines_shown);
    return said;
}

}  // namespace agrocap
