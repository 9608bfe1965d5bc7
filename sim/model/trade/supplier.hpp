#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

// Suppliers: orders that they have in hand, and when they leave.

/// Whole lots. With a capacity they are made one after the other behind what was ordered before, and the lead time of each begins when its
/// last unit is made; without, that of the whole order begins at once. Gives the units ordered.
std::int64_t buy(Run& run, StoreId store, SupplyId supply, std::int64_t wanted);
void on_lot_made(Run& run, SupplyId supply);
/// Capacities that change on this date.
void change_capacities(Run& run);
void on_purchase_ready(Run& run, PurchaseId purchase);
/// What the supplier has in hand goes on at the new speed; at 0 it stands still.
void set_supplier_speed(Run& run, SupplierId supplier, double speed);
/// Of a parcel's units those that are good.
std::int64_t usable_units(Run& run, const ParcelStatus& parcel);

}  // namespace agrocap
