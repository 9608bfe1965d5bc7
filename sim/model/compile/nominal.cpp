#include "model/compile/compile_tables.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace agrocap {

namespace {

/// Mean work of one unit at a station, over the shares of the items and its visits, in nanoseconds.
double work_per_unit(const Model& model, const Line& line, const Station& station) {
    double work = 0;
    for (std::uint32_t i = 0; i < line.items.count; ++i) {
        const double share = static_cast<double>(model.line_items[line.items.first + i].weight) / static_cast<double>(line.weight_total);
        work += share * model.times[station.first_time + i].distribution.mean();
    }
    return work * station.visits;
}

}  // namespace

double nominal_per_year(const Model& model, const Line& line) {
    double units = std::numeric_limits<double>::infinity();
    std::map<CrewId, double> crew_work;
    for (std::uint32_t i = line.stations.first; i < line.stations.end(); ++i) {
        const Station& station = model.stations[StationId(i)];
        const double work = work_per_unit(model, line, station);
        const WorkClock& clock = model.clocks[station.clock];
        const double hours = static_cast<double>((clock.work_until(model.end) - clock.work_until(model.warmup_end)).count());
        if (work > 0) units = std::min(units, station.servers.count * hours / work);
        for (std::uint32_t c = station.crew.first; c < station.crew.end(); ++c) {
            const CrewNeed& need = model.crew_needs[c];
            // Crew-time that one unit costs, as a share of all that the crew has in this station's hours.
            if (hours > 0)
                crew_work[need.crew] += static_cast<double>(need.count) * work / (static_cast<double>(model.crews[need.crew].size) * hours);
        }
    }
    for (const auto& [crew, share] : crew_work) {
        if (share > 0) units = std::min(units, 1.0 / share);
    }
    return units * ns_per_year / static_cast<double>(model.measured().count());
}

}  // namespace agrocap
