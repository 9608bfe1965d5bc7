#include "explain/thread_evidence.hpp"

#include "scenario/line_stations.hpp"
#include "thread/thread_estimate.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace agrocap {

namespace {

constexpr std::array<std::string_view, 4> busy_causes{"working", "setup", "down", "maintenance"};

void note_share(StationEvidence& evidence, const LineThreads& threads, const PlantSpec& plant, const LineSpec& line) {
    const Keyed<LineStation> stations = stations_of(plant, line);
    if (const auto station = stations.find(evidence.station); station != stations.end())
        evidence.share_of_thread = share_of_station(threads, station_path(threads.line, station->first, station->second));
}

}  // namespace

double share_of_station(const LineThreads& threads, const std::string& station_path) {
    double sum = 0;
    for (const ThreadShare& share : threads.shares) {
        const bool is_busy = std::find(busy_causes.begin(), busy_causes.end(), share.cause) != busy_causes.end();
        if (is_busy && share.where == station_path) sum += share.share.mean.value_or(0);
    }
    return sum;
}

void follow_threads(Explanation& explanation, const Scenario& scenario, const ExperimentOptions& options) {
    explanation.threads = estimate_threads(scenario, options, explanation.replications);
    std::map<std::string, const LineThreads*> by_line;
    for (const LineThreads& threads : explanation.threads) by_line[threads.line] = &threads;
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [line_id, line] : plant.line) {
            const std::string path = "plant." + plant_id + ".line." + line_id;
            const auto threads = by_line.find(path);
            if (threads == by_line.end()) continue;  // no unit left it
            for (LineBottleneck& told : explanation.bottlenecks) {
                if (told.what != path) continue;
                for (StationEvidence& evidence : told.stations) note_share(evidence, *threads->second, plant, line);
            }
        }
    }
}

}  // namespace agrocap
