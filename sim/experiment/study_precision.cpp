#include "experiment/study_precision.hpp"

#include "base/fault.hpp"
#include "experiment/stages.hpp"
#include "experiment/study_point_read.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace agrocap {

namespace {

/// Counts what is found and what is simulated on the way to the store.
class Counter final : public ReplicationStore {
  public:
    Counter(PointStore& store, StudyProgress& progress) : store_(store), progress_(progress) {}

    void begin(const Contents& contents) override { store_.begin(contents); }
    std::optional<ReplicationResult> find(std::uint64_t number) override {
        std::optional<ReplicationResult> result = store_.find(number);
        const std::lock_guard lock(mutex_);
        if (result) ++progress_.found;
        return result;
    }
    void keep(std::uint64_t number, const ReplicationResult& result) override { store_.keep(number, result); }
    void foresee(std::uint64_t count) override { store_.foresee(count); }

  private:
    PointStore& store_;
    StudyProgress& progress_;
    std::mutex mutex_;
};

}  // namespace

StudyOutcome run_study_to_precision(const StudyPlan& plan, const PrecisionGoal& goal, StudyStore& store, const FindReplication& find) {
    using Clock = std::chrono::steady_clock;  // for people only: nothing of it reaches a result
    const Clock::time_point begun = Clock::now();
    const ResolvedText scenario = without_studies(plan.scenario);
    StudyOutcome outcome;
    outcome.threads = threads_for(plan.threads);
    outcome.progress.points = plan.design.points.size();
    const auto refuse = [&](std::size_t point, const std::string& reason) {
        ++outcome.refused;
        store.refuse_point(point, {.reason = reason});
    };
    for (std::size_t point = 0; point < plan.design.points.size() && !outcome.interrupted; ++point) {
        const StudyPointRead read = read_point(scenario, plan.design, point);
        if (read.refused.empty()) {
            PointStore point_store(store, find, point, read.text.root);
            Counter counter(point_store, outcome.progress);
            ExperimentOptions options;
            options.seed = plan.seed;
            options.confidence = goal.confidence;
            options.threads = plan.threads;
            options.short_of_threads = plan.short_of_threads;
            options.stop = plan.stop;
            options.store = &counter;
            const std::int64_t before = outcome.progress.replications_done;
            options.progress = [&](std::size_t done, std::size_t) {
                outcome.progress.replications_done = before + static_cast<std::int64_t>(done);
                if (plan.progress) plan.progress(outcome.progress);
            };
            try {
                Experiment experiment(read.scenario, options);
                const Clock::time_point simulating = Clock::now();
                run_to_precision(experiment, goal);
                outcome.simulating_s += std::chrono::duration<double>(Clock::now() - simulating).count() * outcome.threads;
                const ExperimentResult result = experiment.finish();
                outcome.events += result.events;
                outcome.interrupted = result.interrupted;
            } catch (const ScenarioFault& fault) {
                refuse(point, fault.what());
            }
        } else {
            refuse(point, read.refused);
        }
        if (!outcome.interrupted) ++outcome.progress.points_done;
        if (plan.progress) plan.progress(outcome.progress);
    }
    outcome.wall_s = std::chrono::duration<double>(Clock::now() - begun).count();
    return outcome;
}

}  // namespace agrocap
