#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Lanes: queues of parcels, vehicles that leave and come back.

/// Sends a parcel on from a node; it is delivered at once where its destination is that node or no lane leads there.
void send_parcel(Run& run, NodeId at, ParcelId parcel, LaneId came_by = LaneId());
/// Goods that wait for a lane take another where the ways have changed.
void redirect_waiting(Run& run);
void on_shipment_arrived(Run& run, ShipmentId shipment);
void on_vehicle_returned(Run& run, LaneId lane);
/// What leaves from now on goes at this speed, and what left while the lane was slow; a closed lane lets nothing leave.
void set_lane_speed(Run& run, LaneId lane, double speed);
/// Its capacity changes on this date.
void change_capacity(Run& run, LaneId lane);
void on_lane_due(Run& run, LaneId lane);
/// The shipment's vehicle is free: it goes back.
void release_vehicle(Run& run, LaneId lane);
/// The item of a parcel's units.
[[nodiscard]] ItemId item_of(const Run& run, const ParcelStatus& parcel);
/// The parcels of a shipment go on from the end of its lane, with the cost of lane and place.
void forward_shipment(Run& run, ShipmentId shipment);
ParcelId new_parcel(Run& run, const ParcelStatus& parcel);
void free_parcel(Run& run, ParcelId parcel);

}  // namespace agrocap
