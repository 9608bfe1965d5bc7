#include "scenario/checks.hpp"

namespace agrocap {

void validate(const Scenario& scenario, Diagnostics& diagnostics) {
    Checks checks(scenario, diagnostics);
    check_plant_references(checks);
    check_network_references(checks);
    check_metrics(checks);
    check_settings(checks);
    check_calendars(checks);
    check_lines(checks);
    check_unit_flow(checks);
    check_materials(checks);
    check_supply(checks);
    check_network(checks);
    check_amounts(checks);
    check_added(checks);
    check_dates(checks);
    check_prices(checks);
    check_transport(checks);
    check_money(checks);
    if (!checks.has_error("")) {
        check_unused(checks);  // a misspelt reference leaves its object unused, which would mislead
        check_capacity(checks);
    }
    diagnostics.sort();
}

}  // namespace agrocap
