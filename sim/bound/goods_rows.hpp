#pragma once

#include "bound/draft.hpp"

namespace agrocap {

// What the rows of markets, stores and lanes share.

/// Time of a stretch, each moment times what a share is then.
double paced_time(const Model& model, const DatedNumber& pace, TimeSpan stretch);

/// Where a store, or the item that it holds, was written.
SourceSpan store_place(const Draft& draft, StoreId id);

/// Subtracts what has come to a store until the end of a stretch, but for what lines put there.
void add_received(const Draft& draft, StoreId id, int period, Sum& row);

/// Subtracts the most that a store's lines have taken. Gives whether there is a bound.
bool subtract_taken(const Draft& draft, StoreId id, int period, Sum& row);

/// Subtracts the most that a store orders. Gives whether there is a bound.
bool subtract_orders_of(const Draft& draft, StoreId id, int period, Sum& row);

/// The same of all that is ordered of an item from plants.
bool subtract_orders(const Draft& draft, ItemId item, int period, Sum& row);

}  // namespace agrocap
