#include "archive/results_file.hpp"
#include "archive/study_reader.hpp"
#include "base/version.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/comparison.hpp"
#include "experiment/digest.hpp"
#include "experiment/study_run.hpp"
#include "explain/account.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "report/number_format.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "stored_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

namespace agrocap {

namespace {

struct ReproduceRequest {
    std::string results, study;
    ExperimentOptions experiment;
    bool quiet = false;
};

/// Says what has changed since: that alone decides nothing, but it is the first thing to know if the results differ.
void tell_changes(const std::vector<ScenarioFile>& files, const std::string& made_by) {
    for (const std::string& line : changed_files(files)) print_error(line + "\n");
    if (made_by != version()) print_error(fmt::format("made by version {}, this is {}\n", made_by, version()));
}

ExitCode verdict(bool equal, const std::string& line) {
    print((equal ? "equal: " : "different: ") + line + "\n");
    return equal ? ExitCode::ok : ExitCode::target_failed;
}

/// Compares what is simulated again with what a database holds, replication by replication: values whose digests are equal are. Serves runs
/// and studies.
class Recomputed final : public StudyStore, public ReplicationStore {
  public:
    Recomputed(const std::string& file, const StoredStudy& study)
        : file_(file), reader_(file, Checked::all_but_replications), study_(study) {}

    bool is_complete(std::size_t, std::int64_t) override { return false; }
    std::vector<std::uint64_t> begin_point(std::size_t point, const StudyPoint&, std::int64_t count) override {
        const std::lock_guard lock(mutex_);
        std::vector<std::uint64_t> numbers;
        const std::int64_t below = count > 0 ? count : INT64_MAX;
        reader_.visit(
            study_, point, below,
            [&](const StoredReplication& one) {
                stored_[{point, one.number}] = one.digest;
                numbers.push_back(one.number);
            },
            [&](const DamagedReplication& one) { count_damaged(one, point); });
        return numbers;
    }
    void refuse_point(std::size_t point, const PointRefusal&) override {
        const std::lock_guard lock(mutex_);
        if (reader_.refusal(study_, point).empty()) ++different_;
    }
    void keep(std::size_t point, std::uint64_t number, const ReplicationResult& result) override {
        ResultDigest digest({});
        digest.add(result.values);
        const std::string found = digest.hex();
        const std::lock_guard lock(mutex_);
        const auto stored = stored_.find({point, number});
        if (stored == stored_.end()) return;
        ++compared_;
        if (stored->second != found) ++different_;
        stored_.erase(stored);
    }

    void begin(const Contents&) override { begin_point(0, {TomlValue(), {}, 0}, study_.replications); }
    std::optional<ReplicationResult> find(std::uint64_t) override { return std::nullopt; }
    void keep(std::uint64_t number, const ReplicationResult& result) override { keep(0, number, result); }

    [[nodiscard]] ExitCode outcome() const {
        if (different_ > 0) return verdict(false, fmt::format("{} of {}", different_, counted(compared_, "replication")));
        return verdict(compared_ > 0, fmt::format("{} simulated again", counted(compared_, "replication")));
    }

  private:
    /// It is different whatever a simulation would say.
    void count_damaged(const DamagedReplication& one, std::size_t point) {
        print_error(fmt::format("{}: damaged: {}\n", file_, place_of(one, point)));
        ++compared_;
        ++different_;
    }

