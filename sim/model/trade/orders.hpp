#pragma once

#include "model/trade/who_serves.hpp"

#include <cstdint>

namespace agrocap {

// Orders to plants: each unit is given to somebody who can serve it, and waits there until it is shipped.

/// Ships what sources have in stock, the cheapest landed first, and nothing else. Gives the units shipped.
std::int64_t ship_at_once(Run& run, OrderId order, const Limits& limits);
/// Gives each unit of an order to the cheapest that can serve it, from stock or to be made. Gives the units shipped at once.
///
/// The record is free when all of it was delivered at this instant, or is a replenishment's that was shipped whole.
std::int64_t give_out(Run& run, OrderId order, const Limits& limits);
/// An order for a store's replenishment.
void order_from_plants(Run& run, StoreId store, ChannelId channel, std::int64_t quantity);
/// Gives a plant's stock to the orders that wait there as the allocation policy says.
void allocate(Run& run, StoreId store);
/// An order joins a queue in its place: by the time of placing, under "earliest-due" first of all by when it is due.
void line_up(Run& run, Queue<Order>& queue, OrderId order);
/// Takes an order that waits out of its queue; nobody owes it any more.
void remove_order(Run& run, OrderId order);
/// So many units of an order that waits at a plant are wanted no more. Requires: a replenishment's.
void withdraw(Run& run, OrderId order, std::int64_t units);
/// So many units of an order that waits go to another source.
void move_order(Run& run, OrderId order, std::int64_t units, std::uint32_t source);
/// What the store owes, has not begun and can no longer serve goes to others who can.
void pass_on(Run& run, StoreId store);
/// What others owe, have not begun and can no longer serve goes to who can: this store may.
void pass_on_to(Run& run, StoreId store);
/// The same for all stores: something has closed or opened.
void pass_on_all(Run& run);
OrderId new_order(Run& run, const OrderStatus& order);
void free_order(Run& run, OrderId order);
/// Changes what a store owes.
void owe(Run& run, StoreId store, std::int64_t change);
/// A store that serves orders has units now, or none.
void note_stock(Run& run, StoreId store, bool has_units);
/// Writes down whether who asks the store may be served in time, after its stock or what it owes has crossed a limit.
void note_promise(Run& run, StoreId store);

}  // namespace agrocap
