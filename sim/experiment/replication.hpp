#pragma once

#include "model/state/run.hpp"
#include "observe/series.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// What one replication gives.
struct ReplicationResult {
    std::vector<double> values;  // by metric, see `metric_infos`
    std::uint64_t events = 0;
    SeriesFigures series{};  // empty where none was asked for
};

/// Runs one replication from time 0 to the end of the measured time; `state` lends its memory, `observer` is told what happens,
/// and `series` says what is to be followed over the calendar: neither changes anything else.
///
/// Errors: `ScenarioFault` when a line has come to a standstill for good, `InvariantBroken` when the books do not balance.
ReplicationResult run_replication(const Model& model, RunState& state, std::uint64_t replication, RunObserver* observer = nullptr,
                                  const SeriesPlan* series = nullptr);

}  // namespace agrocap
