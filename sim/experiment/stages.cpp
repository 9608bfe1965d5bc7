#include "experiment/stages.hpp"

#include "experiment/digest.hpp"
#include "experiment/replication_store.hpp"
#include "experiment/target_verdict.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <thread>
#include <utility>

namespace agrocap {

namespace {

constexpr std::int64_t first_round = 10;  // before the width of an interval is believed

unsigned threads_of(const ExperimentOptions& options) {
    return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

/// The model with its seed; a warm-up that is to be found is found first.
Model model_for(const Scenario& scenario, const ExperimentOptions& options, ExperimentResult& result) {
    const std::uint64_t seed = options.seed.value_or(*scenario.experiment.seed);
    const auto compiled = [seed](const Scenario& settled) {
        Model model = compile(settled);
        model.seed = seed;
        return model;
    };
    if (!scenario.warmup_auto) return compiled(scenario);
    result.warmup = find_warmup(scenario, {.seed = seed, .threads = threads_of(options), .stop = options.stop});
    Scenario warm = scenario;
    warm.warmup.value = result.warmup->chosen;
    return compiled(warm);
}

/// The largest relative half-width among the focus metrics; infinity where one cannot be told yet.
double widest(Experiment& experiment, const std::vector<std::string>& focus) {
    double widest = 0;
    for (const std::string& name : focus) {
        const std::int64_t metric = experiment.result().find(name);
        if (metric < 0) continue;
        const std::vector<double> values = experiment.values_of(static_cast<std::size_t>(metric));
        const Estimate estimate = estimate_mean(values, experiment.result().confidence);
        if (!estimate.half_width || !estimate.mean) return std::numeric_limits<double>::infinity();
        if (*estimate.half_width > 0) widest = std::max(widest, *estimate.half_width / std::abs(*estimate.mean));
    }
    return widest;
}

}  // namespace

Experiment::Experiment(const Scenario& scenario, const ExperimentOptions& options)
    : model_(model_for(scenario, options, result_)), options_(options), replicator_(model_, options_) {
    result_.metrics = metric_infos(model_);
    result_.seed = model_.seed;
    result_.confidence = options.confidence.value_or(*scenario.experiment.confidence);
    result_.measured_days = in_hours(model_.measured()) / 24;
    result_.warmup_days = in_hours(model_.warmup_end - Time{}) / 24;
    result_.threads = replicator_.threads();
    if (options.store != nullptr) options.store->begin(result_.metrics, result_.warmup_days);
}

void Experiment::take_stock() {
    result_.values.clear();
    result_.events = 0;
    for (ReplicationResult& replication : replicator_.finished()) {
        result_.values.push_back(std::move(replication.values));
        result_.events += replication.events;
    }
}

std::vector<double> Experiment::values_of(std::size_t metric) const {
    std::vector<double> values;
    values.reserve(result_.values.size());
    for (const auto& row : result_.values) values.push_back(row[metric]);
    return values;
}

void Experiment::watch(std::uint64_t replication, RunObserver& observer) {
    RunState state;
    ReplicationResult watched = run_replication(model_, state, replication, &observer);
    result_.values = {std::move(watched.values)};
    result_.events = watched.events;
    result_.threads = 1;
}

ExperimentResult Experiment::finish() {
    take_stock();
    return conclude();
}

ExperimentResult Experiment::conclude() {
    result_.interrupted = replicator_.stopped();
    for (std::size_t m = 0; m < result_.metrics.size(); ++m) result_.estimates.push_back(estimate_mean(values_of(m), result_.confidence));
    ResultDigest digest(result_.metrics);
    for (const auto& row : result_.values) digest.add(row);
    result_.digest = digest.hex();
    result_.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    return std::move(result_);
}

void judge_targets(Experiment& experiment, const Scenario& scenario) {
    for (const auto& [name, target] : scenario.target) {
        const std::int64_t metric = experiment.result().find(*target.metric);
        const std::vector<double> values = metric < 0 ? std::vector<double>{} : experiment.values_of(static_cast<std::size_t>(metric));
        experiment.result().targets.push_back(judge_target(name, target, values));
    }
}

void run_to_precision(Experiment& experiment, const Scenario& scenario, double precision) {
    std::vector<std::string> focus;
    for (const Name& name : scenario.experiment.focus) focus.push_back(*name);
    if (focus.empty()) focus.emplace_back("output.total");
    // Law & Kelton: half-width / |mean| <= p / (1 + p) makes the error of the mean at most p of the true mean, not of the estimate.
    const double wanted_width = precision / (1 + precision);
    const std::int64_t most = std::max(*scenario.experiment.max_replications, first_round);
    for (std::int64_t count = first_round;;) {
        experiment.replicator().run_to(static_cast<std::size_t>(count));
        experiment.take_stock();
        const double width = widest(experiment, focus);
        if (width <= wanted_width || count >= most || experiment.replicator().stopped()) return;
        const double ratio = width / wanted_width;
        const double wanted = std::min(static_cast<double>(count) * ratio * ratio, 2.0 * static_cast<double>(count));
        count = std::min(most, std::max(static_cast<std::int64_t>(std::ceil(wanted)), count + 5));
    }
}

}  // namespace agrocap
