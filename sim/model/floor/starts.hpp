#pragma once

#include "model/floor/station.hpp"

namespace agrocap {

/// Starts what can start. Unless `Station::starts_at_once`, the station is looked at when the instant's other events are over.
void try_start(Run& run, StationId station);
void try_start(Run& run, const Here& here);
/// Starts the unit that joins the station now, or lets it wait. Requires: it counts as present.
void start_or_wait(Run& run, const Here& here, UnitId unit);
/// Starts one unit, or batch, if all that it requires is there; else the station lacks what it does. Gives whether it started.
bool begin_one(Run& run, const Here& here);
/// Idle servers show what the station lacks, as many as there are units to start; the rest are starved.
void show_idle(Run& run, const Here& here);
/// The unit on the server is worked on from now.
void begin_work(Run& run, ServerId id, ServerStatus& server, const Station& station, std::uint32_t item);

}  // namespace agrocap
