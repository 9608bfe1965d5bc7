#include "study_input.hpp"

#include <algorithm>

namespace agrocap {

StudyOrigin origin_of(const SimulationRequest& request, const ReadResult& read, const ResolvedText& text, StudyKind kind) {
    const Scenario& scenario = read.scenario;
    return {.kind = kind,
            .name = "",
            .scenario = *scenario.name,
            .files = scenario.files,
            .set = request.set,
            .resolved = text.root,
            .seed = request.experiment.seed.value_or(*scenario.experiment.seed),
            .replications = planned_replications(scenario, request.experiment),
            .confidence = request.experiment.confidence.value_or(*scenario.experiment.confidence)};
}

std::unique_ptr<RunArchive> open_run_archive(const SimulationRequest& request, const ReadResult& read, const ResolvedText& text) {
    if (request.db.empty()) return nullptr;
    return std::make_unique<RunArchive>(request.db, origin_of(request, read, text, StudyKind::run));
}

std::vector<std::string> focus_of(const Scenario& scenario) {
    std::vector<std::string> names;
    const auto add = [&names](const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    };
    for (const Name& name : scenario.experiment.focus) add(*name);
    for (const auto& [id, target] : scenario.target) add(*target.metric);
    if (names.empty()) names.emplace_back("output.total");
    return names;
}

}  // namespace agrocap
