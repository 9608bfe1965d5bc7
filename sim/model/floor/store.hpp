#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

// Where floor and trade meet: what lines make and take, and what is ordered, received and shipped.

[[nodiscard]] bool has_stock(const Run& run, const Need& need);
[[nodiscard]] bool has_room(const Run& run, StoreId store);
/// Counts the time that the level has lasted; before it changes, and when the measured time ends.
void book_level(StoreStatus& store, Time now);
/// Takes units out and reviews the stock.
void take_stock(Run& run, StoreId store, std::int64_t quantity);
/// The same without the review, for one demand that is served in parts.
void remove_stock(Run& run, StoreId store, std::int64_t quantity);
void put_stock(Run& run, StoreId store, std::int64_t quantity);
/// A line begins to wait for material, or opens: who serves its customers may change.
void note_lack(Run& run, const Line& line);
void note_opening(Run& run, const Line& line);
/// More of the store's item is wanted: lines that fill it by pull may start.
void wake_pull_lines(Run& run, const Store& store);

}  // namespace agrocap
