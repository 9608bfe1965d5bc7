#include "outputs.hpp"

#include "console.hpp"
#include "report/atomic_file.hpp"
#include "report/results_csv.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace agrocap {

namespace {

bool to_file(const std::string& json) { return !json.empty() && json != "-"; }

void write_json(const std::string& path, const std::string& json) {
    if (to_file(path))
        write_file(path, json);
    else
        print(json);
}

std::string json_of(const SimulationRequest& request, const FinishedResult& one) {
    return results_json(one.scenario, one.result, {request.timing, one.warnings, one.asked});
}

void write_csv(const std::string& directory, const ExperimentResult& result) {
    for (const CsvFile& file : results_csv(result)) write_file(inside(directory, file.name), file.text);
}

}  // namespace

std::string inside(const std::string& directory, const std::string& name) { return (std::filesystem::path(directory) / name).string(); }

void write_outputs(const SimulationRequest& request, const FinishedResult& finished) {
    if (!request.json.empty()) write_json(request.json, json_of(request, finished));
    if (!request.csv.empty()) write_csv(request.csv, finished.result);
}

void write_all_outputs(const SimulationRequest& request, const std::vector<FinishedResult>& finished) {
    std::string array = "[";
    std::set<std::string> used;
    for (const FinishedResult& one : finished) {
        const std::string json = json_of(request, one);
        array += (array.size() == 1 ? "\n" : ",\n") + json.substr(0, json.size() - 1);
        if (request.csv.empty()) continue;
        const std::string stem = std::filesystem::path(one.scenario.files.front().path).stem().string();
        std::string name = stem;
        for (int again = 2; !used.insert(name).second; ++again) name = stem + "-" + std::to_string(again);
        make_directory(inside(request.csv, name));
        write_csv(inside(request.csv, name), one.result);
    }
    if (!request.json.empty()) write_json(request.json, array + "\n]\n");
}

}  // namespace agrocap
