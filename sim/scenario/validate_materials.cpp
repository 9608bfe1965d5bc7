#include "network/components.hpp"
#include "network/order.hpp"
#include "scenario/checks.hpp"
#include "scenario/goods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace agrocap {

namespace {

/// The bills of materials as a graph: an edge from each item to each that it uses. Nodes are the items in path order.
Graph graph_of_uses(const Scenario& scenario, const std::vector<std::string>& items) {
    Graph graph{static_cast<std::uint32_t>(items.size()), {}};
    const auto node_of = [&](const std::string& item) {
        return static_cast<std::uint32_t>(std::lower_bound(items.begin(), items.end(), item) - items.begin());
    };
    for (const auto& [id, item] : scenario.item) {
        for (const auto& [used, count] : item.uses) {
            if (count.value > 0 && scenario.item.contains(used)) graph.edges.push_back({node_of(id), node_of(used)});
        }
    }
    return graph;
}

/// One message for each knot of items; the chain shows one way round, with the line of each bill.
void check_cycles(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    std::vector<std::string> items;
    for (const auto& [id, item] : scenario.item) items.push_back(id);
    const Graph graph = graph_of_uses(scenario, items);

    for (const std::vector<std::uint32_t>& knot : strong_components(graph)) {
        Graph within{graph.nodes, {}};
        const auto is_in_knot = [&](std::uint32_t node) { return std::binary_search(knot.begin(), knot.end(), node); };
        for (const Edge& edge : graph.edges) {
            if (is_in_knot(edge.from) && is_in_knot(edge.to)) within.edges.push_back(edge);
        }
        const std::vector<std::uint32_t> cycle = find_cycle(within);
        if (cycle.empty()) continue;

        const std::string& first = items[cycle.front()];
        const SourceSpan at = scenario.item.at(first).uses.at(items[cycle.size() > 1 ? cycle[1] : cycle[0]]).at;
        std::string chain = fmt::format("\"{}\"", first);
        for (std::size_t i = 0; i < cycle.size(); ++i) {
            const std::string& next = items[cycle[(i + 1) % cycle.size()]];
            const SourceSpan bill = scenario.item.at(items[cycle[i]]).uses.at(next).at;
            chain += fmt::format("{} \"{}\"{}", i == 0 ? " uses" : ", which uses", next, checks.place_of(bill, at));
        }
        checks.error(48, at, "item." + first + ".uses", fmt::format("the bill of materials goes round in a circle: {}", chain));
    }
}

std::string why_needed(const PartNeed& need) {
    return need.made.empty() ? fmt::format("takes {} \"{}\"", need.count, need.item)
                             : fmt::format("\"{}\" uses {} \"{}\"", need.made, need.count, need.item);
}

/// The need of most units of an item.
const PartNeed& largest_of(const std::vector<PartNeed>& needs, const std::string& item) {
    return *std::max_element(needs.begin(), needs.end(), [&](const PartNeed& a, const PartNeed& b) {
        return (a.item == item ? a.count : 0) < (b.item == item ? b.count : 0);
    });
}

/// The most that a policy lifts the position to, lots of the suppliers included.
std::int64_t highest_position(const Scenario& scenario, const std::string& item, const ReorderSpec& reorder) {
    std::int64_t lot = 1;
    for (const auto& [id, supplier] : scenario.supplier) {
        if (const auto offer = supplier.item.find(item); offer != supplier.item.end()) lot = std::max(lot, offer->second.lot.value);
    }
    switch (reorder.kind) {
        case ReorderKind::none: break;
        case ReorderKind::s_S: return reorder.S.value + lot - 1;
        case ReorderKind::r_Q: return reorder.r.value + reorder.Q.value + lot - 1;
        case ReorderKind::base_stock: return reorder.level.value > 0 ? reorder.level.value + lot - 1 : 0;
    }
    return std::numeric_limits<std::int64_t>::max();
}

void check_supplied(Checks& checks, const std::string& plant_id, const PlantSpec& plant, const PartNeed& need) {
    if (has_goods(plant, need.item) || checks.was_misread("plant." + plant_id)) return;
    const auto store = plant.store.find(need.item);
    const std::string store_path = fmt::format("plant.{}.store.{}", plant_id, need.item);
    const std::string how =
        is_offered(checks.scenario, need.item) ? "reorder = { policy = \"s,S\", s = …, S = … }" : "supply = \"unlimited\"";
    const std::string where = store == plant.store.end() ? fmt::format("add [{}] with", store_path)
                                                         : fmt::format("give {}{}", store_path, checks.place_of(store->second.at, need.at));
    checks.error(54, need.at, need.path, fmt::format("{}, but nothing supplies it at plant \"{}\"", why_needed(need), plant_id),
                 fmt::format("{} {}, or let a line make it", where, how));
}

/// A store must be able to hold what one start takes, and its policy must order that much.
void check_amount(Checks& checks, const std::string& plant_id, const PlantSpec& plant, const PartNeed& need) {
    const auto found = plant.store.find(need.item);
    if (found == plant.store.end() || found->second.unlimited_supply.value) return;
    const StoreSpec& store = found->second;
    const std::string path = fmt::format("plant.{}.store.{}.reorder", plant_id, need.item);
    if (store.capacity.value < need.count) {
        checks.error(52, need.at, need.path,
                     fmt::format("{}, but the store{} holds {}: it can never start", why_needed(need), checks.place_of(store.at, need.at),
                                 store.capacity.value),
                     "raise the `capacity` of the store");
    }
    const std::int64_t highest = highest_position(checks.scenario, need.item, store.reorder);
    if (highest >= need.count || makes(plant, need.item) || checks.was_misread(path)) return;
    checks.warning(52, store.reorder.at, path,
                   fmt::format("orders up to {}, but {}{}: the line will wait for ever", highest, why_needed(need),
                               checks.place_of(need.at, store.reorder.at)),
                   "raise the level of the policy: a start takes all that it needs at once");
}

/// Units that wait for a part may stand in the way of the very units that become it.
void check_own_products(Checks& checks, const LineSpec& line, const std::vector<PartNeed>& needs) {
    std::set<std::string> seen;
    for (const PartNeed& need : needs) {
        const auto is_needed = [&](const auto& made) { return made.first.value == need.item; };
        const bool is_made_here = std::any_of(line.makes.begin(), line.makes.end(), is_needed);
        if (!is_made_here || need.item == need.made || !seen.insert(need.item).second) continue;
        checks.warning(
            53, need.at, need.path,
            fmt::format("{}, which the same line makes: units that wait for it may hold up those that become it", why_needed(need)),
            "make it on a line of its own, or give its store an `initial` stock");
    }
}

/// A pull line works to fill stores and orders: without a target or a demand it has nothing to do.
void check_pull(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    if (line.release.value != ReleaseKind::pull) return;
    std::vector<std::string> idle;
    for (const auto& [made, share] : line.makes) {
        const auto store = plant.store.find(made.value);
        const bool has_target = store != plant.store.end() && store->second.target.value > 0;
        if (!has_target && !is_demanded(checks.scenario, made.value) && checks.scenario.item.contains(made.value))
            idle.push_back(made.value);
    }
    if (idle.empty() || checks.was_misread(path)) return;
    const std::string text =
        fmt::format("release is \"pull\", but the store of {} has no `target` and no market asks for it", quoted_list(idle));
    const std::string hint = fmt::format("give the store a target, the level that the line keeps it at: [{}.store.{}] target = 10",
                                         path.substr(0, path.find(".line.")), idle.front());
    if (idle.size() == line.makes.size())
        checks.error(59, line.release.at, path + ".release", text, hint);
    else
        checks.warning(59, line.release.at, path + ".release", text, hint);
}

}  // namespace

void check_materials(Checks& checks) {
    check_cycles(checks);
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        std::set<std::string> seen;
        for (const auto& [line_id, line] : plant.line) {
            const std::string path = "plant." + plant_id + ".line." + line_id;
            const std::vector<PartNeed> needs = needs_of(checks.scenario, plant, line, path);
            for (const PartNeed& need : needs) {
                if (!checks.scenario.item.contains(need.item) || !seen.insert(need.item).second) continue;
                check_supplied(checks, plant_id, plant, need);
                check_amount(checks, plant_id, plant, largest_of(needs, need.item));
            }
            check_own_products(checks, line, needs);
            check_pull(checks, plant, line, path);
        }
    }
}

}  // namespace agrocap
