#include "scenario/amount_table.hpp"
#include "scenario/check_steps.hpp"
#include "scenario/goods.hpp"
#include "scenario/simulated_days.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

void check_steps(Checks& checks, const std::optional<DatedAmount>& amount, const std::string& path) {
    if (amount) check_steps(checks, *amount, path);
}

void check_steps(Checks& checks, const AmountTable& table, const std::string& path) {
    check_steps(checks, table.any, path);
    for (const auto& [key, amount] : table.by) check_steps(checks, amount, joined_path(path, key));
}

/// Codes of all items, without dots and in order, so that those that begin alike stand together.
using Codes = std::set<std::string>;

Codes item_codes(const Scenario& scenario) {
    Codes codes;
    for (const auto& [id, item] : scenario.item)
        if (!item.hs->empty()) codes.insert(digits_of(*item.hs));
    return codes;
}

/// A code that begins that of no item, unless it asks for nothing.
void check_code(Checks& checks, const Codes& codes, const std::string& code, const DatedAmount& amount, const std::string& path) {
    const std::string digits = digits_of(code);
    const auto next = codes.lower_bound(digits);
    if (amount->largest() == 0 || (next != codes.end() && next->starts_with(digits))) return;
    checks.warning(Code::tariff_without_item, amount.at, path,
                   fmt::format("no item has an HS code that begins with \"{}\": this meets none", code),
                   codes.empty() ? "items have their code in `hs`: hs = \"8701.92\"" : "");
}

void check_tariff(Checks& checks, const Codes& codes, const AmountTable& tariff, const std::string& path) {
    check_steps(checks, tariff, path);
    for (const auto& [code, amount] : tariff.by) check_code(checks, codes, code, amount, path);
}

/// Whom a fee is for: an item, a family, or all that a code begins.
void check_fee(Checks& checks, const Codes& codes, const AmountTable& fee, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    check_steps(checks, fee, path);
    if (fee.by.empty()) return;
    KnownNames known = names_of(scenario.item);
    for (const auto& [id, item] : scenario.item)
        if (!item.family->empty()) known.push_back({*item.family, item.family.at});
    for (const auto& [name, amount] : fee.by) {
        const auto is_name = [&, &wanted = name](const KnownName& one) { return one.name == wanted; };
        if (std::any_of(known.begin(), known.end(), is_name)) continue;
        if (is_hs_code(name))
            check_code(checks, codes, name, amount, path);
        else
            checks.no_such({name, amount.at, path, "item or family"}, known.size(), [&] { return known; });
    }
}

void check_tenders(Checks& checks, const DemandSpec& demand, const std::string& path) {
    if (checks.was_misread("scenario")) return;
    const SimulatedDays days = simulated_days(checks.scenario);
    for (const TenderSpec& order : demand.orders) {
        if (!order.date.given || (*order.date >= days.first && *order.date < days.end)) continue;
        checks.warning(Code::outside_time_or_speed, order.date.at, path + ".orders",
                       fmt::format("{} is {} the simulated time: this order is never placed", date_text(*order.date),
                                   *order.date < days.first ? "before" : "after"));
    }
}

bool promises(const DemandSpec& demand) {
    return demand.due ||
           std::any_of(demand.orders.begin(), demand.orders.end(), [](const TenderSpec& order) { return order.due.has_value(); });
}

void check_promises(Checks& checks, const DemandSpec& demand, const std::string& path) {
    check_steps(checks, demand.per_year, path + ".per_year");
    check_steps(checks, demand.price, path + ".price");
    check_steps(checks, demand.penalty, path + ".penalty");
    check_tenders(checks, demand, path);
    if (demand.penalty.given && !promises(demand) && !checks.was_misread(path))
        checks.warning(Code::shares, demand.penalty.at, path + ".penalty", "is never paid: no order has a `due` moment",
                       "add due = \"45 d\"");
}

void check_market_money(Checks& checks, const Codes& codes, const MarketSpec& market, const std::string& path) {
    check_tariff(checks, codes, market.tariff, path + ".tariff");
    for (const auto& [country, tariff] : market.tariff_from) {
        check_tariff(checks, codes, tariff, joined_path(path + ".tariff_from", country));
        if (country == *market.country)
            checks.warning(Code::shares, tariff.at, joined_path(path + ".tariff_from", country),
                           "is not used: sales inside a country pay no tariff");
    }
    if (market.origin && market.tariff_from.empty() && !checks.was_misread(path))
        checks.warning(Code::shares, market.origin->at, path + ".origin",
                       "is not used without `tariff_from`: all goods from abroad pay `tariff`");
    check_fee(checks, codes, market.fee, path + ".fee");
    for (const auto& [id, demand] : market.demand) check_promises(checks, demand, path + ".demand." + id);
}

void check_line_cost(Checks& checks, const LineSpec& line, const std::string& path) {
    check_steps(checks, line.cost, path);
    if (line.cost.by.empty() || checks.was_misread(path.substr(0, path.rfind('.')))) return;
    KnownNames made;
    for (const auto& [item, share] : line.makes) made.push_back({*item, item.at});
    for (const auto& [item, amount] : line.cost.by) {
        const auto is_item = [&, &wanted = item](const KnownName& one) { return one.name == wanted; };
        if (std::any_of(made.begin(), made.end(), is_item)) continue;
        checks.no_such({item, amount.at, path, "item of the line"}, made.size(), [&] { return made; });
    }
}

void check_due_policy(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    if (*scenario.allocation.policy != Allocation::earliest_due || checks.was_misread("market")) return;
    for (const auto& [id, market] : scenario.market) {
        for (const auto& [key, demand] : market.demand)
            if (promises(demand)) return;
    }
    checks.warning(Code::shares, scenario.allocation.policy.at, "allocation.policy",
                   "no demand has a `due` time: all orders go by when they were placed, as with \"first-come\"");
}

}  // namespace

void check_money(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [id, item] : scenario.item) check_steps(checks, item.price, "item." + id + ".price");
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [id, line] : plant.line) check_line_cost(checks, line, "plant." + plant_id + ".line." + id + ".cost");
    }
    for (const auto& [supplier_id, supplier] : scenario.supplier) {
        for (const auto& [id, offer] : supplier.item) {
            const std::string path = "supplier." + supplier_id + ".item." + id;
            check_steps(checks, offer.price, path + ".price");
            check_steps(checks, offer.per_year, path + ".per_year");
        }
    }
    for (const auto& [id, place] : scenario.place) check_steps(checks, place.fee, "place." + id + ".fee");
    for (const auto& [id, lane] : scenario.lane) {
        check_steps(checks, lane.cost, "lane." + id + ".cost");
        check_steps(checks, lane.per_year, "lane." + id + ".per_year");
    }
    const Codes codes = item_codes(scenario);
    for (const auto& [id, market] : scenario.market) check_market_money(checks, codes, market, "market." + id);
    check_due_policy(checks);
}

}  // namespace agrocap
