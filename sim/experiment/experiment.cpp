#include "experiment/experiment.hpp"

#include "experiment/stages.hpp"

#include <algorithm>
#include <optional>
#include <thread>

namespace agrocap {

namespace {

constexpr std::int64_t default_replications = 30;

}  // namespace

std::int64_t ExperimentResult::find(const std::string& name) const {
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (metrics[i].name == name) return static_cast<std::int64_t>(i);
    }
    return -1;
}

std::int64_t planned_replications(const Scenario& scenario, const ExperimentOptions& options) {
    if (options.replications) return *options.replications;
    return scenario.experiment.replications ? **scenario.experiment.replications : default_replications;
}

unsigned threads_for(unsigned asked) { return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency()); }

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

std::size_t batches_of(const Scenario& scenario, const ExperimentOptions& options) {
    if (*scenario.experiment.method != RunMethod::batch_means || options.replications || options.precision) return 0;
    return static_cast<std::size_t>(*scenario.experiment.batches);
}

ExperimentResult run_experiment(const Scenario& scenario, const ExperimentOptions& options) {
    const std::size_t batches = batches_of(scenario, options);
    Experiment experiment(scenario, options, batches);
    if (batches > 0)
        experiment.run_batches();
    else if (const auto goal = precision_goal(scenario, options))
        run_to_precision(experiment, *goal);
    else
        experiment.replicator().run_to(static_cast<std::size_t>(planned_replications(scenario, options)));

    experiment.take_stock();
    judge_targets(experiment, scenario);
    return experiment.conclude();
}

}  // namespace agrocap
