#pragma once

#include "model/trade/expected_wait.hpp"

#include <cstdint>
#include <span>

namespace agrocap {

// Who serves: the cheapest that can, see docs/decisions/0014-who-can-serve.md.

/// How long an order may be kept waiting, in ns: at its source and by each lane and place on the way.
struct Limits {
    double source = 0, way = 0;
};

/// Of the model's `overflow`, and of a customer's patience.
[[nodiscard]] Limits limits_of(const Run& run, DemandId demand);

/// One of several that may serve.
struct Pick {
    std::uint32_t source = no_row;  // Model::channel_sources; or the store's source; none: nobody has or makes the item
    double weight = for_ever;       // landed cost, or time on the way
    double wait = for_ever;         // at the source and on the way
    bool able = false;              // no wait is beyond the limits

    [[nodiscard]] bool found() const { return source != no_row; }
    /// Takes the other's place if that can serve and this cannot, or cheaper; if neither can, the one with the shorter wait.
    void prefer(const Pick& other) {
        const bool better = able || other.able ? other.able && (!able || other.weight < weight) : !found() || is_sooner(other.wait, wait);
        if (other.found() && better) *this = other;
    }
};

/// What else there is to know of a unit that is to be given out.
struct Asking {
    StoreId but;             // is not asked
    std::int64_t ahead = 0;  // units given to the channel just now
};

/// The plant's store that serves one more unit of a channel's orders.
///
/// Cost: the cheapest is looked at first, and the first that can serve ends the search.
[[nodiscard]] Pick pick_plant(Run& run, ChannelId channel, const Limits& limits, const Asking& asking = {});
/// The cheapest that has stock, but for those asked already; none: nobody has.
[[nodiscard]] Pick pick_stock(Run& run, ChannelId channel, const Limits& limits, std::span<const StoreId> asked);
/// How many units more the pick can be given before it cannot serve, at least one: of `units`, those that go where the first goes.
[[nodiscard]] std::int64_t units_for(const Run& run, ChannelId channel, const Pick& pick, const Limits& limits, std::int64_t units);

/// A supplier, given `ahead` units just now.
[[nodiscard]] Pick pick_of_supply(Run& run, const Store& store, SupplyId supply, const Limits& limits, std::int64_t ahead);

}  // namespace agrocap
