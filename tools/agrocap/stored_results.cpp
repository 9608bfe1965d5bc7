#include "stored_results.hpp"

#include "base/fault.hpp"
#include "base/sha256.hpp"
#include "console.hpp"
#include "experiment/design.hpp"
#include "experiment/optimise.hpp"
#include "experiment/study_store.hpp"
#include "scenario/piped_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

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

/// Gives what a database holds of a study's points. Whoever asks for more is stopped, as Ctrl-C stops a run.
class StoredPoints final : public StudyStore {
  public:
    StoredPoints(const std::string& file, const StoredStudy& study) : reader_(file), study_(study) {}

    bool is_complete(std::size_t, std::int64_t) override { return false; }
    std::vector<std::uint64_t> begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t) override {
        results_.clear();
        if (reader_.metrics(study_, point).size() != simulated.metrics.size()) return {};
        reader_.visit(study_, point, study_.replications, [this](const StoredReplication& one) {
            results_[one.number] = ReplicationResult{one.values, one.events};
        });
        return {};
    }
    void refuse_point(std::size_t, const PointRefusal&) override {}
    void keep(std::size_t, std::uint64_t, const ReplicationResult&) override {
        throw InvariantBroken("a search that was to be told has simulated");
    }

    std::optional<ReplicationResult> find(std::size_t point, std::uint64_t number) {
        if (const auto found = results_.find(number); found != results_.end()) return found->second;
        if (const std::string refusal = reader_.refusal(study_, point); !refusal.empty()) throw ScenarioFault(refusal);
        stop_ = true;
        throw RunStopped{};
    }
    [[nodiscard]] const std::atomic<bool>* stop() const { return &stop_; }

  private:
    StudyReader reader_;
    const StoredStudy& study_;
    std::map<std::uint64_t, ReplicationResult> results_;  // of the point that was begun last
    std::atomic<bool> stop_ = false;
};

Optimum search_stored(const std::string& file, const StoredStudy& study, const Scenario& scenario, const Design& design,
                      SearchOrder order) {
    StoredPoints points(file, study);
    const ResolvedText text = resolve_text(study.resolved, scenario_path(study.files));
    const OptimisePlan plan{.scenario = text,
                            .study = scenario.study.at(study.name),
                            .design = design,
                            .order = order,
                            .focus = searched_metrics(scenario),
                            .less_is_better = scenario.target.begin()->second.sense == TargetSense::at_most,
                            .max_replications = study.replications,
                            .seed = study.seed,
                            .confidence = study.confidence,
                            .threads = 1,  // in the order of the numbers: the first that is missing is what stops it
                            .progress = {},
                            .stop = points.stop()};
    return optimise(plan, points, [&points](std::size_t point, std::uint64_t number) { return points.find(point, number); });
}

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

StoredOptimum stored_search(const std::string& file, const StoredStudy& study, const Scenario& scenario) {
    Diagnostics problems;
    StoredOptimum stored;
    stored.currency = *scenario.currency;
    stored.design = lay_out(scenario.study.at(study.name), study.name, problems);
    stored.result = search_stored(file, study, scenario, stored.design, SearchOrder::monotone);
    if (!stored.result.interrupted) return stored;
    Optimum one_by_one = search_stored(file, study, scenario, stored.design, SearchOrder::none);
    if (!one_by_one.interrupted) stored.result = std::move(one_by_one);
    return stored;
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
    std::vector<ScenarioFile> beside = files;
    for (ScenarioFile& file : beside) file.path = path_beside(results, file.path);
    return changed_files(beside).empty() ? beside : files;
}

std::string scenario_path(const std::vector<ScenarioFile>& files) { return files.empty() ? "scenario" : files.front().path; }

}  // namespace agrocap
