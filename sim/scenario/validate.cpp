#include "scenario/checks.hpp"

namespace agrocap {

void validate(const Scenario& scenario, Diagnostics& diagnostics) {
    Checks checks(scenario, diagnostics);
    check_plant_references(checks);
    check_network_references(checks);
    check_metrics(checks);
    diagnostics.sort();
}

}  // namespace agrocap
