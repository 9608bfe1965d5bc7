#pragma once

#include "experiment/experiment.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A finished experiment made by hand, so that tables can be tested without a simulation.
struct SampleRun {
    Scenario scenario;
    ExperimentResult result;

    /// Adds a metric with one value a replication; `half_width` stands in for the interval.
    void add(const std::string& name, const std::string& unit, const std::vector<double>& values, double half_width = 0);
    /// Adds the nine state shares of a station, "working" first, without spread.
    void add_states(const std::string& path, const std::vector<double>& shares);
};

/// One plant "semey" with the line "main" of two stations, "weld" and "paint", and three replications.
SampleRun sample_run();

}  // namespace agrocap
