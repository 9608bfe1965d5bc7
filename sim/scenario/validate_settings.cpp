#include "scenario/checks.hpp"
#include "scenario/object_path.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace agrocap {

namespace {

/// A plant's disruption is one of its lines; stores go on giving out what they hold.
void check_disrupted_plant(Checks& checks, const DisruptionSpec& disruption, const std::string& path) {
    const std::vector<std::string> words = path_words(disruption.what.value);
    if (words.size() != 2 || words[0] != "plant") return;
    const auto plant = checks.scenario.plant.find(words[1]);
    if (plant == checks.scenario.plant.end() || !plant->second.line.empty() || checks.was_misread("plant")) return;
    checks.warning(Code::disruption_without_effect, disruption.what.at, path + ".what",
                   fmt::format("plant \"{}\" has no line: this changes nothing, its stores deliver all the same", words[1]),
                   "disrupt the supplier behind it or the lanes from it");
}

void check_disruption(Checks& checks, const DisruptionSpec& disruption, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    check_disrupted_plant(checks, disruption, path);
    if (!disruption.starts || scenario.warmup_auto || checks.was_misread("scenario")) return;
    const double begins_days = disruption.starts->value - scenario.start.value;
    const double simulated_days = static_cast<double>((scenario.warmup.value + scenario.horizon.value).count()) / ns_per_day;
    if (simulated_days > 0 && begins_days >= simulated_days) {
        checks.warning(Code::outside_time_or_speed, disruption.starts->at, path + ".starts",
                       "starts after the simulated time: it changes nothing");
    } else if (begins_days * ns_per_day + moments_of(*disruption.lasts).upper <= 0 && begins_days < 0 && !disruption.every) {
        checks.warning(
            Code::outside_time_or_speed, disruption.starts->at, path + ".starts",
            fmt::format("is over before the simulated time, which starts on {}: it changes nothing", date_text(*scenario.start)));
    }
}

/// A part of a long run is no year, and its neighbours are not independent of it.
void check_batches(Checks& checks) {
    const ExperimentSpec& experiment = checks.scenario.experiment;
    if (*experiment.method != RunMethod::batch_means) return;
    const auto refuse = [&checks](SourceSpan at, const std::string& path) {
        checks.error(Code::probability_of_one_run, at, path,
                     "a probability is that of a replication, and with method = \"batch-means\" there is one only",
                     "leave experiment.method out to replicate");
    };
    if (!experiment.probabilities.empty()) refuse(experiment.probabilities.front().metric.at, "experiment.probabilities");
    for (const auto& [id, target] : checks.scenario.target)
        if (target.probability) refuse(target.probability->at, "target." + id + ".kind");
}

}  // namespace

void check_settings(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    check_batches(checks);
    for (const auto& [id, disruption] : scenario.disruption) check_disruption(checks, disruption, "disruption." + id);
}

}  // namespace agrocap
