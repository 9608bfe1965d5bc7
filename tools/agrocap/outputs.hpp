#pragma once

#include "experiment/experiment.hpp"
#include "report/results_json.hpp"
#include "simulation_options.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The path of a file in a directory.
std::string inside(const std::string& directory, const std::string& name);

struct FinishedResult {
    Asked asked = Asked::run;
    Scenario scenario;
    ExperimentResult result;
    std::vector<std::string> warnings;
};

/// Writes the files asked for. Errors: `OutputFault`.
void write_outputs(const SimulationRequest& request, const FinishedResult& finished);

/// Writes the files asked for, for several scenarios: one JSON array, and a CSV directory for each, named by its file, inside the one
/// asked for. Errors: `OutputFault`.
void write_all_outputs(const SimulationRequest& request, const std::vector<FinishedResult>& finished);

}  // namespace agrocap
