#include "scenario/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

namespace agrocap {

namespace {

/// The ways through lanes. Goods pass through places only: a plant on the way keeps what it gets, so lanes from it count for its own goods
/// alone.
class Ways {
  public:
    explicit Ways(const Scenario& scenario) {
        for (const auto& [id, lane] : scenario.lane) {
            into_[*lane.to].push_back(&*lane.from);
            if (lane.to->starts_with("place.")) from_[*lane.from].push_back(&*lane.to);
        }
    }

    [[nodiscard]] bool is_reached(const std::string& end) const { return into_.contains(end); }

    /// Whether lanes lead to `end` from one of `origins`, which all have what is called `goods`; they are asked for, and the places found
    /// that they come to, once for each goods.
    [[nodiscard]] bool lead(const std::string& goods, const std::function<std::vector<std::string>()>& origins, const std::string& end) {
        const auto [reached, is_new] = places_.try_emplace(goods);
        if (is_new) {
            std::vector<std::string> open = origins();
            reached->second.insert(open.begin(), open.end());
            spread(reached->second, std::move(open));
        }
        const auto ends = into_.find(end);
        return ends != into_.end() && std::any_of(ends->second.begin(), ends->second.end(),
                                                  [&known = reached->second](const std::string* from) { return known.contains(*from); });
    }

  private:
    void spread(std::set<std::string>& reached, std::vector<std::string> open) const {
        while (!open.empty()) {
            const auto next = from_.find(open.back());
            open.pop_back();
            if (next == from_.end()) continue;
            for (const std::string* place : next->second)
                if (reached.insert(*place).second) open.push_back(*place);
        }
    }

