#include "experiment/experiment.hpp"

#include "experiment/stages.hpp"

#include <optional>

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

ExperimentResult run_experiment(const Scenario& scenario, const ExperimentOptions& options) {
    Experiment experiment(scenario, options);
    const bool by_number = options.replications.has_value() || (scenario.experiment.replications && !options.precision);
    std::optional<double> precision = options.precision;
    if (!precision && scenario.experiment.precision) precision = **scenario.experiment.precision;
    if (precision && !by_number)
        run_to_precision(experiment, scenario, *precision);
    else
        experiment.replicator().run_to(static_cast<std::size_t>(planned_replications(scenario, options)));

    experiment.take_stock();
    judge_targets(experiment, scenario);
    return experiment.finish();
}

}  // namespace agrocap
