#include "scenario/checks.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

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
    for (const auto& [id, disruption] : scenario.disruption) check_disruption(checks, disruption, "disruption." + id);
}

}  // namespace agrocap
