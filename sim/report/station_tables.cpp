#include "report/station_tables.hpp"

#include "report/number_format.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace agrocap {

namespace {

using enum ServerState;

constexpr std::array<const char*, server_state_count> column_titles{"working", "set-up", "blocked",     "starved",  "no material",
                                                                    "no crew", "down",   "maintenance", "off shift"};
constexpr double worth_naming = 0.005;  // a loss below half a per cent of the time is noise to a planner

/// "blocked 12.1 %, down 4.0 %": the states that cost the most open time, largest first, at most three.
std::string losses_of(const StationTime& station) {
    constexpr std::array losses{setup, blocked, starved, waiting_material, waiting_crew, down, maintenance};
    std::vector<std::pair<double, ServerState>> sorted;
    const double open = station.open_share();
    for (const ServerState state : losses) {
        const double share = open > 0 ? station.share(state) / open : 0;
        if (share >= worth_naming) sorted.emplace_back(share, state);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 3); ++i)
        text += fmt::format("{}{} {} %", i == 0 ? "" : ", ", column_titles[static_cast<std::size_t>(sorted[i].second)],
                            grouped(100 * sorted[i].first, 1));
    return text;
}

/// Of more than `count` stations the most occupied, in that order.
void keep_most_occupied(std::vector<StationTime>& stations, std::size_t count) {
    if (stations.size() <= count) return;
    std::stable_sort(stations.begin(), stations.end(), [](const StationTime& a, const StationTime& b) { return a.occupied > b.occupied; });
    stations.resize(count);
}

/// The metric of a line's station, or of the plant's own.
std::string station_metric(const StationTime& station, MetricPattern of_line, MetricPattern of_plant,
                           const std::vector<std::string>& more = {}) {
    std::vector<std::string> ids{station.plant, station.line, station.station};
    if (station.line.empty()) ids.erase(ids.begin() + 1);
    ids.insert(ids.end(), more.begin(), more.end());
    return metric_name(station.line.empty() ? of_plant : of_line, ids);
}

}  // namespace

std::vector<StationTime> station_times(const Scenario& scenario, const MetricLookup& metrics) {
    std::vector<StationTime> stations;
    const auto add = [&](StationTime station) {
        if (!metrics.has(station_metric(station, "state.PLANT.LINE.STATION.STATE", "state.PLANT.OWN.STATE", {"working"}))) return;
        for (std::size_t i = 0; i < server_state_count; ++i)
            station.shares[i] = metrics.mean_or_zero(
                station_metric(station, "state.PLANT.LINE.STATION.STATE", "state.PLANT.OWN.STATE", {server_state_names[i]}));
        const double occupied = station.share(working) + station.share(setup) + station.share(down) + station.share(maintenance);
        station.occupied = station.open_share() > 0 ? occupied / station.open_share() : 0;
        stations.push_back(std::move(station));
    };
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [line_id, line] : plant.line)
            for (const auto& [station_id, spec] : line.station) add({plant_id, line_id, station_id, {}, 0});
        for (const auto& [station_id, spec] : plant.station) add({plant_id, "", station_id, {}, 0});
    }
    return stations;
}

std::vector<StationTime> tightest_stations(const std::vector<StationTime>& stations) {
    std::vector<StationTime> tightest;
    for (std::size_t first = 0; first < stations.size();) {
        std::size_t last = first;
        std::size_t most = first;
        while (last < stations.size() && stations[last].owner() == stations[first].owner()) {
            if (stations[last].occupied > stations[most].occupied) most = last;
            ++last;
        }
        tightest.push_back(stations[most]);
        first = last;
    }
    return tightest;
}

const char* state_title(ServerState state) { return column_titles[static_cast<std::size_t>(state)]; }

ReportTable station_state_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    std::vector<StationTime> stations = station_times(scenario, metrics);
    if (stations.empty()) return table;
    table.title = "Where the time of all stations goes";
    if (stations.size() > count) table.title += fmt::format(": the {} most occupied of {}", count, stations.size());
    keep_most_occupied(stations, count);
    table.columns = {{"station", "", Align::left}};
    for (const char* title : column_titles) table.columns.push_back({title, "%", Align::right, Digits::percent});
    for (const StationTime& station : stations) {
        std::vector<Cell> cells{Cell(station.path())};
        for (const double share : station.shares) cells.emplace_back(share);
        table.add(std::move(cells));
    }
    table.drop_idle_columns();
    return table;
}

ReportTable time_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    table.title = "Where the time goes: each line's most occupied station";
    table.columns = {{"line", "", Align::left}, {"station", "", Align::left}};
    for (const char* title : column_titles) table.columns.push_back({title, "%", Align::right, Digits::percent});

    std::vector<StationTime> shown = tightest_stations(station_times(scenario, metrics));
    if (shown.size() > count) table.title += fmt::format(", {} of {} lines", count, shown.size());
    keep_most_occupied(shown, count);
    for (const StationTime& station : shown) {
        std::vector<Cell> cells{Cell(station.owner()), Cell(station.station)};
        for (const double share : station.shares) cells.emplace_back(share);
        table.add(std::move(cells));
    }
    table.drop_idle_columns();
    return table;
}

ReportTable worst_station_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    std::vector<StationTime> stations = station_times(scenario, metrics);
    if (stations.empty()) return table;
    const std::size_t all = stations.size();
    std::stable_sort(stations.begin(), stations.end(), [](const StationTime& a, const StationTime& b) { return a.occupied > b.occupied; });
    if (stations.size() > count) stations.resize(count);

    table.title = all > count ? fmt::format("The {} most occupied of {} stations", count, all) : "Stations, the most occupied first";
    table.columns = {{"station", "", Align::left},
                     {"occupied", "%", Align::right, Digits::percent},
                     {"working", "%", Align::right, Digits::percent},
                     {"queue", "units"},
                     {"wait", "h"},
                     {"largest losses of open time", "", Align::left}};
    for (const StationTime& station : stations) {
        const double open = station.open_share();
        const auto cell = [&](MetricPattern of_line, MetricPattern of_plant) {
            const std::string metric = station_metric(station, of_line, of_plant);
            return metrics.has(metric) ? Cell(metrics.mean(metric)) : Cell();
        };
        table.add({Cell(station.path()), Cell(station.occupied), Cell(open > 0 ? station.share(working) / open : 0.0),
                   cell("queue.PLANT.LINE.STATION", "queue.PLANT.OWN"), cell("wait.PLANT.LINE.STATION", "wait.PLANT.OWN"),
                   Cell(losses_of(station))});
    }
    table.notes = {"occupied = working, set-up, down or in maintenance, as a share of open time"};
    return table;
}

}  // namespace agrocap
