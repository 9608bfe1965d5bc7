#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// What stops work in hand: failures, maintenance, disruptions of a station.

void start_modes(Run& run, ServerId server);
/// The work that has just been finished may have used up the server's uptime: then it fails without a unit in work.
[[gnu::noinline]] void strike_after_work(Run& run, ServerId server);
void on_failure_struck(Run& run, ServerId server);
void on_mode_struck(Run& run, ModeId mode);
void on_repair_finished(Run& run, ModeId mode);
void on_upkeep_due(Run& run, UpkeepId upkeep);
void on_upkeep_finished(Run& run, UpkeepId upkeep);
/// Begins maintenance that is due, if the server has no task in progress.
[[gnu::noinline]] void begin_due_upkeeps(Run& run, ServerId server);
/// A crew is there: what waited for it begins.
void begin_waiting_repair(Run& run, ModeId mode);
void begin_waiting_upkeep(Run& run, UpkeepId upkeep);
/// A disruption changes the server's speed, or closes it (`closures` = 1) or ends a closure (-1).
void disrupt_server(Run& run, ServerId server, double speed, int closures);

}  // namespace agrocap
