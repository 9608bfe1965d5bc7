#include "scenario/checks.hpp"
#include "scenario/goods.hpp"
#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

bool has_money(const Scenario& scenario) {
    return std::any_of(scenario.item.begin(), scenario.item.end(), [](const auto& entry) { return entry.second.price->largest() > 0; });
}

/// Items that some store orders from suppliers, with a supplier of each.
std::map<std::string, std::string> bought_items(const Scenario& scenario) {
    std::map<std::string, std::string> bought;
    std::set<std::string> ordered;
    for (const auto& [id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store)
            if (reorders(store)) ordered.insert(item);
    for (const auto& [id, market] : scenario.market)
        for (const auto& [item, stock] : market.stock)
            if (reorders(stock)) ordered.insert(item);
    for (const auto& [id, supplier] : scenario.supplier)
        for (const auto& [item, offer] : supplier.item)
            if (ordered.contains(item) && !offer.price) bought.emplace(item, id);
    return bought;
}

/// Where money counts, what is bought for nothing leaves cost and margin wrong.
void check_bought_items(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    if (scenario.market.empty() || !has_money(scenario)) return;
    for (const auto& [id, supplier] : bought_items(scenario)) {
        const auto item = scenario.item.find(id);
        if (item == scenario.item.end() || item->second.price.given) continue;
        checks.warning(Code::item_without_price, item->second.at, "item." + id,
                       fmt::format("is bought from supplier \"{}\" and has no price: cost and margin leave it out", supplier),
                       fmt::format("give it one, here or there: [supplier.{}.item.{}] price = …; a price of 0 says that it costs nothing",
                                   supplier, id));
    }
}

/// With a home, sales abroad are exports and pay duty; of a market without a country nobody knows.
void check_country(Checks& checks, const MarketSpec& market, const std::string& path) {
    if (!checks.scenario.home.given || market.country.given || checks.was_misread(path)) return;
    checks.warning(Code::market_without_country, market.at, path,
                   fmt::format("has no country: whether sales here are exports from \"{}\" is not known", *checks.scenario.home),
                   "add country = \"UZ\", say");
}

}  // namespace

void check_prices(Checks& checks) {
    check_bought_items(checks);
    for (const auto& [id, market] : checks.scenario.market) check_country(checks, market, "market." + id);
}

}  // namespace agrocap
