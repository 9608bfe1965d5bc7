#include "report/gantt_report.hpp"

#include "report/json_value.hpp"
#include "report/station_tables.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace agrocap {

namespace {

constexpr std::size_t gantt_rows = 24;  // more are no picture

std::string path_in_scenario(const StationTime& station) {
    if (station.line.empty()) return fmt::format("plant.{}.station.{}", station.plant, station.station);
    return fmt::format("plant.{}.line.{}.station.{}", station.plant, station.line, station.station);
}

Json gantt_row_part(const GanttRow& row) {
    Json spans = Json::array();
    for (const GanttSpan& span : row.spans)
        spans.push_back({span.from_h, span.to_h, server_state_names[static_cast<std::size_t>(span.state)]});
    return {{"station", row.station}, {"working_h", row.working_h}, {"spans", std::move(spans)}};
}

}  // namespace

std::vector<GanttStation> gantt_stations(const Scenario& scenario, const MetricLookup& metrics) {
    std::vector<StationTime> tightest = tightest_stations(station_times(scenario, metrics));
    if (tightest.size() > gantt_rows) {
        std::vector<double> occupied;
        occupied.reserve(tightest.size());
        for (const StationTime& station : tightest) occupied.push_back(station.occupied);
        std::sort(occupied.begin(), occupied.end(), std::greater<>());
        const double least = occupied[gantt_rows - 1];
        std::erase_if(tightest, [least](const StationTime& station) { return station.occupied < least; });
        tightest.resize(std::min(tightest.size(), gantt_rows));
    }
    std::vector<GanttStation> stations;
    stations.reserve(tightest.size());
    for (const StationTime& station : tightest) stations.push_back({path_in_scenario(station), station.path()});
    return stations;
}

Json gantts_json(const std::vector<Gantt>& gantts) {
    Json all = Json::array();
    for (const Gantt& gantt : gantts) {
        Json stations = Json::array();
        for (const GanttRow& row : gantt.rows) stations.push_back(gantt_row_part(row));
        all.push_back({{"from", date_text(gantt.from)},
                       {"hours", gantt.hours},
                       {"replication", gantt.replication + 1},
                       {"stations", std::move(stations)}});
    }
    return all;
}

}  // namespace agrocap
