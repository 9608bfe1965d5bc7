#include "outputs.hpp"

#include "console.hpp"
#include "report/atomic_file.hpp"
#include "report/results_csv.hpp"
#include "report/results_json.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace agrocap {

namespace {

bool to_file(const std::string& json) { return !json.empty() && json != "-"; }

std::string inside(const std::string& directory, const std::string& name) { return (std::filesystem::path(directory) / name).string(); }

}  // namespace

void check_outputs(const SimulationRequest& request, const Scenario& scenario) {
    if (to_file(request.json)) {
        std::error_code ignored;
        for (const ScenarioFile& file : scenario.files)
            if (std::filesystem::equivalent(file.path, request.json, ignored)) throw OutputFault(request.json, EEXIST);
        check_writable(request.json);
    }
    if (!request.csv.empty()) {
        make_directory(request.csv);
        for (const std::string& name : results_csv_names()) check_writable(inside(request.csv, name));
    }
}

void write_outputs(const SimulationRequest& request, const Scenario& scenario, const ExperimentResult& result,
                   const std::vector<std::string>& warnings) {
    if (!request.json.empty()) {
        const std::string json = results_json(scenario, result, {request.timing, warnings});
        if (to_file(request.json))
            write_file(request.json, json);
        else
            print(json);
    }
    if (request.csv.empty()) return;
    for (const CsvFile& file : results_csv(result)) write_file(inside(request.csv, file.name), file.text);
}

}  // namespace agrocap
