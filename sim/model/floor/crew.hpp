#pragma once

#include "base/inlining.hpp"
#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

// People: who is there, who holds them, who lets them go.

/// Some may have come or gone, also at time 0: work in hand beyond those who are there is interrupted, what waits begins.
void on_crew_changed(Run& run, CrewId crew);
/// A clock has opened or closed: its crews change; stations that close let their people go.
void on_hours_switched(Run& run, ClockId clock);

/// The first of the station's alternatives of which enough are free and not kept for others; no_row: none.
[[nodiscard]] std::uint32_t free_crew(const Run& run, const Station& station);
/// What comes free of the station's first alternative is kept for it until it has enough: nobody who needs several starves.
void keep_crew(Run& run, const Station& station);
void hold_crew(Run& run, ServerStatus& server, const Station& station, std::uint32_t choice);
/// The server's task is over: its people are free.
void release_crew(Run& run, ServerStatus& server, const Station& station);
/// The unit in hand of a server waits for a crew no more.
void stop_asking(Run& run, ServerStatus& server);
/// Whether those who work at the server are of this crew.
[[nodiscard]] bool holds_crew(const Run& run, const ServerStatus& server, CrewId crew);

void take_one(Run& run, CrewId crew);
/// One comes free: repairs, then maintenance, then stations that wait.
AGROCAP_APART void release_one(Run& run, CrewId crew);

/// Whether something at the station waits for a crew may have changed.
void note_line(Run& run, StationId station);

}  // namespace agrocap
