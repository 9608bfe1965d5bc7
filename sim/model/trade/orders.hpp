#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

// Orders to plants: who serves them, and who of those that wait gets what a plant has.

/// Ships what the channel's sources have in stock, the cheapest landed first. Gives the units shipped.
std::int64_t ship_at_once(Run& run, OrderId order);
/// The plant's store that owes what a channel's sources do not have: the cheapest landed that makes or orders the item. None: no source.
[[nodiscard]] StoreId owing_store(const Run& run, ChannelId channel);
/// What is left waits; the store that owes it sees it.
void queue_order(Run& run, OrderId order);
/// An order for a store's replenishment.
void order_from_plants(Run& run, StoreId store, ChannelId channel, std::int64_t quantity);
/// Gives a plant's stock to waiting orders as the allocation policy says.
void allocate(Run& run, StoreId store);
/// An order joins a queue at its end; under "earliest-due" behind those that are due no later.
void line_up(Run& run, Queue<Order>& queue, OrderId order);
/// Takes an order out of its channel's queue.
void remove_order(Run& run, OrderId order);
OrderId new_order(Run& run, const OrderStatus& order);
void free_order(Run& run, OrderId order);
/// Changes what a store owes.
void owe(Run& run, StoreId store, std::int64_t change);
/// A store that serves orders has units now, or none.
void note_stock(Run& run, StoreId store, bool has_units);

}  // namespace agrocap
