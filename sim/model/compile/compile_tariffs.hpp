#pragma once

#include "model/compile/compile_tables.hpp"

#include <map>
#include <span>
#include <vector>

namespace agrocap {

/// How much of what plants send is made in their own countries, at each of the moments at which values change.
struct OwnShares {
    explicit OwnShares(const Tables& tables);

    /// Some market's tariff hangs on where the item is made, and it is made of something.
    [[nodiscard]] bool are_asked(ItemId item) const { return asked[item.index] != 0; }

    std::vector<char> asked;                    // by item
    std::map<StoreId, std::vector<double>> of;  // by moment, of stores whose item is asked for
};

/// A moment at which values change, and its day.
struct ValueMoment {
    Time at{};
    Day day{};
};

/// The tariff that goods of each source pay at its market, worked out once for all stores that it cannot tell apart.
void compile_tariffs(Tables& tables, std::span<const ValueMoment> moments, const OwnShares& shares);

}  // namespace agrocap