    std::map<std::string, std::vector<const std::string*>> into_, from_;  // by end: whence a lane leads there; to which places one leads
    std::map<std::string, std::set<std::string>> places_;                 // by goods: their origins and the places that they come to
};

void check_lane_direction(Checks& checks, const LaneSpec& lane, const std::string& path) {
    if (lane.from.value.starts_with("market.")) {
        checks.error(Code::lane_end, lane.from.at, path + ".from", fmt::format("a lane cannot start at a market, \"{}\"", lane.from.value),
                     "goods end at a market; a place can hand them on");
    }
    if (lane.to.value.starts_with("supplier.")) {
        checks.error(Code::lane_end, lane.to.at, path + ".to", fmt::format("a lane cannot lead to a supplier, \"{}\"", lane.to.value),
                     "goods begin at a supplier; are `from` and `to` the wrong way round?");
    }
    if (lane.from.value == lane.to.value && !lane.from.value.empty()) {
        checks.error(Code::lane_end, lane.to.at, path + ".to", fmt::format("the lane ends where it starts, \"{}\"", lane.to.value));
    }
}

/// Who can deliver one of the items to the market, as lane ends: plants that can have it, and suppliers to dealers who hold it.
std::vector<std::string> origins_of(const Checks& checks, const MarketSpec& market, const std::vector<std::string>& items) {
    std::set<std::string> origins;
    for (const std::string& item : items) {
        for (const std::string& plant : checks.goods.holders_of(item)) origins.insert("plant." + plant);
        if (!market.stock.contains(item)) continue;
        for (const std::string& supplier : checks.goods.suppliers_of(item)) origins.insert("supplier." + supplier);
    }
    return {origins.begin(), origins.end()};
}

bool has_origin(const Checks& checks, const MarketSpec& market, const std::vector<std::string>& items) {
    return std::any_of(items.begin(), items.end(), [&](const std::string& item) {
        return !checks.goods.holders_of(item).empty() || (market.stock.contains(item) && !checks.goods.suppliers_of(item).empty());
    });
}

/// Names the goods by their origins: dealers who hold the item get it from suppliers, too.
std::string goods_name(const MarketSpec& market, const std::string& wanted, const std::vector<std::string>& items) {
    std::string name = wanted;
    for (const std::string& item : items)
        if (market.stock.contains(item)) name += "\n" + item;
    return name;
}

/// "plant.a", "plant.b" and so on, not more than a line holds.
std::string origins_text(std::vector<std::string> origins) {
    constexpr std::size_t named_max = 5;
    const bool is_cut = origins.size() > named_max;
    if (is_cut) origins.resize(named_max);
    return quoted_list(origins) + (is_cut ? " …" : "");
}

bool is_stocked(const MarketSpec& market, const std::vector<std::string>& items) {
    return std::any_of(items.begin(), items.end(), [&](const std::string& item) {
        const auto stock = market.stock.find(item);
        return stock != market.stock.end() && stock->second.unlimited_supply.value;
    });
}

/// Goods that are demanded must exist somewhere, and lanes must lead from there.
void check_demand(Checks& checks, Ways& ways, const std::string& market_id, const std::string& wanted) {
    const Scenario& scenario = checks.scenario;
    const MarketSpec& market = scenario.market.at(market_id);
    const DemandSpec& demand = market.demand.at(wanted);
    const std::vector<std::string> items = checks.goods.items_of_demand(wanted);
    if (items.empty() || (demand.per_year->largest() <= 0 && demand.orders.empty()) || is_stocked(market, items)) return;

    const std::string path = fmt::format("market.{}.demand.{}", market_id, wanted);
    if (demand.order.given && is_never_positive(demand.order.value)) {
        checks.error(Code::endless_or_empty, demand.order.at, path + ".order", "an order is never for a unit",
                     "expected a count of at least 1");
    }
    if (!has_origin(checks, market, items)) {
        if (checks.was_misread("plant") || checks.was_misread("supplier")) return;
        const bool offered =
            std::any_of(items.begin(), items.end(), [&](const std::string& item) { return !checks.goods.suppliers_of(item).empty(); });
        checks.error(Code::unmeetable_demand, demand.at, path,
                     offered ? fmt::format("suppliers of \"{}\" deliver to plants and dealers only", wanted)
                             : fmt::format("nothing makes or supplies \"{}\"", wanted),
                     offered ? fmt::format("add [market.{}.stock.{}] with a reorder policy", market_id, items.front())
                             : fmt::format("let a line make it, or add [plant.NAME.store.{}] supply = \"unlimited\"", items.front()));
        return;
    }
    const std::string end = "market." + market_id;
    if (!ways.is_reached(end) || checks.has_error("lane")) return;  // with no lane at all goods arrive at once
    const auto origins = [&] { return origins_of(checks, market, items); };
    if (ways.lead(goods_name(market, wanted, items), origins, end)) return;
    checks.error(Code::unmeetable_demand, demand.at, path,
                 fmt::format("no lanes lead here from any plant or supplier that has \"{}\"", wanted),
                 fmt::format("\"{}\" comes from {}; add the lanes between", wanted, origins_text(origins())));
}

/// In a network with lanes, a market that none leads to is most likely unfinished.
void check_market_is_joined(Checks& checks, const Ways& ways, const std::string& market_id, const MarketSpec& market) {
    if (checks.scenario.lane.empty() || market.demand.empty() || ways.is_reached("market." + market_id)) return;
    if (checks.has_error("lane")) return;
    checks.warning(Code::unmeetable_demand, market.at, "market." + market_id,
                   "no lane leads to this market: goods arrive at once and at no cost",
                   fmt::format("add a lane with to = \"market.{}\"", market_id));
}

void check_allocation(Checks& checks) {
    const AllocationSpec& allocation = checks.scenario.allocation;
    if (allocation.shares.empty()) return;
    if (allocation.policy.value != Allocation::shares) {
        checks.warning(Code::shares, allocation.shares.begin()->second.at, "allocation.shares",
                       "is not used: the policy is not \"shares\"");
        return;
    }
    double sum = 0;
    for (const auto& [market, share] : allocation.shares) sum += share.value;
    if (std::abs(sum - 1.0) > 1e-6) {
        checks.error(Code::shares, allocation.shares.begin()->second.at, "allocation.shares",
                     fmt::format("the shares sum to {:.6g}, expected 1", sum));
    }
}

}  // namespace

void check_network(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [id, lane] : scenario.lane) check_lane_direction(checks, lane, "lane." + id);
    Ways ways(scenario);
    for (const auto& [id, market] : scenario.market) {
        for (const auto& [wanted, demand] : market.demand) check_demand(checks, ways, id, wanted);
        check_market_is_joined(checks, ways, id, market);
    }
    check_allocation(checks);
}

}  // namespace agrocap
