#pragma once

#include "base/inlining.hpp"
#include "model/state/run.hpp"

namespace agrocap {

// What stops work in hand: failures, maintenance, disruptions of a station. That people go home is `crew.hpp`.

void start_modes(Run& run, ServerId server);
/// The work done up to now may have used up the server's uptime: then it fails.
AGROCAP_APART void strike_if_used_up(Run& run, ServerId server);
void on_failure_struck(Run& run, ServerId server);
void on_mode_struck(Run& run, ModeId mode);
void on_repair_finished(Run& run, ModeId mode);
void on_upkeep_due(Run& run, UpkeepId upkeep);
void on_upkeep_finished(Run& run, UpkeepId upkeep);
/// The server begins work on so many more units: maintenance may be due after them.
AGROCAP_APART void count_units(Run& run, ServerId server, std::uint32_t units);
/// Begins maintenance that is due, if the server has no task in progress.
AGROCAP_APART void begin_due_upkeeps(Run& run, ServerId server);

// A repair or maintenance that needs one of a crew.

/// One is there: what waited begins, or goes on.
void begin_waiting_repair(Run& run, ModeId mode);
void begin_waiting_upkeep(Run& run, UpkeepId upkeep);
/// Its person has to leave: it goes on when another comes.
void stop_repair(Run& run, ModeId mode);
void stop_upkeep(Run& run, UpkeepId upkeep);
/// Whether somebody of the crew who is at the server anyway repairs it.
[[nodiscard]] bool is_repaired_by_own(const Run& run, ServerId server, CrewId crew);
/// These people leave the unit in hand: who repairs stays if he may.
void keep_repairers(Run& run, ServerId server);

/// A disruption changes the server's speed, or closes it (`closures` = 1) or ends a closure (-1).
void disrupt_server(Run& run, ServerId server, double speed, int closures);

}  // namespace agrocap
