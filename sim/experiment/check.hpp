#pragma once

#include "experiment/experiment.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace agrocap {

/// Where a check stands, for a progress bar.
struct CheckProgress {
    std::size_t done = 0;
    std::size_t expected = 0;  // replications that it will have taken, as far as can be told by now
    std::size_t passed = 0, failed = 0, open = 0;
};

/// Tests every target of the scenario: replications go on until each is decided, or `max_replications` (or those asked for) are done.
///
/// Error rates: 1 - confidence of each target (that of the options counts for all), divided by the number of targets, so that the chance
/// of any wrong verdict is bounded (Bonferroni). Verdicts are taken in the order of the replications: threads change nothing. With a
/// precision asked for, replications go on beyond the verdicts, which stay. The estimate of a target is over the replications that its
/// verdict rests on; the result holds all replications that were needed.
/// `at_most` has what means are proven not to exceed, by metric: a target above it is impossible, and so is one that asks for more than
/// that over its threshold as a share of the years (Markov's inequality).
/// `progress` is called by worker threads, one at a time. Requires: a scenario read without errors, with a target. Errors: those of
/// `run_experiment`.
ExperimentResult run_check(const Scenario& scenario, const ExperimentOptions& options,
                           const std::function<void(const CheckProgress&)>& progress = {},
                           const std::map<std::string, double>& at_most = {});

}  // namespace agrocap
