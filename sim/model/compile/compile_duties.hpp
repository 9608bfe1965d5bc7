#pragma once

#include "scenario/scenario.hpp"

#include <string>

namespace agrocap {

/// Goods that come to a market.
struct Import {
    std::string hs;
    std::string country;     // of the plant; empty: not known
    bool originates = true;  // enough of it is made there
};

/// The customs duty on a day as a share of the price; none inside a country.
///
/// What comes from a country that `tariff_from` names pays as that says, all else and what a table misses as "*", and then as `tariff`.
double tariff_on(const MarketSpec& market, const Import& goods, Day day);

}  // namespace agrocap
