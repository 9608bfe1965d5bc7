#include "scenario/checks.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

void check_target(Checks& checks, const TargetSpec& target, const std::string& path) {
    if (target.sense != TargetSense::between || target.low.value <= target.high.value || checks.was_misread(path)) return;
    checks.error(62, target.low.at, path + ".between", fmt::format("{:.6g} is above {:.6g}", target.low.value, target.high.value),
                 "the lower end comes first");
}

void check_disruption(Checks& checks, const DisruptionSpec& disruption, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    if (!disruption.starts || scenario.warmup_auto || checks.was_misread("scenario")) return;
    const double begins_days = disruption.starts->value - scenario.start.value;
    const double simulated_days = static_cast<double>((scenario.warmup.value + scenario.horizon.value).count()) / ns_per_day;
    if (simulated_days > 0 && begins_days >= simulated_days) {
        checks.warning(63, disruption.starts->at, path + ".starts", "starts after the simulated time: it changes nothing");
    }
}

}  // namespace

void check_settings(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [id, target] : scenario.target) check_target(checks, target, "target." + id);
    for (const auto& [id, disruption] : scenario.disruption) check_disruption(checks, disruption, "disruption." + id);
    for (const auto& [id, season] : scenario.season) {
        double sum = 0;
        for (const double weight : season.monthly) sum += weight;
        if (sum <= 0 && !checks.was_misread("season." + id)) {
            checks.error(67, season.at, "season." + id + ".monthly", "no month has a weight above 0");
        }
    }
}

}  // namespace agrocap
