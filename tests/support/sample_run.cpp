#include "support/sample_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace agrocap {

void SampleRun::add(const std::string& name, const std::string& unit, const std::vector<double>& values, double half_width) {
    result.metrics.push_back({name, unit});
    result.values.resize(values.size());
    Estimate estimate;
    double sum = 0;
    std::vector<double> seen;
    for (std::size_t r = 0; r < values.size(); ++r) {
        result.values[r].push_back(values[r]);
        if (!std::isnan(values[r])) seen.push_back(values[r]);
    }
    for (const double value : seen) sum += value;
    estimate.n = seen.size();
    if (!seen.empty()) {
        estimate.mean = sum / static_cast<double>(seen.size());
        estimate.min = *std::min_element(seen.begin(), seen.end());
        estimate.max = *std::max_element(seen.begin(), seen.end());
        estimate.p05 = estimate.min;
        estimate.p95 = estimate.max;
    }
    if (seen.size() > 1) {
        estimate.half_width = half_width;
        estimate.sd = half_width;  // any number will do: nothing is computed from it
    }
    result.estimates.push_back(estimate);
}

void SampleRun::add_states(const std::string& path, const std::vector<double>& shares) {
    const std::vector<std::string> states{"working",      "setup", "blocked",     "starved",  "waiting-material",
                                          "waiting-crew", "down",  "maintenance", "off-shift"};
    for (std::size_t i = 0; i < states.size(); ++i) add("state." + path + "." + states[i], "share", std::vector<double>(3, shares.at(i)));
}

SampleRun sample_run() {
    SampleRun run;
    run.scenario.name.value = "One plant";
    run.scenario.files = {{"semey.toml", "00ff"}};
    run.scenario.item["tractor-82"].family.value = "tractor";
    PlantSpec& plant = run.scenario.plant["semey"];
    plant.name.value = "Semey works";
    LineSpec& line = plant.line["main"];
    line.station["weld"];
    line.station["paint"];

    ExperimentResult& result = run.result;
    result.digest = "9f8c";
    result.seed = 2023;
    result.measured_days = 365;
    result.warmup_days = 30;
    run.add("output.total", "units/y", {34310, 34871.25, 35402}, 95.1);
    run.add("output.plant.semey", "units/y", {34310, 34871.25, 35402}, 95.1);
    run.add("output.line.semey.main", "units/y", {34310, 34871.25, 35402}, 95.1);
    run.add("nominal.total", "units/y", {40000, 40000, 40000});
    run.add("nominal.semey.main", "units/y", {40000, 40000, 40000});
    run.add("utilisation.semey.main", "share", {0.85, 0.87, 0.89}, 0.002);
    run.add("wip.semey.main", "units", {4.5, 4.5, 4.5});
    run.add("lost.semey.main", "units/y", {0, 0, 0});
    run.add("wait.semey.main.weld", "h", {NAN, NAN, NAN});
    run.add_states("semey.main.paint", {0.40, 0, 0, 0.08, 0, 0, 0.02, 0, 0.50});
    run.add_states("semey.main.weld", {0.30, 0.05, 0.10, 0, 0.05, 0, 0, 0, 0.50});

    TargetResult target;
    target.name = "enough";
    target.spec.metric.value = "output.total";
    target.spec.low.value = 35000;
    target.verdict = Verdict::fail;
    target.estimate = result.estimates.front();
    target.replications = result.values.size();
    result.targets.push_back(target);
    return run;
}

}  // namespace agrocap
