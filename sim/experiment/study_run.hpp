#pragma once

#include "experiment/design.hpp"
#include "experiment/study_store.hpp"
#include "experiment/workers.hpp"
#include "scenario/resolve.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace agrocap {

/// How far a study has come. `found` replications were stored by an earlier run.
struct StudyProgress {
    std::size_t points_done = 0, points = 0;
    std::int64_t replications_done = 0, found = 0, replications = 0;
};

/// What is to be simulated: every point of the design, each as often, on the same streams of random numbers.
struct StudyPlan {
    const ResolvedText& scenario;  // with the overrides of the command line; read once, so that no edit in between can split a study
    const Design& design;
    std::int64_t replications = 30;
    std::uint64_t seed = 1;
    unsigned threads = 0;                                // 0 = all cores
    ShortOfThreads short_of_threads;                     // told where there are fewer than that; may be told again
    std::function<void(const StudyProgress&)> progress;  // called from worker threads, one at a time
    const std::atomic<bool>* stop = nullptr;             // set by Ctrl-C: no new replication starts
};

/// What a run of a study came to; the results are in the store.
struct StudyOutcome {
    StudyProgress progress;
    std::size_t refused = 0;  // points that cannot be simulated
    bool interrupted = false;
    // Performance, never part of a result:
    std::uint64_t events = 0;
    double wall_s = 0;
    double simulating_s = 0;  // of all threads together
    unsigned threads = 1;
};

/// Runs what the store lacks. A thread takes a point of its own while there are any, then helps with those under way.
///
/// Errors: `InvariantBroken` for ours. A point whose values make no sound scenario, or that comes to a standstill, is told to the store.
/// Memory: one model a thread, whatever the number of points.
StudyOutcome run_study(const StudyPlan& plan, StudyStore& store);

}  // namespace agrocap
