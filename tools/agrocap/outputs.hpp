#pragma once

#include "experiment/experiment.hpp"
#include "simulation_options.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// Writes the files asked for. Errors: `OutputFault`.
void write_outputs(const SimulationRequest& request, const Scenario& scenario, const ExperimentResult& result,
                   const std::vector<std::string>& warnings);

struct FinishedResult {
    Scenario scenario;
    ExperimentResult result;
    std::vector<std::string> warnings;
};

/// Writes the files asked for, for several scenarios: one JSON array, and a CSV directory for each, named by its file, inside the one
/// asked for. Errors: `OutputFault`.
void write_all_outputs(const SimulationRequest& request, const std::vector<FinishedResult>& finished);

}  // namespace agrocap
