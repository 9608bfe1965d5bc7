#pragma once

#include "experiment/comparison.hpp"
#include "experiment/experiment.hpp"
#include "scenario/resolve.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What is asked of an account of changes.
struct ChangeQuestion {
    const std::vector<std::string>& metrics;
    Duration warmup{};  // where one of the two says "auto"
};

/// Accounts for the difference that a what-if makes, change by change: the changes are made in an order drawn for each replication and in
/// the reverse of that, on common random numbers. docs/explain.md has the method.
///
/// Gives: by metric, in the order given; their changes' effects sum to the difference. Empty if stopped before the first replication, or if
/// the two do not differ in what is simulated. Requires: both read without errors, with the metrics.
/// Errors: those of `run_experiment`.
std::vector<ChangeAccount> account_for_changes(const ResolvedText& base, const ResolvedText& whatif, const ExperimentOptions& options,
                                               const ChangeQuestion& question);

}  // namespace agrocap
