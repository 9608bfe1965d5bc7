#pragma once

#include "experiment/cheapest_search.hpp"
#include "experiment/design.hpp"
#include "experiment/point_store.hpp"
#include "experiment/study_store.hpp"
#include "experiment/target_test.hpp"
#include "scenario/resolve.hpp"
#include "stats/estimate.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// Where an optimisation stands.
struct OptimiseProgress {
    std::size_t tested = 0, points = 0;
    std::int64_t replications = 0;
};

/// What is to be found: the cheapest point of a grid that meets all targets of the scenario.
struct OptimisePlan {
    const ResolvedText& scenario;
    const StudySpec& study;
    const Design& design;
    SearchOrder order = SearchOrder::monotone;
    std::vector<std::string> focus;     // metrics to estimate, the first for the frontier
    bool less_is_better = false;        // of the first focus metric
    std::int64_t max_replications = 0;  // where the test of a point gives up
    std::uint64_t seed = 1;
    double confidence = 0.95;  // that all tests together are right
    ShortOfThreads short_of_threads = {};
    unsigned threads = 0;
    std::function<void(const OptimiseProgress&)> progress;
    const std::atomic<bool>* stop = nullptr;
};

/// A point that was tested.
struct TestedPoint {
    std::size_t point = 0;
    double cost = 0;
    Feasibility verdict = Feasibility::unknown;
    std::vector<std::string> missed;  // targets that fail
    std::vector<Estimate> estimates;  // by focus metric
    std::int64_t replications = 0;
    std::string digest;     // of these, as of a run with the same settings; empty without any
    std::string refused;    // why it cannot be simulated
    bool frontier = false;  // no tested point that costs less does as well in the first focus metric
};

/// What was found.
struct Optimum {
    std::vector<TestedPoint> tested;    // in the order of cost
    std::optional<std::size_t> best;    // place in `tested`
    std::vector<std::size_t> doubtful;  // places in `tested`: cheaper points about which nobody can tell
    std::vector<MetricInfo> focus;
    std::size_t points = 0, inferred = 0;
    std::int64_t replications = 0;  // simulated or found
    double confidence = 0.95;
    bool has_costs = false;  // else costs are sums of normalised levels
    bool interrupted = false;
};

/// Searches the grid with a sequential test of all targets at each point it tries.
///
/// The k-th test may err with probability (1 - confidence) / (k (k + 1)), which sums to 1 - confidence over any number of tests, whatever
/// the search does. So with probability `confidence`: the point found meets every target, or misses none by more than its indifference
/// zone, and every cheaper point misses some target, or meets none of its thresholds by more than that (with `monotone`: if more of a key
/// never does harm).
/// Source: Andradóttir & Kim, Fully sequential procedures for comparing constrained systems, Naval Research Logistics 57 (2010).
/// Requires: targets, and a grid. Errors: `InvariantBroken` for ours.
Optimum optimise(const OptimisePlan& plan, StudyStore& store, const FindReplication& find);

/// What a study lacks to be searched, for people, with a hint; empty if nothing.
std::string lack_for_search(const Scenario& scenario, const StudySpec& study);

/// The metrics that a search estimates: those of the targets first, since the frontier is drawn for the first; then those in focus.
std::vector<std::string> searched_metrics(const Scenario& scenario);

/// Cost of every point: the sum over its keys of what the study says, or of place ÷ (number of values - 1) if it says nothing.
std::vector<double> costs_of(const StudySpec& study, const Design& design);

}  // namespace agrocap
