#pragma once

#include "experiment/experiment.hpp"
#include "report/metric_lookup.hpp"
#include "report/table.hpp"
#include "scenario/server_states.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// One station with the shares of its time, mean over servers.
struct StationTime {
    std::string plant, line, station;                 // no line: of the plant
    std::array<double, server_state_count> shares{};  // by state
    double occupied = 0;  // share of open time at work, in set-up, down or in maintenance: what cannot be had for more output

    [[nodiscard]] double share(ServerState state) const { return shares[static_cast<std::size_t>(state)]; }
    /// In which the station is open. A repair may go on off shift: the split counts that as down, so it is open time here.
    [[nodiscard]] double open_share() const { return 1.0 - share(ServerState::off_shift); }
    /// "semey.main", or "semey" of a station that several lines pass.
    [[nodiscard]] std::string owner() const { return line.empty() ? plant : plant + "." + line; }
    [[nodiscard]] std::string path() const { return owner() + "." + station; }
};

/// All stations in path order, those without metrics left out.
std::vector<StationTime> station_times(const Scenario& scenario, const MetricLookup& metrics);

/// Of each line, and of the stations that lines of a plant share, the most occupied one; in path order.
std::vector<StationTime> tightest_stations(const std::vector<StationTime>& stations);

/// What people call a state: "set-up", "no material".
const char* state_title(ServerState state);

/// Where the time of all stations goes, in path order; at most `count`, the most occupied.
ReportTable station_state_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count);

/// Where each line's time goes, and that of stations which lines share: the split of the most occupied station, which is the first place to
/// look for more output. Of more than `count` lines those with the most occupied stations, in that order.
ReportTable time_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 12);

/// The `count` most occupied stations of all, with the queue before them and their largest losses.
ReportTable worst_station_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 8);

}  // namespace agrocap
