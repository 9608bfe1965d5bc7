#include "experiment/replicator.hpp"

#include "base/fault.hpp"
#include "experiment/replication_store.hpp"
#include "experiment/workers.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace agrocap {

Replicator::Replicator(const Model& model, const ExperimentOptions& options, SeriesTally* series)
    : Replicator([&model, plan = series != nullptr ? &series->plan() : nullptr](
                     RunState& state, std::uint64_t number) { return run_replication(model, state, number, nullptr, plan); },
                 options) {
    series_ = series;
}

Replicator::Replicator(Replicate replicate, const ExperimentOptions& options)
    : replicate_(std::move(replicate)), options_(options), threads_(threads_for(options.threads)) {}

void Replicator::run_to(std::size_t count) {
    if (count <= results_.size()) return;
    if (options_.store != nullptr) options_.store->foresee(count);
    plan(count);
    if (fault_) std::rethrow_exception(fault_);
}

void Replicator::run_until(std::size_t most, const Enough& enough) {
    if (most <= results_.size()) return;
    enough_ = &enough;
    examined_ = results_.size();
    plan(most);
    enough_ = nullptr;
    results_.resize(examined_);
    finished_.resize(examined_);
    done_ = examined_;
    // Of this call only: the next one may ask for more.
    if (std::exchange(satisfied_, false)) fault_ = nullptr;
    if (fault_) std::rethrow_exception(fault_);
}

std::vector<ReplicationResult> Replicator::finished() {
    tally_up_to(results_.size());
    return {results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(tallied_)};
}

void Replicator::plan(std::size_t count) {
    planned_ = count;
    next_ = results_.size();
    results_.resize(count);
    finished_.resize(count, 0);
    const auto workers = static_cast<unsigned>(std::min<std::size_t>(threads_, count - next_));
    work_together(
        workers, [this] { work(); },
        [this](unsigned started, unsigned wanted) {
            threads_ = started;  // the next round need not try again
            if (options_.short_of_threads) options_.short_of_threads(started, wanted);
        });
}

void Replicator::work() {
    RunState state;
    state.stop = options_.stop;
    for (;;) {
        std::size_t number = 0;
        {
            const std::lock_guard lock(mutex_);
            if (next_ >= planned_ || fault_ || satisfied_ || stopped()) return;
            number = next_++;
        }
        try {
            results_[number] = found_or_run(state, number);
        } catch (const RunStopped&) {
            return;
        } catch (...) {
            // Of several faults the one of the lowest replication is told: the same on any number of threads.
            const std::lock_guard lock(mutex_);
            if (!fault_ || number < fault_number_) {
                fault_ = std::current_exception();
                fault_number_ = number;
            }
            return;
        }
        settle(number);
    }
}

void Replicator::settle(std::size_t number) {
    const std::lock_guard lock(mutex_);
    finished_[number] = 1;
    ++done_;
    if (enough_ == nullptr) {
        tally_up_to(planned_);
        if (options_.progress) options_.progress(done_, planned_);
        return;
    }
    while (!satisfied_ && examined_ < planned_ && finished_[examined_] != 0) satisfied_ = (*enough_)(results_[examined_++]);
    tally_up_to(examined_);
}

void Replicator::tally(std::size_t number) {
    if (series_ != nullptr) series_->add(results_[number].series);
    results_[number].series = {};  // its memory, too: it must not grow with their number
}

/// In the order of the numbers, so that the same sums come out whichever is finished first; `mutex_` is held.
void Replicator::tally_up_to(std::size_t end) {
    while (tallied_ < end && finished_[tallied_] != 0) tally(tallied_++);
}

/// A store knows nothing of series: where one is asked for, a replication runs again.
ReplicationResult Replicator::found_or_run(RunState& state, std::size_t number) {
    std::optional<ReplicationResult> found;
    if (options_.store != nullptr) found = options_.store->find(number);
    if (found && series_ == nullptr) return std::move(*found);
    ReplicationResult result = replicate_(state, number);
    if (options_.store != nullptr && !found) options_.store->keep(number, result);
    return result;
}

}  // namespace agrocap
