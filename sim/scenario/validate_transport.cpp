#include "scenario/checks.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace agrocap {

namespace {

/// The most that may be under way to the stores that are supplied from one end, or through one end, and the one with most of it.
struct UnderWay {
    double units = 0, tonnes = 0;
    double heaviest = 0;  // tonnes of a unit
    double largest = 0;
    std::string largest_store;
    bool is_open = false;  // others order from here, too, without a limit that is known
};

using UnderWayByEnd = std::map<std::string, UnderWay>;

void add(UnderWay& under_way, double units, double tonnes_each, const std::string& store) {
    under_way.units += units;
    under_way.tonnes += units * tonnes_each;
    under_way.heaviest = std::max(under_way.heaviest, tonnes_each);
    if (units <= under_way.largest) return;
    under_way.largest = units;
    under_way.largest_store = store;
}

/// Orders of one item that may go to any supplier of it.
using OpenOrders = std::map<std::string, UnderWay>;

/// Orders on dates, of numbers that are known, and no others.
bool is_counted(const DemandSpec& demand) {
    const bool goes_on = demand.per_year->first != 0 || !demand.per_year->steps.empty();
    return !goes_on && !demand.orders.empty() &&
           std::all_of(demand.orders.begin(), demand.orders.end(), [](const TenderSpec& order) { return order.units->is_constant(); });
}

/// What a market's dealers and customers may have on order. Dealers owe those who wait, which lifts it without a bound; customers without
/// dealers order again and again, but for orders on dates.
UnderWay orders_of_market(const Checks& checks, const std::string& id, const MarketSpec& market) {
    UnderWay orders;
    for (const auto& [wanted, demand] : market.demand) {
        const auto item = checks.scenario.item.find(wanted);
        const auto stock = market.stock.find(wanted);
        const bool has_dealers = stock != market.stock.end() && reorders(stock->second);
        if (item == checks.scenario.item.end() || (has_dealers ? *demand.unmet != Unmet::lost : !is_counted(demand))) {
            orders.is_open = true;
            continue;
        }
        double units = 0;
        if (has_dealers) {
            units = static_cast<double>(rule_of(stock->second.reorder).highest());
        } else {
            for (const TenderSpec& order : demand.orders) units += order.units->mean;
        }
        add(orders, units, *item->second.mass_t, fmt::format("market.{}.{}.{}", id, has_dealers ? "stock" : "demand", wanted));
    }
    return orders;
}

/// Orders by the supplier that they go to and by the plant or market that they come to. Lots round an order up.
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
            const double tonnes = *scenario.item.at(item).mass_t;
            add(ends["plant." + plant_id], most, tonnes, path);
            for (const auto& [source, share] : store.source) add(ends["supplier." + source], most, tonnes, path);
            if (store.source.empty()) add(open_orders[item], most, tonnes, path);
        }
    }
    // Dealers owe their customers, which lifts what they have on order without a bound.
    for (const auto& [market_id, market] : scenario.market) {
        ends["market." + market_id] = orders_of_market(checks, market_id, market);
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
            end.tonnes += orders.tonnes;
            end.heaviest = std::max(end.heaviest, orders.heaviest);
            if (orders.largest <= end.largest) continue;
            end.largest = orders.largest;
            end.largest_store = orders.largest_store;
        }
    }
    return ends;
}

/// Whether so much fills a vehicle: by units, or as soon as one unit more would not fit by mass.
bool fills(const LaneSpec& lane, const UnderWay& orders) {
    return (lane.load && orders.units >= static_cast<double>(**lane.load)) ||
           (lane.load_t && orders.tonnes + orders.heaviest > **lane.load_t);
}

/// A vehicle that waits until it is full, behind policies that never have a full load on order, never leaves.
void check_full(Checks& checks, const UnderWayByEnd& ends, const LaneSpec& lane, const std::string& path) {
    // Of a supplier's lane all its customers count, of a lane into a plant or market all that comes there; lanes between places carry more.
    const bool from_supplier = lane.from->starts_with("supplier.");
    const bool into_plant = lane.to->starts_with("plant.") && lane.from->starts_with("place.");
    if (!from_supplier && !into_plant && !lane.to->starts_with("market.")) return;
    const auto end = ends.find(from_supplier ? *lane.from : *lane.to);
    if (end == ends.end() || end->second.is_open || end->second.largest_store.empty() || fills(lane, end->second)) return;
    const std::string awaited = lane.load_t ? fmt::format("a load of {:.15g} t", **lane.load_t) : fmt::format("{} units", **lane.load);
    const std::string most = lane.load_t ? fmt::format("{:.15g} t", end->second.tonnes) : fmt::format("{:.15g}", end->second.units);
    checks.warning(Code::load_never_full, lane.load_t ? lane.load_t->at : lane.load->at, path + (lane.load_t ? ".load_t" : ".load"),
                   fmt::format("a vehicle waits for {}, but the stores behind it never have more than {} on order, {}: it never leaves",
                               awaited, most, end->second.largest_store),
                   fmt::format("let it leave after a time, wait = \"5 d\", lower `{}`, or raise the level of the policy",
                               lane.load_t ? "load_t" : "load"));
}

void check_load(Checks& checks, const UnderWayByEnd& ends, const LaneSpec& lane, const std::string& path) {
    if (checks.was_misread(path)) return;
    const bool leaves_singly = lane.load ? **lane.load == 1 : !lane.load_t;
    if (lane.wait && leaves_singly && !lane.load_t)
        checks.warning(Code::wait_without_load, lane.wait->at, path + ".wait", "has no effect: with a load of 1 each unit leaves at once",
                       "for loads of several units write load = 12");
    if (lane.wait || leaves_singly) return;
    const auto& items = checks.scenario.item;
    if (!lane.load && std::all_of(items.begin(), items.end(), [](const auto& entry) { return *entry.second.mass_t == 0; })) {
        checks.warning(Code::load_never_full, lane.load_t->at, path + ".load_t",
                       fmt::format("a vehicle waits for a load of {:.15g} t, but no item has a mass: it never leaves", **lane.load_t),
                       "say what a unit weighs, [item.NAME] mass_t = 4.1, or write `load` in units");
        return;
    }
    check_full(checks, ends, lane, path);
}

}  // namespace

void check_transport(Checks& checks) {
    const bool may_wait = std::any_of(checks.scenario.lane.begin(), checks.scenario.lane.end(),
                                      [](const auto& entry) { return entry.second.load || entry.second.load_t || entry.second.wait; });
    if (!may_wait) return;
    const UnderWayByEnd ends = orders_by_end(checks);
    for (const auto& [id, lane] : checks.scenario.lane) check_load(checks, ends, lane, "lane." + id);
}

}  // namespace agrocap
