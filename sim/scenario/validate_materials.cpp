#include "network/components.hpp"
#include "network/order.hpp"
#include "scenario/checks.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace agrocap {

namespace {

/// The bills of materials of some items, sorted, as a graph: an edge from each to each of them that it uses.
Graph graph_of_uses(const Scenario& scenario, const std::vector<std::string>& items) {
    Graph graph{static_cast<std::uint32_t>(items.size()), {}};
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
        for (const auto& [used, count] : scenario.item.at(items[node]).uses) {
            const auto part = std::lower_bound(items.begin(), items.end(), used);
            if (count.value > 0 && part != items.end() && *part == used)
                graph.edges.push_back({node, static_cast<std::uint32_t>(part - items.begin())});
        }
    }
    return graph;
}

/// A way round among items that all need each other; a single one may use itself. Nodes are those of all items.
std::vector<std::uint32_t> cycle_within(const Scenario& scenario, const std::vector<std::string>& items,
                                        const std::vector<std::uint32_t>& knot) {
    if (knot.size() == 1) {
        const std::string& only = items[knot.front()];
        return scenario.item.at(only).uses.contains(only) ? knot : std::vector<std::uint32_t>{};
    }
    std::vector<std::string> names;
    names.reserve(knot.size());
    for (const std::uint32_t node : knot) names.push_back(items[node]);
    std::vector<std::uint32_t> cycle = find_cycle(graph_of_uses(scenario, names));
    for (std::uint32_t& node : cycle) node = knot[node];
    return cycle;
}

/// One message for each knot of items; the chain shows one way round, with the line of each bill.
void check_cycles(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    std::vector<std::string> items;
    for (const auto& [id, item] : scenario.item) items.push_back(id);
    const Graph graph = graph_of_uses(scenario, items);

    for (const std::vector<std::uint32_t>& knot : strong_components(graph)) {
        const std::vector<std::uint32_t> cycle = cycle_within(scenario, items, knot);
        if (cycle.empty()) continue;

        const std::string& first = items[cycle.front()];
        const SourceSpan at = scenario.item.at(first).uses.at(items[cycle.size() > 1 ? cycle[1] : cycle[0]]).at;
        std::string chain = fmt::format("\"{}\"", first);
        constexpr std::size_t told_max = 10;  // of a longer way round the beginning is enough to find it
        for (std::size_t i = 0; i < std::min(cycle.size(), told_max); ++i) {
            const std::string& next = items[cycle[(i + 1) % cycle.size()]];
            const SourceSpan bill = scenario.item.at(items[cycle[i]]).uses.at(next).at;
            chain += fmt::format("{} \"{}\"{}", i == 0 ? " uses" : ", which uses", next, checks.place_of(bill, at));
        }
        if (cycle.size() > told_max) chain += fmt::format(", and so on, {} items in all", cycle.size());
        checks.error(Code::circular_materials, at, "item." + first + ".uses",
                     fmt::format("the bill of materials goes round in a circle: {}", chain));
    }
}

std::string why_needed(const PartNeed& need) {
    return need.made.empty() ? fmt::format("takes {} \"{}\"", need.count, need.item)
                             : fmt::format("\"{}\" uses {} \"{}\"", need.made, need.count, need.item);
}

/// For each item the need of most units.
std::map<std::string, const PartNeed*> largest_needs(const std::vector<PartNeed>& needs) {
    std::map<std::string, const PartNeed*> largest;
    for (const PartNeed& need : needs) {
        const PartNeed*& known = largest[need.item];
        if (known == nullptr || need.count > known->count) known = &need;
    }
    return largest;
}

/// The most that a policy lifts the position to, lots of the suppliers included.
std::int64_t highest_position(const Checks& checks, const std::string& item, const ReorderSpec& reorder) {
    if (reorder.policy == nullptr) return std::numeric_limits<std::int64_t>::max();
    const ReorderRule rule = rule_of(reorder);
    if (rule.low < 0) return 0;  // a line that waits owes nothing: the position does not fall below 0
    return rule.highest() + checks.goods.largest_lot(item) - 1;
}

void check_supplied(Checks& checks, const std::string& plant_id, const PlantSpec& plant, const PartNeed& need) {
    if (checks.goods.has(plant_id, need.item) || checks.was_misread("plant." + plant_id)) return;
    const auto store = plant.store.find(need.item);
    const std::string store_path = fmt::format("plant.{}.store.{}", plant_id, need.item);
    const std::string how =
        !checks.goods.suppliers_of(need.item).empty() ? "reorder = { policy = \"s,S\", s = …, S = … }" : "supply = \"unlimited\"";
    const std::string where = store == plant.store.end() ? fmt::format("add [{}] with", store_path)
                                                         : fmt::format("give {}{}", store_path, checks.place_of(store->second.at, need.at));
    checks.error(Code::no_supply, need.at, need.path,
                 fmt::format("{}, but nothing supplies it at plant \"{}\"", why_needed(need), plant_id),
                 fmt::format("{} {}, or let a line make it", where, how));
}

