#pragma once

#include "explain/cause.hpp"
#include "scenario/scenario.hpp"

#include <functional>
#include <string>
#include <vector>

namespace agrocap {

/// Says which parts of a cause are meant, by name and by the station or store of which it is asked.
using PartFilter = std::function<bool(const std::string& part, const std::string& place)>;

/// A part of failures ("plant.semey.line.main.station.paint") or of material: the item of one supplier where a store has no other
/// ("supplier.minsk.item.kit-82"), else the item ("item.kit-82").
struct CausePart {
    std::string what;
    std::vector<std::string> places;  // paths of its station, or of its stores
};

/// Takes a cause out of a scenario; docs/explain.md says what that means for each. Gives: whether there was anything to take out, so a
/// scenario that does not have the cause is left as it is.
///
/// Variability leaves shares (scrap, ways on, yields, absence) to the even numbers of a run without chance, see `even_replication`.
/// Requires: one of `switched_causes`.
bool switch_off(Scenario& scenario, Cause cause);

/// The same of some parts of failures or material.
bool switch_off(Scenario& scenario, Cause cause, const PartFilter& is_meant);

/// Sorted by name; none for causes without parts.
std::vector<CausePart> parts_of(const Scenario& scenario, Cause cause);

/// Every line open from time 0, at full speed. Gives: whether one was not.
bool open_all_lines(Scenario& scenario);

/// And day and night, with its people.
void open_around_the_clock(Scenario& scenario);

// What `switch_off` chooses from, one function a cause.

bool without_variability(Scenario& scenario);
bool without_failures(Scenario& scenario, const PartFilter& is_meant);
bool without_maintenance(Scenario& scenario);
bool without_setups(Scenario& scenario);
bool without_scrap(Scenario& scenario);
bool without_rework(Scenario& scenario);
bool without_crews(Scenario& scenario);
bool without_shortage(Scenario& scenario, const PartFilter& is_meant);
bool without_demand(Scenario& scenario);
bool without_transport(Scenario& scenario);
bool without_disruptions(Scenario& scenario);

}  // namespace agrocap
