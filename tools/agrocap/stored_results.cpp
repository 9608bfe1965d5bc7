#include "stored_results.hpp"

#include "base/sha256.hpp"
#include "console.hpp"

#include <fmt/format.h>

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

}  // namespace

std::optional<StoredStudy> choose_study(StudyReader& reader, const std::string& command, const std::string& file, const std::string& name) {
    std::vector<std::string> names;
    for (const StoredStudy& study : reader.studies()) {
        if (name.empty() || study.name == name) return study;
        if (!study.name.empty()) names.push_back(study.name);
    }
    if (name.empty())
        print_error(fmt::format("agrocap {}: {} holds no results\n", command, file));
    else
        print_error(fmt::format("agrocap {}: --study: {} has no study \"{}\"\n  hint: it has {}\n", command, file, name,
                                names.empty() ? "runs only" : fmt::format("{}", fmt::join(names, ", "))));
    return std::nullopt;
}

ReadResult read_stored(const StoredStudy& study) {
    return read_resolved(resolve_text(study.resolved, scenario_path(study.files)), study.set);
}

ExperimentResult stored_run(const std::string& file, const StoredStudy& study, const Scenario& scenario) {
    StoredRun store(file, study);
    ExperimentOptions options;
    if (batches_of(scenario, {}) == 0) options.replications = study.replications;
    options.seed = study.seed;
    options.confidence = study.confidence;
    options.threads = 1;
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

std::string scenario_path(const std::vector<ScenarioFile>& files) { return files.empty() ? "scenario" : files.front().path; }

}  // namespace agrocap
