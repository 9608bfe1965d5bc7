#include "scenario/checks.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace agrocap {

namespace {

/// The most that may be under way to the stores that are supplied from one end, or through one end, and the one with most of it.
struct UnderWay {
    double units = 0;
    double largest = 0;
    std::string largest_store;
    bool is_open = false;  // others order from here, too, without a limit that is known
};

using UnderWayByEnd = std::map<std::string, UnderWay>;

void add(UnderWay& under_way, double units, const std::string& store) {
    under_way.units += units;
    if (units <= under_way.largest) return;
    under_way.largest = units;
    under_way.largest_store = store;
}

/// Orders of one item that may go to any supplier of it.
using OpenOrders = std::map<std::string, UnderWay>;

/// Orders by the supplier that they go to and by the plant that they come to. Lots round an order up.
UnderWayByEnd orders_by_end(const Checks& checks) {
    const Scenario& scenario = checks.scenario;
    UnderWayByEnd ends;
    OpenOrders open_orders;
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [item, store] : plant.store) {
            if (!reorders(store) || store.unlimited_supply.value) continue;
            const std::string path = "plant." + plant_id + ".store." + item;
            // What a policy has on order never passes its highest position.
            const double most =
                static_cast<double>(rule_of(store.reorder).highest()) + static_cast<double>(checks.goods.largest_lot(item) - 1);
            add(ends["plant." + plant_id], most, path);
            for (const auto& [source, share] : store.source) add(ends["supplier." + source], most, path);
            if (store.source.empty()) add(open_orders[item], most, path);
        }
    }
    // Dealers owe their customers, which lifts what they have on order without a bound.
    for (const auto& [market_id, market] : scenario.market) {
        for (const auto& [item, stock] : market.stock) {
            for (const auto& [source, share] : stock.source) ends["supplier." + source].is_open = true;
            if (stock.source.empty()) open_orders[item].is_open = true;
        }
    }
    for (const auto& [item, orders] : open_orders) {
        for (const std::string& supplier : checks.goods.suppliers_of(item)) {
            UnderWay& end = ends["supplier." + supplier];
            end.is_open |= orders.is_open;
            end.units += orders.units;
            if (orders.largest <= end.largest) continue;
            end.largest = orders.largest;
            end.largest_store = orders.largest_store;
        }
    }
    return ends;
}

/// A vehicle that waits until it is full, behind policies that never have a full load on order, never leaves.
void check_load(Checks& checks, const UnderWayByEnd& ends, const LaneSpec& lane, const std::string& path) {
    if (lane.load_t || checks.was_misread(path)) return;
    const std::int64_t load = lane.load ? **lane.load : 1;
    if (lane.wait && load == 1)
        checks.warning(Code::wait_without_load, lane.wait->at, path + ".wait", "has no effect: with a load of 1 each unit leaves at once",
                       "for loads of several units write load = 12");
    if (lane.wait || load == 1) return;
    // Of a supplier's lane all its customers count, of a lane into a plant all that comes there; lanes between places carry more.
    const bool from_supplier = lane.from->starts_with("supplier.");
    if (!from_supplier && !(lane.to->starts_with("plant.") && lane.from->starts_with("place."))) return;
    const auto end = ends.find(from_supplier ? *lane.from : *lane.to);
    if (end == ends.end() || end->second.is_open || end->second.units >= static_cast<double>(load)) return;
    checks.warning(
        Code::load_never_full, lane.load->at, path + ".load",
        fmt::format("a vehicle waits for {} units, but the stores behind it never have more than {:.15g} on order, {}: it never leaves",
                    load, end->second.units, end->second.largest_store),
        "let it leave after a time, wait = \"5 d\", lower `load`, or raise the level of the policy");
}

}  // namespace

void check_transport(Checks& checks) {
    const bool may_wait = std::any_of(checks.scenario.lane.begin(), checks.scenario.lane.end(),
                                      [](const auto& entry) { return entry.second.load || entry.second.wait; });
    if (!may_wait) return;
    const UnderWayByEnd ends = orders_by_end(checks);
    for (const auto& [id, lane] : checks.scenario.lane) check_load(checks, ends, lane, "lane." + id);
}

}  // namespace agrocap
