#pragma once

#include "experiment/experiment.hpp"
#include "experiment/replication.hpp"
#include "experiment/series_tally.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

namespace agrocap {

/// Runs replications on all threads and keeps their results by number, so that nobody can tell how many threads there were.
class Replicator {
  public:
    /// Does one replication with memory that a thread lends. Called by several threads at once.
    using Replicate = std::function<ReplicationResult(RunState& state, std::uint64_t number)>;

    /// Keeps references to all of them. `series`: null where none is asked for.
    Replicator(const Model& model, const ExperimentOptions& options, SeriesTally* series = nullptr);
    /// The same where a replication is more than one run of one model. Keeps a reference to the options.
    Replicator(Replicate replicate, const ExperimentOptions& options);

    /// Goes on until `count` replications are done, or the run is stopped. Errors: those of `run_replication`.
    void run_to(std::size_t count);

    /// Looks at a result; true when no further one is needed. Called by one thread at a time.
    using Enough = std::function<bool(const ReplicationResult& result)>;

    /// Goes on, at most to `most` replications in all, until `enough` says so; it is asked in the order of the numbers.
    ///
    /// What other threads have finished beyond that number, a fault included, is forgotten.
    void run_until(std::size_t most, const Enough& enough);

    [[nodiscard]] bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }
    [[nodiscard]] unsigned threads() const { return threads_; }

    /// Finished replications in the order of their numbers, without their series, which the tally has when this is called.
    ///
    /// Where the run was stopped: up to the first that is not finished. Of those beyond it the short ones would be there, not the long
    /// ones, and no number of replications would give the same digest.
    [[nodiscard]] std::vector<ReplicationResult> finished();

  private:
    void plan(std::size_t count);
    void work();
    void settle(std::size_t number);
    ReplicationResult found_or_run(RunState& state, std::size_t number);
    void tally(std::size_t number);
    void tally_up_to(std::size_t end);

    Replicate replicate_;
    const ExperimentOptions& options_;
    SeriesTally* series_ = nullptr;
    std::size_t tallied_ = 0;  // replications whose series has been
    unsigned threads_ = 1;
    std::mutex mutex_;
    std::size_t next_ = 0, planned_ = 0, done_ = 0;
    const Enough* enough_ = nullptr;
    std::size_t examined_ = 0;  // by `enough_`
    bool satisfied_ = false;
    std::vector<ReplicationResult> results_;
    std::vector<char> finished_;
    std::exception_ptr fault_;
    std::size_t fault_number_ = 0;
};

}  // namespace agrocap
