#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Customers: what they order, wait for, get and give up.

void begin_demand(Run& run, DemandId demand);
void on_demand_arrived(Run& run, DemandId demand);
void on_tender_arrived(Run& run, DemandId demand);
void on_patience_ended(Run& run, OrderId order);
/// A customer's order, or a part of it, begins to wait; its patience is drawn once.
void start_patience(Run& run, OrderId order);
void set_demand_factor(Run& run, DemandId demand, double factor);
/// What the units of a parcel have cost and the duties on them, by the values of now.
void note_costs(Run& run, ParcelId parcel);
/// Units of a parcel reach a customer, straight from a plant.
void deliver(Run& run, ParcelId parcel);
/// Dealers' stock serves the orders that wait for it.
void serve_owed(Run& run, StoreId stock);

}  // namespace agrocap
