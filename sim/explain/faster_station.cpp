#include "explain/faster_station.hpp"

#include "explain/every_station.hpp"

namespace agrocap {

DistributionSpec scaled_time(DistributionSpec spec, double factor) {
    // Of each kind the parameters that are times; the others (cv, shape, k, p, weights) have no unit.
    for (double* time : {&spec.mean, &spec.sd, &spec.min, &spec.mode, &spec.max, &spec.unit}) *time *= factor;
    for (double& mean : spec.means) mean *= factor;
    for (double& value : spec.values) value *= factor;
    return spec;
}

void scale_work(Scenario& scenario, const std::set<std::string>& stations, double factor) {
    visit_stations(scenario, [&](const std::string& path, StationSpec& station) {
        if (!stations.contains(path)) return;
        station.time.value = scaled_time(*station.time, factor);
        for (auto& [item, time] : station.times) time.value = scaled_time(*time, factor);
    });
}

}  // namespace agrocap
