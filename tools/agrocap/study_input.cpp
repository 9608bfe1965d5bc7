#include "study_input.hpp"

#include "archive/study_reader.hpp"
#include "base/visible_text.hpp"
#include "console.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"
#include "scenario/toml_value.hpp"
#include "stored_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

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
            .confidence = request.experiment.confidence.value_or(*scenario.experiment.confidence),
            .batches = kind == StudyKind::run ? batches_of(scenario, request.experiment) : 0};
}

std::unique_ptr<RunArchive> open_run_archive(const SimulationRequest& request, const ReadResult& read, const ResolvedText& text) {
    if (request.db.empty()) return nullptr;
    auto archive = std::make_unique<RunArchive>(request.db, origin_of(request, read, text, StudyKind::run), damage_of(request));
    tell_discarded(request.db, archive->discarded());
    return archive;
}

SimulationRequest with_precision(SimulationRequest request) {
    if (request.experiment.precision) request.set.push_back("experiment.precision=" + toml_number(*request.experiment.precision));
    return request;
}

Damage damage_of(const SimulationRequest& request) { return request.discard_damaged ? Damage::discarded : Damage::refused; }

void tell_discarded(const std::string& db, const Discarded& discarded) {
    if (discarded.replications > 0)
        print_error(fmt::format("{}: took out {}, to be computed anew where asked for\n", db,
                                counted(discarded.replications, "damaged replication")));
    if (discarded.studies > 0)
        print_error(
            fmt::format("{}: took out the entry of {}; its replications stay\n", db, counted(discarded.studies, "damaged run or study")));
}

std::string study_named(const std::string& command, const std::string& file, const std::string& wanted, const Scenario& scenario) {
    if (wanted.empty() && scenario.study.size() == 1) return scenario.study.begin()->first;
    if (scenario.study.contains(wanted)) return wanted;
    std::vector<std::string> names;
    for (const auto& [name, study] : scenario.study) names.push_back(name);
    const std::string near = nearest_name(wanted, names);
    if (names.empty())
        print_error(fmt::format("agrocap {}: {} has no study\n  hint: [study.NAME] says which keys to vary\n", command, file));
    else if (wanted.empty())
        print_error(fmt::format("agrocap {}: --study NAME is missing\n  hint: the scenario has {}\n", command, fmt::join(names, ", ")));
    else
        print_error(fmt::format(
            "agrocap {}: --study: there is no study \"{}\"\n  hint: {}\n", command, wanted,
            near.empty() ? fmt::format("the scenario has {}", fmt::join(names, ", ")) : fmt::format("did you mean \"{}\"?", near)));
    return "";
}

std::string study_database(const std::string& command, const SimulationRequest& request, const std::string& study,
                           const Scenario& scenario) {
    if (!request.db.empty()) return request.db;
    std::string file = study + ".study.db";
    if (!is_database(file) || request.discard_damaged) return file;  // what is damaged may not be read before it is taken out
    if (is_blank_database(file)) return file;                        // killed before it had a table: nobody's yet
    const std::string own = scenario_path(scenario.files);
    for (const StoredStudy& other : StudyReader(file, Checked::all_but_replications).studies()) {
        const std::string path = scenario_path(other.files);
        const bool is_there = std::filesystem::exists(path);  // else it has another name now
        if (other.name != study || !is_there || real_path(path) == real_path(own)) continue;
        print_error(fmt::format("agrocap {}: {} holds the study \"{}\" of {}\n  hint: --db FILE gives that of {} a database of its own\n",
                                command, file, study, visible(path), visible(own)));
        return "";
    }
    return file;
}

}  // namespace agrocap
