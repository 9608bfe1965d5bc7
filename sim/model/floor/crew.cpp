#include "model/floor/crew.hpp"

#include "model/floor/interruptions.hpp"
#include "model/floor/starts.hpp"

namespace agrocap {

void take_crew(Run& run, const CrewNeed& need) { run.state.crews[need.crew].available -= need.count; }

void release_crew(Run& run, const CrewNeed& need) {
    CrewStatus& crew = run.state.crews[need.crew];
    crew.available += need.count;
    while (crew.available > 0 && !crew.repairs_waiting.empty()) {
        const ModeId mode = crew.repairs_waiting.front();
        crew.repairs_waiting.erase(crew.repairs_waiting.begin());
        begin_waiting_repair(run, mode);
    }
    while (crew.available > 0 && !crew.upkeeps_waiting.empty()) {
        const UpkeepId upkeep = crew.upkeeps_waiting.front();
        crew.upkeeps_waiting.erase(crew.upkeeps_waiting.begin());
        begin_waiting_upkeep(run, upkeep);
    }
    if (crew.available == 0 || crew.stations_waiting == 0) return;
    const Slice stations = run.model.crews[need.crew].stations;
    for (std::uint32_t i = stations.first; i < stations.end(); ++i) {
        const StationId station = run.model.crew_stations[i];
        if (run.state.stations[station].lack == ServerState::waiting_crew) try_start(run, station);
    }
}

void take_crew_of(Run& run, const Station& station) {
    for (std::uint32_t i = station.crew.first; i < station.crew.end(); ++i) take_crew(run, run.model.crew_needs[i]);
}

void release_crew_of(Run& run, const Station& station) {
    for (std::uint32_t i = station.crew.first; i < station.crew.end(); ++i) release_crew(run, run.model.crew_needs[i]);
}

}  // namespace agrocap