/// A store must be able to hold what one start takes, and its policy must order that much.
void check_amount(Checks& checks, const std::string& plant_id, const PlantSpec& plant, const PartNeed& need) {
    const auto found = plant.store.find(need.item);
    if (found == plant.store.end() || found->second.unlimited_supply.value) return;
    const StoreSpec& store = found->second;
    const std::string path = fmt::format("plant.{}.store.{}.reorder", plant_id, need.item);
    if (store.capacity.value < need.count) {
        checks.error(Code::need_above_stock, need.at, need.path,
                     fmt::format("{}, but the store{} holds {}: it can never start", why_needed(need), checks.place_of(store.at, need.at),
                                 store.capacity.value),
                     "raise the `capacity` of the store");
    }
    const std::int64_t highest = highest_position(checks, need.item, store.reorder);
    if (highest >= need.count || checks.goods.makes(plant_id, need.item) || checks.was_misread(path)) return;
    checks.warning(Code::need_above_stock, store.reorder.at, path,
                   fmt::format("orders up to {}, but {}{}: the line will wait for ever", highest, why_needed(need),
                               checks.place_of(need.at, store.reorder.at)),
                   "raise the level of the policy: a start takes all that it needs at once");
}

/// Units that wait for a part may stand in the way of the very units that become it.
void check_own_products(Checks& checks, const LineSpec& line, const std::vector<PartNeed>& needs) {
    std::set<std::string> seen, made_here;
    for (const auto& [made, share] : line.makes) made_here.insert(*made);
    for (const PartNeed& need : needs) {
        if (!made_here.contains(need.item) || need.item == need.made || !seen.insert(need.item).second) continue;
        checks.warning(
            Code::makes_what_it_uses, need.at, need.path,
            fmt::format("{}, which the same line makes: units that wait for it may hold up those that become it", why_needed(need)),
            "make it on a line of its own, or give its store an `initial` stock");
    }
}

/// Some plant's store orders the item: maybe from here.
bool is_ordered(const Scenario& scenario, const std::string& item) {
    return std::any_of(scenario.plant.begin(), scenario.plant.end(), [&](const auto& plant) {
        const auto store = plant.second.store.find(item);
        return store != plant.second.store.end() && reorders(store->second);
    });
}

/// A pull line works to fill stores and orders: without a target or a demand it has nothing to do.
void check_pull(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    if (line.release.value != ReleaseKind::pull) return;
    std::vector<std::string> idle;
    for (const auto& [made, share] : line.makes) {
        const auto store = plant.store.find(made.value);
        const bool has_target = store != plant.store.end() && store->second.target.value > 0;
        const bool is_asked_for = checks.goods.is_demanded(made.value) || is_ordered(checks.scenario, made.value);
        if (!has_target && !is_asked_for && checks.scenario.item.contains(made.value)) idle.push_back(made.value);
    }
    if (idle.empty() || checks.was_misread(path)) return;
    const std::string text =
        fmt::format("release is \"pull\", but the store of {} has no `target` and no market asks for it", quoted_list(idle));
    const std::string hint = fmt::format("give the store a target, the level that the line keeps it at: [{}.store.{}] target = 10",
                                         path.substr(0, path.find(".line.")), idle.front());
    if (idle.size() == line.makes.size())
        checks.error(Code::nothing_to_fill, line.release.at, path + ".release", text, hint);
    else
        checks.warning(Code::nothing_to_fill, line.release.at, path + ".release", text, hint);
}

}  // namespace

void check_materials(Checks& checks) {
    check_cycles(checks);
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        std::set<std::string> seen;
        for (const auto& [line_id, line] : plant.line) {
            const std::string path = "plant." + plant_id + ".line." + line_id;
            const std::vector<PartNeed> needs = needs_of(checks.scenario, plant, line, path);
            const std::map<std::string, const PartNeed*> largest = largest_needs(needs);
            for (const PartNeed& need : needs) {
                if (!checks.scenario.item.contains(need.item) || !seen.insert(need.item).second) continue;
                check_supplied(checks, plant_id, plant, need);
                check_amount(checks, plant_id, plant, *largest.at(need.item));
            }
            check_own_products(checks, line, needs);
            check_pull(checks, plant, line, path);
        }
    }
}

}  // namespace agrocap
