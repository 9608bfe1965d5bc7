#include "explain/switch_off.hpp"

#include "base/fault.hpp"

#include <map>

namespace agrocap {

bool switch_off(Scenario& scenario, Cause cause, const PartFilter& is_meant) {
    switch (cause) {
        case Cause::variability: return without_variability(scenario);
        case Cause::failures: return without_failures(scenario, is_meant);
        case Cause::maintenance: return without_maintenance(scenario);
        case Cause::setups: return without_setups(scenario);
        case Cause::scrap: return without_scrap(scenario);
        case Cause::rework: return without_rework(scenario);
        case Cause::crew: return without_crews(scenario);
        case Cause::material: return without_shortage(scenario, is_meant);
        case Cause::demand: return without_demand(scenario);
        case Cause::transport: return without_transport(scenario);
        case Cause::disruptions: return without_disruptions(scenario);
        case Cause::opening:
        case Cause::mix: break;
    }
    throw InvariantBroken("what remains cannot be switched off");
}

bool switch_off(Scenario& scenario, Cause cause) {
    return switch_off(scenario, cause, [](const std::string&, const std::string&) { return true; });
}

std::vector<CausePart> parts_of(const Scenario& scenario, Cause cause) {
    if (cause != Cause::failures && cause != Cause::material) return {};
    std::map<std::string, CausePart> parts;
    Scenario copy = scenario;
    switch_off(copy, cause, [&parts](const std::string& what, const std::string& place) {
        CausePart& part = parts[what];
        part.what = what;
        part.places.push_back(place);
        return true;
    });
    std::vector<CausePart> sorted;
    sorted.reserve(parts.size());
    for (auto& [what, part] : parts) sorted.push_back(std::move(part));
    return sorted;
}

}  // namespace agrocap
