#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Places: crossings, ports and hubs that handle shipments, ours and other people's.

void begin_traffic(Run& run, PlaceId place);
void on_traffic_arrived(Run& run, PlaceId place);
void arrive_at_place(Run& run, PlaceId place, ShipmentId shipment);
void on_handling_finished(Run& run, PlaceId place, ShipmentId shipment);
void on_place_opened(Run& run, PlaceId place);
void set_place_speed(Run& run, PlaceId place, double speed);

}  // namespace agrocap
