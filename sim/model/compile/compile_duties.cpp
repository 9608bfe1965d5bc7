#include "model/compile/compile_duties.hpp"

#include "scenario/amount_table.hpp"

namespace agrocap {

namespace {

/// What a table says of a code: its number, or that of the longest code that matches; null: it misses it.
const Dated<double>* found_in(const AmountTable& table, const std::string& hs) {
    if (table.by.empty()) return &*table.any;
    const DatedAmount* amount = amount_of_code(table.by, hs);
    return amount != nullptr ? &**amount : nullptr;
}

const Dated<double>* found_from(const MarketSpec& market, const std::string& country, const std::string& hs) {
    const auto table = market.tariff_from.find(country);
    return table != market.tariff_from.end() ? found_in(table->second, hs) : nullptr;
}

}  // namespace

double tariff_on(const MarketSpec& market, const Import& goods, Day day) {
    if (!goods.country.empty() && goods.country == *market.country) return 0;
    const Dated<double>* rate = goods.originates && !goods.country.empty() ? found_from(market, goods.country, goods.hs) : nullptr;
    if (rate == nullptr) rate = found_from(market, any_country, goods.hs);
    if (rate == nullptr) rate = found_in(market.tariff, goods.hs);
    return rate != nullptr ? rate->on(day) : 0;
}

}  // namespace agrocap
