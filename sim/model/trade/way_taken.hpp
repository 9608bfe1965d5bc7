#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// By which lanes goods have come: kept only where what these cost changes on dates, since money is booked by the values at delivery.

/// Nothing is known of ways at the beginning, and whether they are kept.
void begin_ways_taken(Run& run);
/// A parcel that begins its way.
void begin_way(Run& run, ParcelId parcel);
/// A part of a parcel has come as the whole has.
void copy_way(Run& run, ParcelId whole, ParcelId part);
/// The parcel has passed a lane and what handles goods at its end: its cost is booked, or kept in mind until delivery.
void pass_lane(Run& run, ParcelId parcel, LaneId lane);
/// What its way costs at present, per unit; nothing where ways are not kept.
void book_way(Run& run, ParcelId parcel);

}  // namespace agrocap
