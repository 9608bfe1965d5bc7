#pragma once

#include "model/state/run.hpp"

namespace agrocap {

void take_crew(Run& run, const CrewNeed& need);
/// People come free: repairs, then maintenance, then stations that wait for them.
[[gnu::noinline]] void release_crew(Run& run, const CrewNeed& need);
/// The same for all that work at a station needs.
void take_crew_of(Run& run, const Station& station);
void release_crew_of(Run& run, const Station& station);

}  // namespace agrocap
