#include "experiment/stages.hpp"

#include "experiment/batches.hpp"
#include "experiment/digest.hpp"
#include "experiment/replication_store.hpp"
#include "experiment/target_verdict.hpp"
#include "model/compile/compile.hpp"
#include "stats/batch_means.hpp"

#include <string>
#include <utility>

namespace agrocap {

namespace {

/// The model with its seed; a warm-up that is to be found is found first.
Model model_for(const Scenario& scenario, const ExperimentOptions& options, ExperimentResult& result) {
    const std::uint64_t seed = options.seed.value_or(*scenario.experiment.seed);
    const auto compiled = [seed](const Scenario& settled) {
        Model model = compile(settled);
        model.seed = seed;
        return model;
    };
    if (!scenario.warmup_auto) return compiled(scenario);
    result.warmup = find_warmup(
        scenario,
        {.seed = seed, .threads = threads_for(options.threads), .short_of_threads = options.short_of_threads, .stop = options.stop});
    Scenario warm = scenario;
    warm.warmup.value = result.warmup->chosen;
    return compiled(warm);
}

std::optional<SeriesTally> series_for(const Scenario& scenario, const ExperimentOptions& options, const Model& model) {
    if (!options.series) return std::nullopt;
    std::vector<std::string> wanted = focus_of(scenario);
    wanted.insert(wanted.end(), options.series_kept.begin(), options.series_kept.end());
    return SeriesTally(series_plan(model, *scenario.start, *options.series, wanted), options.series_kept);
}

}  // namespace

Experiment::Experiment(const Scenario& scenario, const ExperimentOptions& options, std::size_t batches)
    : scenario_(scenario),
      model_(model_for(scenario, options, result_)),
      options_(options),
      series_(series_for(scenario, options, model_)),
      replicator_(model_, options_, series_ ? &*series_ : nullptr) {
    result_.metrics = metric_infos(model_);
    result_.seed = model_.seed;
    result_.confidence = options.confidence.value_or(*scenario.experiment.confidence);
    result_.measured_days = in_hours(model_.measured()) / 24;
    result_.warmup_days = in_hours(model_.warmup_end - Time{}) / 24;
    result_.threads = batches > 0 ? 1 : replicator_.threads();
    result_.batches = batches;
    if (options.store != nullptr)
        options.store->begin({.metrics = result_.metrics, .warmup_days = result_.warmup_days, .batches = batches});
}

void Experiment::run_batches() {
    batches_ = agrocap::run_batches(model_, result_.batches, options_, series_ ? &series_->plan() : nullptr);
    if (series_ && batches_.size() == result_.batches) series_->add(batches_.back().series);
}

void Experiment::take_stock() {
    result_.values.clear();
    result_.events = 0;
    for (ReplicationResult& replication : result_.batches > 0 ? std::vector(batches_) : replicator_.finished()) {
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

std::vector<double> Experiment::values_of(const std::string& metric) const {
    const std::int64_t found = result_.find(metric);
    return found < 0 ? std::vector<double>{} : values_of(static_cast<std::size_t>(found));
}

ExperimentResult Experiment::finish() {
    take_stock();
    return conclude();
}

ExperimentResult Experiment::conclude() {
    result_.interrupted = replicator_.stopped();
    MeanEstimator estimator(result_.confidence);
    for (std::size_t m = 0; m < result_.metrics.size(); ++m) result_.estimates.push_back(estimator.estimate(values_of(m)));
    for (std::size_t m = 0; m < result_.metrics.size() && result_.batches > 0; ++m)
        result_.correlations.push_back(neighbour_correlation(values_of(m)));
    for (const ProbabilitySpec& spec : scenario_.experiment.probabilities)
        result_.probabilities.push_back(estimate_probability(spec, values_of(*spec.metric), result_.confidence));
    if (series_) result_.series = series_->estimate(result_.confidence);
    ResultDigest digest(result_.metrics);
    for (const auto& row : result_.values) digest.add(row);
    result_.digest = digest.hex();
    result_.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    return std::move(result_);
}

void judge_targets(Experiment& experiment, const Scenario& scenario) {
    for (const auto& [name, target] : scenario.target)
        experiment.result().targets.push_back(judge_target(name, target, experiment.values_of(*target.metric)));
}

void run_to_precision(Experiment& experiment, const PrecisionGoal& goal) {
    PrecisionPlan plan(goal);
    std::vector<std::vector<double>> values(goal.metrics.size());
    do {
        experiment.replicator().run_to(static_cast<std::size_t>(plan.count()));
        if (experiment.replicator().stopped()) return;
        experiment.take_stock();
        for (std::size_t m = 0; m < values.size(); ++m) values[m] = experiment.values_of(goal.metrics[m]);
    } while (!plan.is_enough(values));
    if (!plan.is_reached()) experiment.result().precision_missed = goal.relative;
}

}  // namespace agrocap
