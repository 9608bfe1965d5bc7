#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Replenishment: when a stock orders, how much, and from whom.

/// Money for a unit that a store gets from the source, the way included.
[[nodiscard]] double landed_cost(const Run& run, const Store& store, const StoreSource& source);
/// Units of an order that waits at a plant, given to the store's other sources as far as they can serve. Gives how many.
std::int64_t order_elsewhere(Run& run, OrderId order, std::int64_t units);
/// Looks at the inventory position and orders what the policy asks for.
void review(Run& run, StoreId store);
/// The same for stores without a `review` time, which look after each demand.
inline void review_at_once(Run& run, StoreId store) {
    if (run.model.stores[store].reviews_each) review(run, store);
}
/// The next look of a store that looks from time to time.
void schedule_review(Run& run, StoreId store);
void on_review_due(Run& run, StoreId store);
/// Goods arrive in a store: usable ones go in, dealers' orders are served, others may be allocated.
void receive(Run& run, ParcelId parcel);

}  // namespace agrocap
