#include "scenario/checks.hpp"
#include "scenario/line_pace.hpp"
#include "scenario/reorder_policy.hpp"

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
    for (const auto& [id, pace] : paces_of(scenario, plant)) {
        if (*plant.line.at(id).release == ReleaseKind::pull) continue;
        for (const auto& [item, per_year] : pace.uses) uses[item] += per_year;
    }
    return uses;
}

std::string rounded(double per_year) { return fmt::format("{:.0f}", per_year); }

/// All that the suppliers of an item can deliver in a year; infinity if one has no limit.
double offered(const Checks& checks, const std::string& item) {
    double sum = 0;
    for (const std::string& id : checks.goods.suppliers_of(item)) {
        const SupplierItemSpec& offer = checks.scenario.supplier.at(id).item.at(item);
        if (!offer.per_year) return HUGE_VAL;
        sum += (*offer.per_year)->largest() * *offer.yield;
    }
    return sum;
}

using Offers = std::map<std::string, double>;  // by item, as they are asked for

/// A store that may choose among several suppliers: all together must do.
void check_choice(Checks& checks, Offers& offers, const StoreSpec& store, const std::string& item, const std::string& path, double use) {
    const auto [known, is_new] = offers.try_emplace(item, 0);
    if (is_new) known->second = offered(checks, item);
    const double sum = known->second;
    if (use <= sum * (1 + tolerance)) return;
    checks.warning(
        Code::weak_suppliers, store.reorder.at, path,
        fmt::format("its suppliers together have {} a year, but lines at their nominal capacity take {}", rounded(sum), rounded(use)),
        "raise a supplier's `per_year`, add a supplier, or expect the lines to wait for material");
}

/// A store of one line's material: with shares (or one source) each supplier has its load; otherwise all together must do.
void check_store(Checks& checks, Loads& loads, Offers& offers, const std::string& plant_id, const std::string& item, double use) {
    const Scenario& scenario = checks.scenario;
    const auto& stores = scenario.plant.at(plant_id).store;
    const auto store = stores.find(item);
    if (store == stores.end() || !reorders(store->second) || store->second.unlimited_supply.value) return;
    const std::string path = fmt::format("plant.{}.store.{}", plant_id, item);
    const auto add_load = [&](const std::string& supplier, double share) {
        Load& load = loads[{supplier, item}];
        load.per_year += use * share;
        if (use * share <= load.largest) return;
        load.largest = use * share;
        load.largest_store = path;
        load.largest_at = store->second.at;
    };
    for (const auto& [source, share] : store->second.source)
        if (scenario.supplier.contains(source)) add_load(source, *share);
    if (!store->second.source.empty()) return;
    const std::vector<std::string>& suppliers = checks.goods.suppliers_of(item);
    if (suppliers.size() == 1) add_load(suppliers.front(), 1);
    if (suppliers.size() > 1) check_choice(checks, offers, store->second, item, path, use);
}

void check_load(Checks& checks, const std::string& supplier, const std::string& item, const Load& load) {
    const SupplierItemSpec& offer = checks.scenario.supplier.at(supplier).item.at(item);
    if (!offer.per_year) return;
    const double usable = (*offer.per_year)->largest() * *offer.yield;
    if (load.per_year <= usable * (1 + tolerance)) return;
    const std::string least = *offer.yield < 1 ? fmt::format("{} usable ones", rounded(usable)) : rounded(usable);
    checks.warning(Code::weak_suppliers, offer.per_year->at, fmt::format("supplier.{}.item.{}.per_year", supplier, item),
                   fmt::format("{} a year, but lines at their nominal capacity take {} of it: {} for {}{}", least, rounded(load.per_year),
                               rounded(load.largest), load.largest_store, checks.place_of(load.largest_at, offer.per_year->at)),
                   "raise `per_year`, add a supplier, or expect the lines to wait for material");
}

}  // namespace

void check_capacity(Checks& checks) {
    Loads loads;
    Offers offers;
    for (const auto& [id, plant] : checks.scenario.plant)
        for (const auto& [item, use] : uses_of(checks.scenario, plant)) check_store(checks, loads, offers, id, item, use);
    for (const auto& [key, load] : loads) check_load(checks, key.first, key.second, load);
}

}  // namespace agrocap
