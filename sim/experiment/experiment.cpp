#include "experiment/experiment.hpp"

#include "base/fault.hpp"
#include "experiment/digest.hpp"
#include "experiment/replication.hpp"
#include "experiment/replication_store.hpp"
#include "experiment/target_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

namespace agrocap {

namespace {

constexpr std::int64_t default_replications = 30;
constexpr std::int64_t first_round = 10;  // before the width of an interval is believed

/// Runs replications on all threads and keeps their results by number, so that nobody can tell how many threads there were.
class Replicator {
  public:
    Replicator(const Model& model, const ExperimentOptions& options) : model_(model), options_(options) {
        threads_ = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    }

    /// Goes on until `count` replications are done, or the run is stopped.
    void run_to(std::size_t count) {
        planned_ = count;
        next_ = results_.size();
        results_.resize(count);
        finished_.resize(count, 0);
        const std::size_t workers = std::min<std::size_t>(threads_, count - next_);
        std::vector<std::thread> pool;
        for (std::size_t i = 1; i < workers; ++i) pool.emplace_back([this] { work(); });
        work();
        for (std::thread& thread : pool) thread.join();
        if (fault_) std::rethrow_exception(fault_);
    }

    [[nodiscard]] bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }
    [[nodiscard]] unsigned threads() const { return threads_; }

    /// Finished replications in the order of their numbers.
    [[nodiscard]] std::vector<ReplicationResult> finished() const {
        std::vector<ReplicationResult> done;
        for (std::size_t i = 0; i < results_.size(); ++i) {
            if (finished_[i] != 0) done.push_back(results_[i]);
        }
        return done;
    }

  private:
    void work() {
        RunState state;
        for (;;) {
            std::size_t number = 0;
            {
                const std::lock_guard lock(mutex_);
                if (next_ >= planned_ || fault_ || stopped()) return;
                number = next_++;
            }
            try {
                results_[number] = found_or_run(state, number);
            } catch (...) {
                // Of several faults the one of the lowest replication is told: the same on any number of threads.
                const std::lock_guard lock(mutex_);
                if (!fault_ || number < fault_number_) {
                    fault_ = std::current_exception();
                    fault_number_ = number;
                }
                return;
            }
            const std::lock_guard lock(mutex_);
            finished_[number] = 1;
            ++done_;
            if (options_.progress) options_.progress(done_, planned_);
        }
    }

    ReplicationResult found_or_run(RunState& state, std::size_t number) {
        if (options_.store == nullptr) return run_replication(model_, state, number);
        if (std::optional<ReplicationResult> found = options_.store->find(number)) return std::move(*found);
        ReplicationResult result = run_replication(model_, state, number);
        options_.store->keep(number, result);
        return result;
    }

    const Model& model_;
    const ExperimentOptions& options_;
    unsigned threads_ = 1;
    std::mutex mutex_;
    std::size_t next_ = 0, planned_ = 0, done_ = 0;
    std::vector<ReplicationResult> results_;
    std::vector<char> finished_;
    std::exception_ptr fault_;
    std::size_t fault_number_ = 0;
};

std::vector<double> column(const std::vector<std::vector<double>>& values, std::size_t metric) {
    std::vector<double> result;
    result.reserve(values.size());
    for (const auto& row : values) result.push_back(row[metric]);
    return result;
}

/// The largest relative half-width among the focus metrics; infinity where one cannot be told yet.
double widest(const ExperimentResult& result, const std::vector<std::string>& focus) {
    double widest = 0;
    for (const std::string& name : focus) {
        const std::int64_t metric = result.find(name);
        if (metric < 0) continue;
        const std::vector<double> values = column(result.values, static_cast<std::size_t>(metric));
        const Estimate estimate = estimate_mean(values, result.confidence);
        if (!estimate.half_width || !estimate.mean) return std::numeric_limits<double>::infinity();
        if (*estimate.half_width > 0) widest = std::max(widest, *estimate.half_width / std::abs(*estimate.mean));
    }
    return widest;
}

void keep_results(const Replicator& replicator, ExperimentResult& result) {
    result.values.clear();
    result.events = 0;
    for (ReplicationResult& replication : replicator.finished()) {
        result.values.push_back(std::move(replication.values));
        result.events += replication.events;
    }
}

/// Replications until every focus metric is known precisely enough; the plan depends on finished numbers only, not on threads.
void run_to_precision(Replicator& replicator, ExperimentResult& result, const Scenario& scenario, double precision) {
    std::vector<std::string> focus;
    for (const Name& name : scenario.experiment.focus) focus.push_back(*name);
    if (focus.empty()) focus.emplace_back("output.total");
    const std::int64_t most = std::max(*scenario.experiment.max_replications, first_round);
    for (std::int64_t count = first_round;;) {
        replicator.run_to(static_cast<std::size_t>(count));
        keep_results(replicator, result);
        const double width = widest(result, focus);
        if (width <= precision || count >= most || replicator.stopped()) return;
        const double ratio = width / precision;
        const double wanted = std::min(static_cast<double>(count) * ratio * ratio, 2.0 * static_cast<double>(count));
        count = std::min(most, std::max(static_cast<std::int64_t>(std::ceil(wanted)), count + 5));
    }
}

std::string digest_of(const ExperimentResult& result) {
    ResultDigest digest(result.metrics);
    for (const auto& row : result.values) digest.add(row);
    return digest.hex();
}

}  // namespace

std::int64_t ExperimentResult::find(const std::string& name) const {
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (metrics[i].name == name) return static_cast<std::int64_t>(i);
    }
    return -1;
}

ExperimentResult run_experiment(const Scenario& scenario, const ExperimentOptions& options) {
    const auto begun = std::chrono::steady_clock::now();
    Model model = compile(scenario);
    if (options.seed) model.seed = *options.seed;

    ExperimentResult result;
    result.metrics = metric_infos(model);
    result.seed = model.seed;
    result.confidence = options.confidence.value_or(*scenario.experiment.confidence);
    result.measured_days = in_hours(model.measured()) / 24;
    result.warmup_days = in_hours(model.warmup_end - Time{}) / 24;

    if (options.store != nullptr) options.store->begin(result.metrics, result.warmup_days);
    Replicator replicator(model, options);
    result.threads = replicator.threads();
    const bool by_number = options.replications.has_value() || (scenario.experiment.replications && !options.precision);
    std::optional<double> precision = options.precision;
    if (!precision && scenario.experiment.precision) precision = **scenario.experiment.precision;
    if (precision && !by_number) {
        run_to_precision(replicator, result, scenario, *precision);
    } else {
        const std::int64_t count =
            options.replications.value_or(scenario.experiment.replications ? **scenario.experiment.replications : default_replications);
        replicator.run_to(static_cast<std::size_t>(count));
        keep_results(replicator, result);
    }
    result.interrupted = replicator.stopped();
    for (std::size_t m = 0; m < result.metrics.size(); ++m)
        result.estimates.push_back(estimate_mean(column(result.values, m), result.confidence));
    for (const auto& [name, target] : scenario.target) {
        const std::int64_t metric = result.find(*target.metric);
        result.targets.push_back(
            judge_target(name, target, metric < 0 ? std::vector<double>{} : column(result.values, static_cast<std::size_t>(metric))));
    }
    result.digest = digest_of(result);
    result.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

}  // namespace agrocap
