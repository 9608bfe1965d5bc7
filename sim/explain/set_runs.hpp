#pragma once

#include "experiment/experiment.hpp"
#include "explain/best_of_sets.hpp"
#include "explain/change_catalogue.hpp"
#include "model/rows/model.hpp"
#include "scenario/resolve.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

using ChangeSet = std::vector<std::size_t>;  // of the catalogue, ascending

/// All sets of the size, as long as there are no more than `most`; else none.
std::vector<ChangeSet> all_sets(std::size_t changes, std::size_t size, std::size_t most);

/// Each of the sets with one change more, at most so many.
std::vector<ChangeSet> extended_sets(const std::vector<ChangeSet>& sets, std::size_t changes, std::size_t most);

/// What sets of changes are judged by.
struct SetQuestion {
    const ResolvedText& text;
    const Scenario& scenario;  // read from it
    const ExperimentOptions& options;
    const std::vector<PossibleChange>& catalogue;
    std::string metric;
    bool more_is_better = true;
    std::uint64_t seed = 1;
};

inline constexpr std::size_t extended_most = 6;   // best sets of a size from which the next is looked for, where it has too many
inline constexpr std::size_t hopeless_shown = 3;  // sets that are simulated where the bound rules out all, to show how far one comes

/// Sets by what their bounds say.
struct SiftedSets {
    std::vector<std::size_t> open;       // to be simulated
    std::vector<std::size_t> ruled_out;  // whose bound misses the threshold; the likeliest first
    std::size_t looked_at = 0;           // of these so many, the first ones, are open all the same

    /// So that where the bound rules out all it is known how far one comes.
    void look_at_likeliest();
};

/// Sets of changes, what their replications give, and what a bound says of them. All on common random numbers.
class SetRuns {
  public:
    /// Keeps references to what the question refers to.
    explicit SetRuns(SetQuestion question) : question_(std::move(question)) {}

    /// Gives: the set's number. Compiles it; a set that is no sound scenario has no values, ever.
    std::size_t add(ChangeSet set);
    /// Those that are sound and that no bound rules out; where it rules out all, the likeliest. Without changes nothing is asked of a
    /// bound.
    [[nodiscard]] SiftedSets sifted(const std::vector<std::size_t>& sets, double threshold) const;
    /// Of the sets that have values the best: what the next size is looked for from, should that have too many.
    [[nodiscard]] std::vector<ChangeSet> best_of(std::vector<std::size_t> sets) const;

    /// Each of the sets up to so many replications. Gives: whether it was not stopped. Errors: those of `run_replication`.
    bool simulate(const std::vector<std::size_t>& sets, std::size_t count);

    /// By set: more is better, whatever the metric. None of sets that stand still, too.
    [[nodiscard]] const SetValues& values() const { return values_; }
    [[nodiscard]] double mean(std::size_t set) const;
    /// No sound scenario, or nothing moves in it.
    [[nodiscard]] bool is_refused(std::size_t set) const { return !sets_[set].model || sets_[set].stands_still; }
    [[nodiscard]] const ChangeSet& changes(std::size_t set) const { return sets_[set].changes; }
    [[nodiscard]] std::size_t size() const { return sets_.size(); }
    [[nodiscard]] std::size_t replications() const { return replications_; }

  private:
    struct OneSet {
        ChangeSet changes;
        std::unique_ptr<Model> model;  // none: no sound scenario
        std::size_t metric = 0;
        bool stands_still = false;
    };

    [[nodiscard]] ReadResult read(const ChangeSet& set) const;
    /// What its mean is proven not to exceed; nothing where nobody knows, or proving would take longer than simulating.
    [[nodiscard]] std::optional<double> bound(std::size_t set) const;
    [[nodiscard]] std::optional<double> value_of(const OneSet& set, RunState& state, std::uint64_t replication) const;

    SetQuestion question_;
    std::vector<OneSet> sets_;
    SetValues values_;
    std::size_t replications_ = 0;
};

}  // namespace agrocap
