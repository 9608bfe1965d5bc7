#include "report/station_tables.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace agrocap {

namespace {

enum StateIndex : std::size_t {
    working,
    setup,
    blocked,
    starved,
    waiting_material,
    waiting_crew,
    down,
    maintenance,
    off_shift,
    state_count
};

constexpr std::array<const char*, state_count> column_titles{"working", "set-up", "blocked",     "starved",  "no material",
                                                             "no crew", "down",   "maintenance", "off shift"};
constexpr double worth_naming = 0.005;  // a loss below half a per cent of the time is noise to a planner

/// Share of the time in which the station is open. A repair may go on off shift: the split counts that as down, so it is open time here.
double open_share(const StationTime& station) { return 1.0 - station.shares[off_shift]; }

/// "blocked 12.1 %, down 4.0 %": the states that cost the most open time, largest first, at most three.
std::string losses_of(const StationTime& station) {
    constexpr std::array losses{setup, blocked, starved, waiting_material, waiting_crew, down, maintenance};
    std::vector<std::pair<double, std::size_t>> sorted;
    const double open = open_share(station);
    for (const StateIndex state : losses) {
        const double share = open > 0 ? station.shares[state] / open : 0;
        if (share >= worth_naming) sorted.emplace_back(share, state);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 3); ++i)
        text += fmt::format("{}{} {} %", i == 0 ? "" : ", ", column_titles[sorted[i].second], grouped(100 * sorted[i].first, 1));
    return text;
}

}  // namespace

const std::vector<std::string>& station_states() {
    static const std::vector<std::string> states{"working",      "setup", "blocked",     "starved",  "waiting-material",
                                                 "waiting-crew", "down",  "maintenance", "off-shift"};
    return states;
}

std::vector<StationTime> station_times(const Scenario& scenario, const MetricLookup& metrics) {
    std::vector<StationTime> stations;
    const auto add = [&](StationTime station) {
        const std::string path = "state." + station.path() + ".";
        if (!metrics.has(path + "working")) return;
        for (const std::string& state : station_states()) station.shares.push_back(metrics.mean_or_zero(path + state));
        const double occupied = station.shares[working] + station.shares[setup] + station.shares[down] + station.shares[maintenance];
        station.occupied = open_share(station) > 0 ? occupied / open_share(station) : 0;
        stations.push_back(std::move(station));
    };
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [line_id, line] : plant.line)
            for (const auto& [station_id, spec] : line.station) add({plant_id, line_id, station_id, {}, 0});
        for (const auto& [station_id, spec] : plant.station) add({plant_id, "", station_id, {}, 0});
    }
    return stations;
}

ReportTable time_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count) {
    ReportTable table;
    table.title = "Where the time goes: each line's most occupied station";
    table.columns = {{"line", "", Align::left}, {"station", "", Align::left}};
    for (const char* title : column_titles) table.columns.push_back({title, "%", Align::right, Digits::percent});

    const std::vector<StationTime> stations = station_times(scenario, metrics);
    std::vector<const StationTime*> shown;
    for (std::size_t first = 0; first < stations.size();) {
        std::size_t last = first;
        std::size_t tightest = first;
        while (last < stations.size() && stations[last].plant == stations[first].plant && stations[last].line == stations[first].line) {
            if (stations[last].occupied > stations[tightest].occupied) tightest = last;
            ++last;
        }
        shown.push_back(&stations[tightest]);
        first = last;
    }
    if (shown.size() > count) {
        table.title += fmt::format(", {} of {} lines", count, shown.size());
        std::stable_sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) { return a->occupied > b->occupied; });
        shown.resize(count);
    }
    for (const StationTime* station : shown) {
        std::vector<Cell> cells{Cell(station->owner()), Cell(station->station)};
        for (const double share : station->shares) cells.emplace_back(share);
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
        const std::string path = station.path();
        const double open = open_share(station);
        table.add({Cell(path), Cell(station.occupied), Cell(open > 0 ? station.shares[working] / open : 0.0),
                   metrics.has("queue." + path) ? Cell(metrics.mean("queue." + path)) : Cell(),
                   metrics.has("wait." + path) ? Cell(metrics.mean("wait." + path)) : Cell(), Cell(losses_of(station))});
    }
    table.notes = {"occupied = working, set-up, down or in maintenance, as a share of open time"};
    return table;
}

}  // namespace agrocap
