#include "thread/thread_estimate.hpp"

#include "experiment/replication.hpp"
#include "experiment/stages.hpp"
#include "thread/thread_recorder.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace agrocap {

namespace {

using SharesByLine = Table<Line, ThreadShares>;

SharesByLine shares_in(const Model& model, RunState& state, std::uint64_t replication) {
    ThreadRecorder recorder(model);
    run_replication(model, state, replication, &recorder);
    SharesByLine shares(model.lines.size());
    for (std::uint32_t i = 0; i < model.lines.size(); ++i)
        shares[LineId(i)] = shares_of(recorder.to_last_unit(LineId(i)), model.warmup_end);
    return shares;
}

double share_of(Duration part, Duration all) { return static_cast<double>(part.count()) / static_cast<double>(all.count()); }

}  // namespace

LineThreads told_threads(const Model& model, LineId line, const std::vector<const ThreadShares*>& replications, double confidence) {
    std::map<Why, std::vector<double>> by_why;
    std::vector<double> tied, days;
    for (std::size_t r = 0; r < replications.size(); ++r) {
        const ThreadShares& shares = *replications[r];
        for (const auto& [why, span] : shares.by_why) {
            std::vector<double>& values = by_why[why];
            values.resize(replications.size(), 0);  // those in which it took nothing
            values[r] = share_of(span, shares.all);
        }
        tied.push_back(share_of(shares.tied, shares.all));
        days.push_back(in_hours(shares.all) / 24);
    }
    LineThreads threads{
        .line = model.lines[line].path, .shares = {}, .tied = estimate_mean(tied, confidence), .days = estimate_mean(days, confidence)};
    for (const auto& [why, values] : by_why) {
        threads.shares.push_back({.cause = thread_cause_names[static_cast<std::size_t>(why.cause)],
                                  .where = path_of(model, why.where),
                                  .of = why.of.valid() ? path_of(model, place_of(why.of)) : "",
                                  .share = estimate_mean(values, confidence)});
    }
    std::stable_sort(threads.shares.begin(), threads.shares.end(),
                     [](const ThreadShare& a, const ThreadShare& b) { return *a.share.mean > *b.share.mean; });
    return threads;
}

std::vector<LineThreads> estimate_threads(const Scenario& scenario, const ExperimentOptions& options, std::size_t replications) {
    ExperimentOptions quiet = options;
    quiet.progress = nullptr;
    quiet.store = nullptr;
    Experiment experiment(scenario, quiet);
    const Model& model = experiment.model();
    std::mutex mutex;
    std::map<std::uint64_t, SharesByLine> done;
    const auto follow = [&](RunState& state, std::uint64_t number) {
        SharesByLine shares = shares_in(model, state, number);
        const std::lock_guard lock(mutex);
        done[number] = std::move(shares);
        return ReplicationResult{};
    };
    Replicator(follow, quiet).run_to(replications);

    std::vector<LineThreads> lines;
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        std::vector<const ThreadShares*> ended;
        for (const auto& [number, shares] : done)
            if (shares[LineId(i)].all > Duration{}) ended.push_back(&shares[LineId(i)]);
        if (!ended.empty()) lines.push_back(told_threads(model, LineId(i), ended, experiment.result().confidence));
    }
    return lines;
}

Table<Line, Thread> threads_in(const Model& model, std::uint64_t replication) {
    RunState state;
    ThreadRecorder recorder(model);
    run_replication(model, state, replication, &recorder);
    Table<Line, Thread> threads(model.lines.size());
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) threads[LineId(i)] = recorder.to_last_unit(LineId(i));
    return threads;
}

}  // namespace agrocap
