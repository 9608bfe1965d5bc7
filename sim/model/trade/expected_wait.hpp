#pragma once

#include "model/state/run.hpp"

#include <cstdint>
#include <limits>

namespace agrocap {

// How long one more unit is expected to wait, in ns: what decides who can serve (docs/decisions/0014-who-can-serve.md). Infinity: for ever.

inline constexpr double for_ever = std::numeric_limits<double>::infinity();

/// Rounding of the figures must not tell 30 d from 30 d.
[[nodiscard]] inline bool is_within(double wait, double limit) { return wait <= limit * (1 + 1e-9); }
/// Whether one wait is the shorter. Equal ones that were worked out from other numbers differ in their last digits: that decides nothing.
[[nodiscard]] inline bool is_sooner(double wait, double other) { return wait < other * (1 - 1e-9); }

/// Until the store has had `units` more than it has now, for all that it owes: what its lines make and what is on order.
[[nodiscard]] double wait_for_units(const Run& run, StoreId store, std::int64_t units);
/// Until the store can ship one unit more, after `ahead` that are given to it just now: none with stock on hand.
[[nodiscard]] double wait_at_store(const Run& run, StoreId store, std::int64_t ahead = 0);
/// Until the supplier has made one unit more, after `ahead` units that are given to it just now.
[[nodiscard]] double wait_at_supplier(const Run& run, SupplyId supply, std::int64_t ahead = 0);

/// Of a way: the longest of its waits, and their sum.
struct WayWait {
    double longest = 0, sum = 0;
    void add(double wait) {
        longest = wait > longest ? wait : longest;
        sum += wait;
    }
};

/// Adds the lane's queue and that of the place at its end.
void add_wait(const Run& run, LaneId lane, WayWait& wait);
/// Units that come to the lane at one time, the last of which it keeps waiting no longer than the limit; one at least.
[[nodiscard]] std::int64_t units_in_time(const Run& run, LaneId lane, double limit);

/// The queue of a lane or place has changed: is it crowded now? Cheap, so that nobody looks at ways as long as none is.
void note_crowd(Run& run, LaneId lane);
void note_crowd(Run& run, PlaceId place);
/// The same when its speed has changed.
void note_speed(Run& run, LaneId lane);
void note_speed(Run& run, PlaceId place);

/// Goods that are on order for a watched store, and when they are expected.
void expect_goods(Run& run, StoreId store, const ExpectedGoods& goods);
void goods_came(Run& run, StoreId store, SupplyId supply, std::int64_t units);
/// What the supplier has not sent yet is expected later, or sooner.
void shift_expected(Run& run, SupplierId supplier, Time from, Time to);

}  // namespace agrocap
