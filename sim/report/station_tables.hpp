#pragma once

#include "experiment/experiment.hpp"
#include "report/metric_lookup.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// One station with the shares of its time, mean over servers.
struct StationTime {
    std::string plant, line, station;  // no line: of the plant
    std::vector<double> shares;        // by state, in the order of `station_states()`
    double occupied = 0;               // share of open time at work, in set-up, down or in maintenance: what cannot be had for more output

    /// "semey.main", or "semey" of a station that several lines pass.
    [[nodiscard]] std::string owner() const { return line.empty() ? plant : plant + "." + line; }
    [[nodiscard]] std::string path() const { return owner() + "." + station; }
};

/// The states of the language, in its order: "working" … "off-shift".
const std::vector<std::string>& station_states();

/// All stations in path order, those without metrics left out.
std::vector<StationTime> station_times(const Scenario& scenario, const MetricLookup& metrics);

/// Where each line's time goes, and that of stations which lines share: the split of the most occupied station, which is the first place to
/// look for more output. Of more than `count` lines those with the most occupied stations, in that order.
ReportTable time_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 12);

/// The `count` most occupied stations of all, with the queue before them and their largest losses.
ReportTable worst_station_table(const Scenario& scenario, const MetricLookup& metrics, std::size_t count = 8);

}  // namespace agrocap
