#pragma once

#include "model/state/run.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// What one replication gives.
struct ReplicationResult {
    std::vector<double> values;  // by metric, see `metric_infos`
    std::uint64_t events = 0;
};

/// Runs one replication from time 0 to the end of the measured time; `state` lends its memory, `observer` is told what happens.
///
/// Errors: `ScenarioFault` when a line has come to a standstill for good, `InvariantBroken` when the books do not balance.
ReplicationResult run_replication(const Model& model, RunState& state, std::uint64_t replication, RunObserver* observer = nullptr);

}  // namespace agrocap