    std::mutex mutex_;
    const std::string& file_;
    StudyReader reader_;
    const StoredStudy& study_;
    std::map<std::pair<std::size_t, std::uint64_t>, std::string> stored_;  // of the points under way
    std::size_t compared_ = 0, different_ = 0;
};

bool simulate_run(const ReproduceRequest& request, const StoredStudy& study, const Scenario& scenario, Recomputed& comparison) {
    Progress progress(request.quiet);
    ExperimentOptions options = request.experiment;
    if (batches_of(scenario, {}) == 0) options.replications = study.replications;
    options.seed = study.seed;
    options.store = &comparison;
    options.stop = &stop_on_interrupt();
    options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
    return !run_experiment(scenario, options).interrupted;
}

bool simulate_study(const ReproduceRequest& request, const StoredStudy& study, StudyReader& reader, Recomputed& comparison) {
    Design design;
    for (std::size_t point = 0; point < study.points; ++point) {
        std::vector<std::string> values;
        if (point == 0)
            for (const auto& [path, value] : reader.setting(study, 0)) design.paths.push_back(path);
        for (const auto& [path, value] : reader.setting(study, point)) values.push_back(value);
        design.points.push_back(std::move(values));
    }
    Progress progress(request.quiet);
    const ResolvedText text = resolve_text(study.resolved, scenario_path(study.files));
    return !run_study({.scenario = text,
                       .design = design,
                       .replications = study.replications,
                       .seed = study.seed,
                       .threads = request.experiment.threads,
                       .short_of_threads = request.experiment.short_of_threads,
                       .progress = [&progress](const StudyProgress& now) { progress.update(now); },
                       .stop = &stop_on_interrupt()},
                      comparison)
                .interrupted;
}

ExitCode reproduce_database(const ReproduceRequest& request) {
    StudyReader reader(request.results, Checked::all_but_replications);
    const std::optional<StoredStudy> study = choose_study(reader, "reproduce", request.results, request.study);
    if (!study) return ExitCode::wrong_usage;
    tell_changes(study->files, study->version);
    const ReadResult read = read_stored(*study);
    if (read.diagnostics.has_errors()) return complain(read.diagnostics, read, "nothing was simulated");
    Recomputed comparison(request.results, *study);
    const bool finished = study->kind == StudyKind::run ? simulate_run(request, *study, read.scenario, comparison)
                                                        : simulate_study(request, *study, reader, comparison);
    return finished ? comparison.outcome() : ExitCode::interrupted;
}

ExitCode reproduce_run(const ReproduceRequest& request, const ResultsFile& file, const Scenario& scenario) {
    ExperimentOptions options = request.experiment;
    if (file.run->batches == 0) options.replications = file.replications;
    options.seed = file.seed;
    options.confidence = file.confidence;
    options.stop = &stop_on_interrupt();
    ExperimentResult result;
    {
        Progress progress(request.quiet);
        options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
        result = run_experiment(scenario, options);
    }
    if (result.interrupted) return ExitCode::interrupted;
    return verdict(
        result.digest == file.digest,
        result.digest == file.digest
            ? fmt::format("{} simulated again, digest {}…", counted(result.values.size(), "replication"), file.digest.substr(0, 12))
            : fmt::format("the digest was {}…, is {}…", file.digest.substr(0, 12), result.digest.substr(0, 12)));
}

/// Runs the points of a study's JSON again, each as the run that it is equal to.
ExitCode reproduce_points(const ReproduceRequest& request, const ResultsFile& file) {
    std::size_t different = 0;
    std::size_t compared = 0;
    for (const PointResult& point : file.points->points) {
        std::vector<std::string> set = file.set;
        for (std::size_t i = 0; i < point.values.size(); ++i) set.push_back(file.points->paths[i] + "=" + point.values[i]);
        const ReadResult read = read_scenario(scenario_path(file.files), set);
        if (!point.refused.empty() && read.diagnostics.has_errors()) continue;
        if (!point.refused.empty() && point.replications == 0) continue;  // came to a standstill while it ran
        ++compared;
        if (read.diagnostics.has_errors()) {
            ++different;
            continue;
        }
        ExperimentOptions options = request.experiment;
        options.replications = point.replications;
        options.seed = file.seed;
        options.stop = &stop_on_interrupt();
        const ExperimentResult result = run_experiment(read.scenario, options);
        if (result.interrupted) return ExitCode::interrupted;
        if (result.digest != point.digest) ++different;
    }
    if (different > 0) return verdict(false, fmt::format("{} of {}", different, counted(compared, "point")));
    return verdict(compared > 0, fmt::format("{} simulated again", counted(compared, "point")));
}

/// Compares again, since a warm-up that is to be found is that of all scenarios together.
ExitCode reproduce_comparison(const ReproduceRequest& request, const ResultsFile& file) {
    const StoredComparison& stored = *file.comparison;
    std::vector<ReadResult> reads;
    for (const ComparedScenario& one : stored.compared.scenarios) {
        if (one.digest.empty()) continue;  // interrupted before it
        const std::vector<ScenarioFile> files = found_files(one.files, request.results);
        tell_changes(files, version());
        auto read = read_or_complain(scenario_path(files), one.set, Warnings::hidden, "nothing was simulated");
        if (!read) return ExitCode::scenario_error;
        reads.push_back(std::move(*read));
    }
    std::vector<const Scenario*> scenarios;
    scenarios.reserve(reads.size());
    for (const ReadResult& read : reads) scenarios.push_back(&read.scenario);
    ExperimentOptions options = request.experiment;
    options.replications = static_cast<std::int64_t>(stored.result.base.values.size());
    options.seed = stored.result.base.seed;
    options.stop = &stop_on_interrupt();
    Comparison again;
    {
        Progress progress(request.quiet);
        options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
        again = run_comparison(scenarios, options, {});
    }
    if (again.interrupted) return ExitCode::interrupted;
    std::size_t different = again.base.digest == stored.compared.scenarios.front().digest ? 0 : 1;
    for (std::size_t i = 0; i < again.whatifs.size(); ++i)
        if (again.whatifs[i].result.digest != stored.compared.scenarios[i + 1].digest) ++different;
    if (different > 0) return verdict(false, fmt::format("{} of {}", different, counted(scenarios.size(), "scenario")));
    return verdict(true, fmt::format("{} simulated again", counted(scenarios.size(), "scenario")));
}

/// Accounts again, for as many replications as then: which parts of losses are told, and of which lines the bottleneck, changes none.
ExitCode reproduce_explanation(const ReproduceRequest& request, const Explanation& stored, const Scenario& scenario) {
    ExperimentOptions options = request.experiment;
    options.replications = static_cast<std::int64_t>(stored.replications);
    options.seed = stored.seed;
    options.confidence = stored.confidence;
    options.stop = &stop_on_interrupt();
    Explanation again;
    {
        Progress progress(request.quiet);
        options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
        again = explain(scenario, options, {.metric = stored.account.metric, .parts_max = 0, .bottlenecks = false});
    }
    if (again.interrupted) return ExitCode::interrupted;
    return verdict(again.digest == stored.digest, fmt::format("{} accounted for again", counted(stored.replications, "replication")));
}

/// Why there is nothing to compare; empty: there is.
std::string nothing_to_compare(const ResultsFile& file) {
    if (file.reach || file.unit) return "no digest is kept of this: the command that wrote it gives the same answer again";
    if (!file.run && !file.points && !file.explanation) return "nothing was simulated for this";
    return {};
}

ExitCode reproduce_one(const ReproduceRequest& request, ResultsFile file) {
    if (file.comparison) return reproduce_comparison(request, file);
    if (const std::string reason = nothing_to_compare(file); !reason.empty()) {
        print_error(fmt::format("agrocap reproduce: {}: {}\n", request.results, reason));
        return ExitCode::wrong_usage;
    }
    if (file.explanation) {
        file.files = file.explanation->files;
        file.set = file.explanation->set;
    }
    file.files = found_files(std::move(file.files), request.results);
    tell_changes(file.files, file.version);
    const auto read = read_or_complain(scenario_path(file.files), file.set, Warnings::hidden, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    if (file.explanation) return reproduce_explanation(request, *file.explanation, read->scenario);
    return file.run ? reproduce_run(request, file, read->scenario) : reproduce_points(request, file);
}

/// Of several results the first code that is not "equal" counts.
ExitCode reproduce_file(const ReproduceRequest& request) {
    ExitCode code = ExitCode::ok;
    for (ResultsFile& file : read_results(request.results)) {
        const ExitCode one = reproduce_one(request, std::move(file));
        if (one == ExitCode::interrupted) return one;
        if (code == ExitCode::ok) code = one;
    }
    return code;
}

}  // namespace

CommandPlan reproduce_command() {
    auto request = std::make_shared<ReproduceRequest>();
    CommandPlan plan;
    plan.line.positionals.push_back(
        {"RESULTS", "a results file (JSON) or a study database", into(request->results), 1, 1, {}, Takes::results});
    plan.line.options.push_back(
        {"--study", {Takes::text, "NAME"}, "the study of a database to run again (default: the one used last)", into(request->study)});
    plan.line.options.push_back(threads_option(request->experiment));
    for (const char* name : {"--set", "--replications", "--precision", "--confidence", "--seed", "--json", "--csv", "--db",
                             "--discard-damaged", "--xlsx", "--html", "--map"})
        refuse_option(plan.line, name, "what is run again is what the results hold, to the last key");
    plan.line.options.push_back({"--quiet", {}, "no progress bar", into(request->quiet)});
    plan.line.options.back().letter = "-q";
    plan.line.more =
        "Reads the scenario files that the results name, from the present directory or beside them, and says which have changed; a\n"
        "database holds the scenario itself. Exit codes: 0 the results are equal to the last bit; 1 they differ; 2 wrong usage; 3 the "
        "scenario has errors.";
    plan.run = [request] { return is_database(request->results) ? reproduce_database(*request) : reproduce_file(*request); };
    return plan;
}

}  // namespace agrocap
