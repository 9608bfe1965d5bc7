#include "scenario/checks.hpp"
#include "scenario/goods.hpp"
#include "scenario/object_path.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace agrocap {

namespace {

/// By item: plants that order it without saying from whom.
using OrderingPlants = std::map<std::string, std::set<std::string>>;

/// All that lanes, sources and disruptions name, as "kind.id".
std::set<std::string> named_ends(const Scenario& scenario) {
    std::set<std::string> ends;
    for (const auto& [id, lane] : scenario.lane) {
        ends.insert(*lane.from);
        ends.insert(*lane.to);
    }
    const auto add_sources = [&](const StoreSpec& store) {
        for (const auto& [source, share] : store.source)
            ends.insert((scenario.supplier.contains(source) ? "supplier." : "plant.") + source);
    };
    for (const auto& [id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store) add_sources(store);
    for (const auto& [id, market] : scenario.market)
        for (const auto& [item, stock] : market.stock) add_sources(stock);
    return ends;
}

/// Whether a plant without lines has goods that a market or another plant's store may ask for.
bool gives_goods(const Checks& checks, const std::string& id, const PlantSpec& plant, const OrderingPlants& ordering) {
    return std::any_of(plant.store.begin(), plant.store.end(), [&](const auto& entry) {
        const std::string& item = entry.first;
        if (!checks.goods.has(id, item)) return false;
        if (checks.goods.is_demanded(item)) return true;
        const auto others = ordering.find(item);
        const bool is_ordered = others != ordering.end() && others->second.size() > (others->second.contains(id) ? 1u : 0u);
        return is_ordered && checks.goods.suppliers_of(item).empty();
    });
}

OrderingPlants ordering_plants(const Scenario& scenario) {
    OrderingPlants plants;
    for (const auto& [id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store)
            if (reorders(store) && store.source.empty()) plants[item].insert(id);
    return plants;
}

/// What an object without connections lacks, in words; empty for one that is connected, and for kinds that other checks look at.
std::string what_is_missing(const Checks& checks, const std::set<std::string>& ends, const OrderingPlants& ordering,
                            const std::string& path) {
    const Scenario& scenario = checks.scenario;
    const std::vector<std::string> words = path_words(path);
    if (words.size() != 2 || ends.contains(path)) return {};
    const std::string& id = words[1];
    if (words[0] == "plant" && scenario.plant.contains(id)) {
        const PlantSpec& plant = scenario.plant.at(id);
        return plant.line.empty() && !gives_goods(checks, id, plant, ordering) ? "it has no line, and nobody takes goods from it" : "";
    }
    if (words[0] == "market" && scenario.market.contains(id)) return scenario.market.at(id).demand.empty() ? "it has no demand" : "";
    if (words[0] == "supplier" && scenario.supplier.contains(id)) return scenario.supplier.at(id).item.empty() ? "it has no item" : "";
    return {};
}

}  // namespace

void check_added(Checks& checks) {
    if (checks.scenario.added.empty()) return;
    const std::set<std::string> ends = named_ends(checks.scenario);
    const OrderingPlants ordering = ordering_plants(checks.scenario);
    for (const Name& added : checks.scenario.added) {
        const std::string missing = what_is_missing(checks, ends, ordering, *added);
        if (missing.empty()) continue;
        checks.warning(Code::object_unconnected, added.at, *added,
                       fmt::format("is not in the file that this one extends, and nothing is connected with it: {}", missing),
                       "is it misspelt?");
    }
}

}  // namespace agrocap
