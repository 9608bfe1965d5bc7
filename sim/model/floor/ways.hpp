#pragma once

#include "base/inlining.hpp"
#include "model/floor/station.hpp"

namespace agrocap {

// Where there are several ways on from a station.

/// The way of the server's finished unit: by its item's way, by shares, or to where a server is free.
AGROCAP_APART StationId way_on(Run& run, ServerStatus& server, const Station& station);
/// Takes out of the queues for a place at the station, and at those that units might go to instead, the server that has waited longest for
/// one that is free here now. Gives: none if nobody waits.
ServerId take_first_for(Run& run, Here here);

}  // namespace agrocap
