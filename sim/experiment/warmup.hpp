#pragma once

#include "base/time.hpp"
#include "experiment/workers.hpp"
#include "scenario/scenario.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// When one line settled in the pilot replications; empty where it did not within half of the measured time.
struct LineWarmup {
    std::string line;  // "semey.main"
    std::optional<Duration> output, wip;
};

/// How a warm-up was found.
struct WarmupEvidence {
    Duration chosen{};    // that of the line that takes longest, rounded up
    bool settled = true;  // false: some line did not settle, and the warm-up is half of the measured time, which may be too short
    std::size_t pilots = 0;
    Duration interval{};  // one observation of a series
    std::vector<LineWarmup> lines;
};

/// What a search for the warm-up takes over what the scenario says.
struct WarmupOptions {
    std::uint64_t seed = 1;
    unsigned threads = 1;                     // > 0
    ShortOfThreads short_of_threads = {};     // told where there are fewer than that
    const std::atomic<bool>* stop = nullptr;  // no new pilot starts: what is found then means nothing
};

/// Finds the warm-up of a scenario by MSER-5 on pilot replications as long as its measured time.
///
/// For each line two series, averaged over the pilots: units that leave in an interval, and mean work in progress. An interval is a
/// five-hundredth of the time or, where there are calendars, a fifth of a week, so that MSER's batches of five are whole weeks and no
/// weekend looks like a change. Pilots draw from streams that no replication of the experiment uses.
/// Source: White, Cobb, Spratt, A comparison of five steady-state truncation heuristics for simulation, WSC 2000.
WarmupEvidence find_warmup(const Scenario& scenario, const WarmupOptions& options);

}  // namespace agrocap
