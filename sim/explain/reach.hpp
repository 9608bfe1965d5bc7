#pragma once

#include "experiment/experiment.hpp"
#include "explain/change_catalogue.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What is asked of a search for the least change.
struct ReachQuestion {
    std::string target;           // its name in the scenario
    std::size_t changes_max = 3;  // that are made together
    std::size_t sets_max = 150;   // of changes that are simulated of each size, at most
};

enum class Meets : std::uint8_t { no, unclear, yes };

/// The best set of changes of one size that was found.
struct ReachPoint {
    std::vector<std::size_t> changes;  // of the catalogue
    Estimate value;                    // of the metric
    Meets meets = Meets::unclear;
    double probability = 1;   // that no other simulated set of the size is better by more than the target's indifference, at least
    std::size_t sets = 0;     // of this size, or that cost no more, that were simulated
    std::size_t refused = 0;  // that are no sound scenario, or stand still
    std::size_t bounded = 0;  // that were not simulated: their bound misses the target
    bool exhaustive = true;   // these are all there are
    double cost = 0;          // of the changes, where they have costs
};

inline constexpr std::size_t first_replications = 2;  // of every set that is simulated
inline constexpr std::size_t frontier_max = 9;        // points that are told

/// The frontier: for each number of changes the best set, until one meets the target; where changes have costs, each set that is better
/// than all that cost less.
struct Reach {
    std::string scenario, target, metric, unit;
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;  // options that changed the scenario
    double threshold = 0;
    bool at_least = true;
    double indifference = 0;
    std::vector<PossibleChange> catalogue;  // read from a file: those of the frontier
    std::size_t changes_known = 0;          // in the whole catalogue
    bool by_cost = false;                   // what a change costs is given
    std::string currency;                   // of the costs
    std::vector<std::string> unused_costs;  // keys of costs that no change of the catalogue has
    std::vector<ReachPoint> frontier;       // by number of changes, from none; or by cost
    std::size_t open = 0;                   // sets cheaper than what was found that may meet the target, too
    double confidence = 0.95;
    std::uint64_t seed = 1;
    std::size_t replications = 0;  // of all runs together
    bool interrupted = false;

    /// The first point that meets the target; none if none does.
    [[nodiscard]] std::optional<std::size_t> found() const;
    /// Whether no smaller set, or no cheaper one, can do it: all of them were simulated or bounded out, and they miss for sure.
    [[nodiscard]] bool is_least() const;
};

/// How many replications a set may have: as many as a run has, and where nobody asked for a number some eight times as many for what is
/// unclear by then.
struct ReachLooks {
    std::size_t planned = 30, most = 30;

    /// The chance to be wrong of a verdict after so many replications. Each look beyond those planned has half that of the one before, so
    /// that all of them together have the one asked for.
    [[nodiscard]] double error(double confidence, std::size_t replications) const;
    /// With how many it is looked next: twice as many, and once as many as a run has.
    [[nodiscard]] std::size_t after(std::size_t count) const { return count < planned ? std::min(2 * count, planned) : 2 * count; }
};

/// Whether a mean (more is better, as in `SetValues`) that is known to so much on either side meets the target, up to its indifference.
Meets meets_target(const Reach& reach, double mean, double half_width);
/// The same of replications.
Meets meets_target(const Reach& reach, const std::vector<double>& values, const ReachLooks& looks);

/// The value of a point from its replications (more is better, as in `SetValues`), and whether it meets the target.
void judge_point(ReachPoint& point, const Reach& reach, const std::vector<double>& values, const ReachLooks& looks);

/// Looks for the least change of the catalogue that meets the target, on common random numbers: all sets of one size with a few
/// replications, then those that may still be the best with more; the fewest changes, or the cheapest where `[changes]` says what they
/// cost. docs/reach.md has the method.
///
/// Requires: a scenario read from the text without errors; a target on a mean, at_least or at_most. Errors: those of `run_experiment`.
Reach find_least_change(const ResolvedText& text, const Scenario& scenario, const ExperimentOptions& options,
                        const ReachQuestion& question);

/// The options of `--set` that make the changes of a point.
std::vector<std::string> options_of(const Reach& reach, const ReachPoint& point);

/// A scenario file that extends `base` (a path relative to the file) and has the point's changes of the text, and what options of `--set`
/// had changed of the file that the text was read from, which is `file`.
std::string what_if_text(const ResolvedText& text, const TomlValue& file, const std::string& base, const Reach& reach,
                         const ReachPoint& point);

}  // namespace agrocap
