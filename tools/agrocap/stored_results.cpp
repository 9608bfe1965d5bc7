#include "stored_results.hpp"

#include "base/sha256.hpp"
#include "console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

namespace agrocap {

namespace {

/// Gives what a database holds of a run, and keeps nothing.
class StoredRun final : public ReplicationStore {
  public:
    StoredRun(const std::string& file, const StoredStudy& study) : reader_(file), study_(study) {}

    void begin(const Contents& contents) override {
        const std::vector<MetricInfo> stored = reader_.metrics(study_, 0);
        if (stored.size() != contents.metrics.size()) return;
        reader_.visit(study_, 0, study_.replications, [this](const StoredReplication& one) {
            if (results_.size() <= one.number) results_.resize(one.number + 1);
            results_[one.number] = ReplicationResult{one.values, one.events};
        });
    }
    std::optional<ReplicationResult> find(std::uint64_t number) override {
        return number < results_.size() ? results_[number] : std::nullopt;
    }
    void keep(std::uint64_t, const ReplicationResult&) override {}

  private:
    StudyReader reader_;
    const StoredStudy& study_;
    std::vector<std::optional<ReplicationResult>> results_;
};

/// "study.toml:kits": the name with that of the scenario, which tells apart what is called the same.
std::string full_name(const StoredStudy& study) { return scenario_path(study.files) + ":" + study.name; }

}  // namespace

std::optional<StoredStudy> choose_study(StudyReader& reader, const std::string& command, const std::string& file, const std::string& name) {
    std::vector<StoredStudy> meant;
    std::vector<std::string> names;
    for (StoredStudy& study : reader.studies()) {
        const std::string full = full_name(study);
        if (!study.name.empty() && std::find(names.begin(), names.end(), full) == names.end()) names.push_back(full);
        if (name.empty() || study.name == name || full == name) meant.push_back(std::move(study));
    }
    const auto complain_of = [&](const std::string& what) {
        print_error(fmt::format("agrocap {}: --study: {}\n  hint: it has {}\n", command, what,
                                names.empty() ? "runs only" : fmt::format("{}", fmt::join(names, ", "))));
        return std::nullopt;
    };
    if (meant.empty() && name.empty()) {
        print_error(fmt::format("agrocap {}: {} holds no results\n", command, file));
        return std::nullopt;
    }
    if (meant.empty()) return complain_of(fmt::format("{} has no study \"{}\"", file, name));
    // Of one scenario's study, however it was laid out, the one used last is meant.
    const auto is_other = [&](const StoredStudy& study) { return scenario_path(study.files) != scenario_path(meant.front().files); };
    if (!name.empty() && std::any_of(meant.begin(), meant.end(), is_other))
        return complain_of(fmt::format("{} has studies called \"{}\" of several scenarios", file, name));
    return meant.front();
}

ReadResult read_stored(const StoredStudy& study) {
    return read_resolved(resolve_text(study.resolved, scenario_path(study.files)), study.set);
}

ExperimentResult stored_run(const std::string& file, const StoredStudy& study, const Scenario& scenario, std::optional<Every> series) {
    StoredRun store(file, study);
    ExperimentOptions options;
    if (batches_of(scenario, {}) == 0) options.replications = study.replications;
    options.seed = study.seed;
    options.confidence = study.confidence;
    options.threads = series ? 0 : 1;
    options.series = series;
    options.store = &store;
    return run_experiment(scenario, options);
}

std::vector<std::string> changed_files(const std::vector<ScenarioFile>& files) {
    std::vector<std::string> lines;
    for (const ScenarioFile& file : files) {
        std::ifstream in(file.path, std::ios::binary);
        if (!in) {
            lines.push_back(fmt::format("{} is not there any more", file.path));
            continue;
        }
        const std::string found = sha256_hex(std::string{std::istreambuf_iterator<char>(in), {}});
        if (found != file.sha256)
            lines.push_back(
                fmt::format("{} has changed since: SHA-256 was {}…, is {}…", file.path, file.sha256.substr(0, 12), found.substr(0, 12)));
    }
    return lines;
}

std::vector<ScenarioFile> found_files(std::vector<ScenarioFile> files, const std::string& results) {
    if (changed_files(files).empty()) return files;
    const std::filesystem::path folder = std::filesystem::path(results).parent_path();
    std::vector<ScenarioFile> beside = files;
    for (ScenarioFile& file : beside)
        if (std::filesystem::path(file.path).is_relative()) file.path = (folder / file.path).lexically_normal().string();
    return changed_files(beside).empty() ? beside : files;
}

std::string scenario_path(const std::vector<ScenarioFile>& files) { return files.empty() ? "scenario" : files.front().path; }

}  // namespace agrocap
