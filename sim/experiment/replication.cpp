#include "experiment/replication.hpp"

#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "observe/invariants.hpp"
#include "observe/metrics.hpp"
#include "observe/standstill.hpp"

namespace agrocap {

namespace {

/// How often a run looks for lines at a standstill: cheap, and soon enough that nobody waits.
constexpr int looks = 50;

}  // namespace

ReplicationResult run_replication(const Model& model, RunState& state, std::uint64_t replication, RunObserver* observer) {
    Run run{model, state, observer};
    begin(run, replication);
    advance(run, model.warmup_end);
    if (model.warmup_end > Time{}) reset_measurements(run);
    const std::span<const Part> parts = parts_of(run);
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (int look = 1; look <= looks; ++look) {
            advance_part(run, part, look == looks ? model.end : model.warmup_end + model.measured() / looks * look);
            report_standstill(run, parts[part]);
        }
    }
    close_measurements(run);
    check_invariants(run);
    return {.values = metric_values(model, state), .events = events_handled(run)};
}

}  // namespace agrocap
