#include "scenario/checks.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_pace.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <utility>

namespace agrocap {

namespace {

/// The estimate of a line's pace leaves out holidays and losses; a shortfall within this share of it is no news.
constexpr double tolerance = 0.05;

/// What the stores of a supplier's item order together when the lines behind them run at their nominal pace.
struct Load {
    double per_year = 0;
    double largest = 0;
    std::string largest_store;  // who orders most of it
    SourceSpan largest_at;
};

using Loads = std::map<std::pair<std::string, std::string>, Load>;  // supplier, item

/// Lines on "pull" make what is asked of them, which no one can tell beforehand: they are left out.
std::map<std::string, double> uses_of(const Scenario& scenario, const PlantSpec& plant) {
    std::map<std::string, double> uses;
    for (const auto& [id, line] : plant.line) {
        if (*line.release == ReleaseKind::pull) continue;
        for (const auto& [item, per_year] : pace_of(scenario, plant, line).uses) uses[item] += per_year;
    }
    return uses;
}

std::string rounded(double per_year) { return fmt::format("{:.0f}", per_year); }

/// All that the suppliers of a store can deliver in a year; infinity if one has no limit or a plant is among the sources.
double offered(const Scenario& scenario, const std::vector<std::string>& sources, const std::string& item) {
    double sum = 0;
    for (const std::string& source : sources) {
        const std::string id = source.substr(source.find('.') + 1);
        if (!source.starts_with("supplier.")) return HUGE_VAL;
        const SupplierItemSpec& offer = scenario.supplier.at(id).item.at(item);
        if (!offer.per_year) return HUGE_VAL;
        sum += **offer.per_year * *offer.yield;
    }
    return sum;
}

/// A store of one line's material: with shares (or one source) each supplier has its load; otherwise all together must do.
void check_store(Checks& checks, Loads& loads, const std::string& plant_id, const std::string& item, double use) {
    const Scenario& scenario = checks.scenario;
    const auto& stores = scenario.plant.at(plant_id).store;
    const auto store = stores.find(item);
    if (store == stores.end()) return;
    const std::vector<std::string> sources = sources_of(scenario, plant_id, item, store->second);
    const std::string path = fmt::format("plant.{}.store.{}", plant_id, item);
    if (sources.size() > 1 && store->second.source.empty()) {
        const double sum = offered(scenario, sources, item);
        if (use <= sum * (1 + tolerance)) return;
        checks.warning(
            66, store->second.reorder.at, path,
            fmt::format("its suppliers together have {} a year, but lines at their nominal capacity take {}", rounded(sum), rounded(use)),
            "raise a supplier's `per_year`, add a supplier, or expect the lines to wait for material");
        return;
    }
    for (const std::string& source : sources) {
        if (!source.starts_with("supplier.")) continue;
        const std::string id = source.substr(source.find('.') + 1);
        const double share = store->second.source.empty() ? 1.0 : *store->second.source.at(id);
        Load& load = loads[{id, item}];
        load.per_year += use * share;
        if (use * share <= load.largest) continue;
        load.largest = use * share;
        load.largest_store = path;
        load.largest_at = store->second.at;
    }
}

void check_load(Checks& checks, const std::string& supplier, const std::string& item, const Load& load) {
    const SupplierItemSpec& offer = checks.scenario.supplier.at(supplier).item.at(item);
    if (!offer.per_year) return;
    const double usable = **offer.per_year * *offer.yield;
    if (load.per_year <= usable * (1 + tolerance)) return;
    const std::string least = *offer.yield < 1 ? fmt::format("{} usable ones", rounded(usable)) : rounded(usable);
    checks.warning(66, offer.per_year->at, fmt::format("supplier.{}.item.{}.per_year", supplier, item),
                   fmt::format("{} a year, but lines at their nominal capacity take {} of it: {} for {}{}", least, rounded(load.per_year),
                               rounded(load.largest), load.largest_store, checks.place_of(load.largest_at, offer.per_year->at)),
                   "raise `per_year`, add a supplier, or expect the lines to wait for material");
}

}  // namespace

void check_capacity(Checks& checks) {
    Loads loads;
    for (const auto& [id, plant] : checks.scenario.plant)
        for (const auto& [item, use] : uses_of(checks.scenario, plant)) check_store(checks, loads, id, item, use);
    for (const auto& [key, load] : loads) check_load(checks, key.first, key.second, load);
}

}  // namespace agrocap
