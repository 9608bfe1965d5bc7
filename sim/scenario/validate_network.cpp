#include "network/components.hpp"
#include "scenario/checks.hpp"
#include "scenario/goods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace agrocap {

namespace {

/// The lanes as a graph over their ends, which are written "kind.id".
struct LaneGraph {
    std::map<std::string, std::uint32_t> node_of;
    Graph graph;
    std::vector<bool> is_place;  // by node
};

LaneGraph graph_of_lanes(const Scenario& scenario) {
    LaneGraph lanes;
    const auto node_of = [&](const std::string& end) {
        return lanes.node_of.emplace(end, static_cast<std::uint32_t>(lanes.node_of.size())).first->second;
    };
    for (const auto& [id, lane] : scenario.lane) {
        const std::uint32_t from = node_of(lane.from.value);
        lanes.graph.edges.push_back({from, node_of(lane.to.value)});
    }
    lanes.graph.nodes = static_cast<std::uint32_t>(lanes.node_of.size());
    lanes.is_place.resize(lanes.node_of.size());
    for (const auto& [end, node] : lanes.node_of) lanes.is_place[node] = end.starts_with("place.");
    return lanes;
}

void check_lane_direction(Checks& checks, const LaneSpec& lane, const std::string& path) {
    if (lane.from.value.starts_with("market.")) {
        checks.error(60, lane.from.at, path + ".from", fmt::format("a lane cannot start at a market, \"{}\"", lane.from.value),
                     "goods end at a market; a place can hand them on");
    }
    if (lane.to.value.starts_with("supplier.")) {
        checks.error(60, lane.to.at, path + ".to", fmt::format("a lane cannot lead to a supplier, \"{}\"", lane.to.value),
                     "goods begin at a supplier; are `from` and `to` the wrong way round?");
    }
    if (lane.from.value == lane.to.value && !lane.from.value.empty()) {
        checks.error(60, lane.to.at, path + ".to", fmt::format("the lane ends where it starts, \"{}\"", lane.to.value));
    }
}

/// Who can deliver one of the items to the market, as lane ends: plants that can have it, and suppliers to dealers who hold it.
std::vector<std::string> origins_of(const Scenario& scenario, const MarketSpec& market, const std::vector<std::string>& items) {
    std::vector<std::string> origins;
    // Names of a structured binding cannot be captured by clang 14: its lambdas name what they take.
    for (const auto& [id, plant] : scenario.plant) {
        const auto is_had = [&here = plant](const std::string& item) { return has_goods(here, item); };
        if (std::any_of(items.begin(), items.end(), is_had)) origins.push_back("plant." + id);
    }
    for (const auto& [id, supplier] : scenario.supplier) {
        const auto is_bought = [&offered = supplier.item, &market](const std::string& item) {
            return offered.contains(item) && market.stock.contains(item);
        };
        if (std::any_of(items.begin(), items.end(), is_bought)) origins.push_back("supplier." + id);
    }
    return origins;
}

/// Goods pass through places only: a plant on the way keeps what it gets, so lanes from it count for its own goods alone.
bool lanes_lead(const LaneGraph& lanes, const std::vector<std::string>& origins, const std::string& end) {
    std::vector<std::uint32_t> starts;
    for (const std::string& origin : origins) {
        if (const auto node = lanes.node_of.find(origin); node != lanes.node_of.end()) starts.push_back(node->second);
    }
    Graph open{lanes.graph.nodes, {}};
    for (const Edge& lane : lanes.graph.edges) {
        if (lanes.is_place[lane.from] || std::find(starts.begin(), starts.end(), lane.from) != starts.end()) open.edges.push_back(lane);
    }
    return reachable_from(open, starts)[lanes.node_of.at(end)];
}

bool is_stocked(const MarketSpec& market, const std::vector<std::string>& items) {
    return std::any_of(items.begin(), items.end(), [&](const std::string& item) {
        const auto stock = market.stock.find(item);
        return stock != market.stock.end() && stock->second.unlimited_supply.value;
    });
}

/// Goods that are demanded must exist somewhere, and lanes must lead from there.
void check_demand(Checks& checks, const LaneGraph& lanes, const std::string& market_id, const std::string& wanted) {
    const Scenario& scenario = checks.scenario;
    const MarketSpec& market = scenario.market.at(market_id);
    const DemandSpec& demand = market.demand.at(wanted);
    const std::vector<std::string> items = items_of_demand(scenario, wanted);
    if (items.empty() || demand.per_year.value <= 0 || is_stocked(market, items)) return;

    const std::string path = fmt::format("market.{}.demand.{}", market_id, wanted);
    if (demand.order.given && is_never_positive(demand.order.value)) {
        checks.error(64, demand.order.at, path + ".order", "an order is never for a unit", "expected a count of at least 1");
    }
    const std::vector<std::string> origins = origins_of(scenario, market, items);
    if (origins.empty()) {
        if (checks.was_misread("plant") || checks.was_misread("supplier")) return;
        const bool offered = std::any_of(items.begin(), items.end(), [&](const std::string& item) { return is_offered(scenario, item); });
        checks.error(55, demand.at, path,
                     offered ? fmt::format("suppliers of \"{}\" deliver to plants and dealers only", wanted)
                             : fmt::format("nothing makes or supplies \"{}\"", wanted),
                     offered ? fmt::format("add [market.{}.stock.{}] with a reorder policy", market_id, items.front())
                             : fmt::format("let a line make it, or add [plant.NAME.store.{}] supply = \"unlimited\"", items.front()));
        return;
    }
    const std::string end = "market." + market_id;
    const bool is_joined = lanes.node_of.contains(end);  // with no lane at all goods arrive at once
    if (is_joined && !checks.has_error("lane") && !lanes_lead(lanes, origins, end)) {
        checks.error(55, demand.at, path, fmt::format("no lanes lead here from any plant or supplier that has \"{}\"", wanted),
                     fmt::format("\"{}\" comes from {}; add the lanes between", wanted, quoted_list(origins)));
    }
}

/// Whether finished goods travel at all: lanes that only bring parts tell nothing about markets.
bool has_outbound(const Scenario& scenario) {
    return std::any_of(scenario.lane.begin(), scenario.lane.end(), [](const auto& entry) {
        const std::string& to = entry.second.to.value;
        return to.starts_with("market.") || (to.starts_with("place.") && entry.second.from.value.starts_with("plant."));
    });
}

/// A network with lanes to or towards markets, but none to this one, is most likely unfinished.
void check_market_is_joined(Checks& checks, const LaneGraph& lanes, const std::string& market_id, const MarketSpec& market) {
    if (!has_outbound(checks.scenario) || market.demand.empty() || lanes.node_of.contains("market." + market_id)) return;
    if (checks.has_error("lane")) return;
    checks.warning(55, market.at, "market." + market_id, "no lane leads to this market: goods arrive at once and at no cost",
                   fmt::format("add a lane with to = \"market.{}\"", market_id));
}

void check_allocation(Checks& checks) {
    const AllocationSpec& allocation = checks.scenario.allocation;
    if (allocation.shares.empty()) return;
    if (allocation.policy.value != Allocation::shares) {
        checks.warning(40, allocation.shares.begin()->second.at, "allocation.shares", "is not used: the policy is not \"shares\"");
        return;
    }
    double sum = 0;
    for (const auto& [market, share] : allocation.shares) sum += share.value;
    if (std::abs(sum - 1.0) > 1e-6) {
        checks.error(40, allocation.shares.begin()->second.at, "allocation.shares",
                     fmt::format("the shares sum to {:.6g}, expected 1", sum));
    }
}

}  // namespace

void check_network(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [id, lane] : scenario.lane) check_lane_direction(checks, lane, "lane." + id);
    const LaneGraph lanes = graph_of_lanes(scenario);
    for (const auto& [id, market] : scenario.market) {
        for (const auto& [wanted, demand] : market.demand) check_demand(checks, lanes, id, wanted);
        check_market_is_joined(checks, lanes, id, market);
    }
    check_allocation(checks);
}

}  // namespace agrocap
