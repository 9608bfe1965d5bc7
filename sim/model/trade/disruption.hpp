#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// What closes, slows or hastens an object for a time.

void begin_disruption(Run& run, DisruptionId disruption);
void on_disruption_began(Run& run, DisruptionId disruption);
void on_disruption_ended(Run& run, DisruptionId disruption);

}  // namespace agrocap
