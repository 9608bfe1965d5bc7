#pragma once

#include "experiment/experiment.hpp"
#include "explain/explanation.hpp"

#include <cstddef>
#include <string>

namespace agrocap {

/// What is asked of an account over the options of an experiment, whose precision is relative to nominal capacity.
struct AccountOptions {
    std::string metric = "output.total";
    std::size_t parts_max = 5;  // of a cause that are told by themselves; 0: none is taken apart
    bool bottlenecks = true;    // looked for, line by line
};

/// Accounts for the difference between nominal capacity and output: permuted causes on common random numbers; docs/explain.md has the
/// method. Equal options give equal bits whatever the number of threads.
///
/// Requires: a scenario read without errors that has the metric, which is an output. Gives, if stopped: what the finished replications
/// tell; none of them: `replications` is 0. Errors: those of `run_experiment`; `ScenarioFault` where nominal capacity is without bound.
Explanation explain(const Scenario& scenario, const ExperimentOptions& options, const AccountOptions& asked = {});

}  // namespace agrocap
