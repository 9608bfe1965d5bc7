#include "experiment/batches.hpp"

#include "base/fault.hpp"
#include "experiment/replication_store.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "observe/invariants.hpp"
#include "observe/metrics.hpp"
#include "observe/standstill.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

/// All batches, if the store has them all.
std::vector<ReplicationResult> stored_batches(ReplicationStore& store, std::size_t count) {
    std::vector<ReplicationResult> batches;
    while (batches.size() < count) {
        std::optional<ReplicationResult> found = store.find(batches.size());
        if (!found) return {};
        batches.push_back(std::move(*found));
    }
    return batches;
}

/// Follows the run over the periods of a plan, if there is one.
class Following {
  public:
    explicit Following(const SeriesPlan* plan) : plan_(plan) {
        if (plan != nullptr) recorder_.emplace(*plan);
    }

    void advance_to(Run& run, Time until) {
        while (plan_ != nullptr && ended_ < plan_->periods.size() && plan_->periods[ended_].to <= until) {
            advance(run, plan_->periods[ended_++].to);
            close_measurements(run);
            recorder_->end_period(run);
        }
        advance(run, until);
    }
    void before_reset(Run& run) {
        if (recorder_) recorder_->before_reset(run);
    }
    SeriesFigures take() { return recorder_ ? recorder_->take() : SeriesFigures(); }

  private:
    const SeriesPlan* plan_;
    std::optional<SeriesRecorder> recorder_;
    std::size_t ended_ = 0;
};

void add_batches(const Model& model, std::size_t count, const ExperimentOptions& options, Following following,
                 std::vector<ReplicationResult>& batches) {
    RunState state;
    state.stop = options.stop;
    Run run{model, state};
    begin(run, 0);
    advance(run, model.warmup_end);
    if (model.warmup_end > Time{}) reset_measurements(run);
    StandstillWatch standstill;
    const auto parts = static_cast<std::int64_t>(count);
    std::uint64_t events_before = 0;
    for (std::int64_t batch = 1; batch <= parts; ++batch) {
        if (options.stop != nullptr && options.stop->load()) break;
        following.advance_to(run, batch == parts ? model.end : model.warmup_end + model.measured() / parts * batch);
        standstill.look(run, model.whole);
        close_measurements(run);
        check_invariants(run);
        const std::uint64_t events = events_handled(run);
        batches.push_back({.values = metric_values(model, state), .events = events - events_before, .series = {}});
        events_before = events;
        if (options.store != nullptr && !options.store->find(batches.size() - 1)) options.store->keep(batches.size() - 1, batches.back());
        if (options.progress) options.progress(batches.size(), count);
        if (batch == parts) {
            batches.back().series = following.take();
        } else {
            following.before_reset(run);
            reset_measurements(run);
        }
    }
}

}  // namespace

std::vector<ReplicationResult> run_batches(const Model& model, std::size_t count, const ExperimentOptions& options,
                                           const SeriesPlan* series) {
    std::vector<ReplicationResult> batches;
    if (options.store != nullptr && series == nullptr) batches = stored_batches(*options.store, count);
    if (!batches.empty()) return batches;
    try {
        add_batches(model, count, options, Following(series), batches);
    } catch (const RunStopped&) {  // those that are whole count
    }
    return batches;
}

}  // namespace agrocap
