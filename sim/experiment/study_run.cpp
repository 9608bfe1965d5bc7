#include "experiment/study_run.hpp"

#include "base/fault.hpp"
#include "experiment/experiment.hpp"
#include "experiment/study_point_read.hpp"
#include "experiment/warmup.hpp"
#include "experiment/workers.hpp"
#include "model/compile/compile.hpp"
#include "model/rows/model.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <optional>

namespace agrocap {

namespace {

using Clock = std::chrono::steady_clock;  // for people only: nothing of it reaches a result

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

/// A point under way: its model, and the replications that nobody has begun.
struct ActivePoint {
    std::size_t point = 0;
    Model model;
    std::vector<std::uint64_t> missing;
    std::size_t next = 0;
    std::size_t running = 0;
    bool broken_off = false;                    // in the midst of a replication, when the study was stopped
    std::optional<std::uint64_t> fault_number;  // the lowest replication that came to a standstill …
    std::string fault;                          // … and what it says

    [[nodiscard]] bool has_work() const { return next < missing.size() && !fault_number; }
};

class StudyRunner {
  public:
    StudyRunner(const StudyPlan& plan, StudyStore& store) : plan_(plan), scenario_(without_studies(plan.scenario)), store_(store) {
        outcome_.threads = threads_for(plan.threads);
        outcome_.progress.points = plan.design.points.size();
        outcome_.progress.replications = plan.replications * static_cast<std::int64_t>(plan.design.points.size());
    }

    StudyOutcome run() {
        const Clock::time_point begun = Clock::now();
        work_together(
            outcome_.threads, [this] { work(); },
            [this](unsigned started, unsigned wanted) {
                const std::lock_guard lock(mutex_);
                outcome_.threads = started;
                if (plan_.short_of_threads) plan_.short_of_threads(started, wanted);
            });
        if (fault_) std::rethrow_exception(fault_);
        outcome_.interrupted = stopped() && outcome_.progress.points_done < outcome_.progress.points;
        outcome_.wall_s = seconds_since(begun);
        return outcome_;
    }

  private:
    using Place = std::list<ActivePoint>::iterator;

    void work() {
        try {
            RunState state;
            state.stop = plan_.stop;
            std::unique_lock lock(mutex_);
            Place mine = active_.end();
            std::optional<std::size_t> last;
            while (take_place(mine, lock)) {
                if (last != mine->point) {  // another model: nothing of the former's tables is of use
                    state = RunState();
                    state.stop = plan_.stop;
                }
                last = mine->point;
                run_next(*mine, state, lock);
                if (finish_if_done(mine)) mine = active_.end();
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!fault_) fault_ = std::current_exception();
            news_.notify_all();
        }
    }

    /// The point to go on with: one's own, else a new one, else one that others have begun. False when all is under way or done.
    bool take_place(Place& mine, std::unique_lock<std::mutex>& lock) {
        for (;;) {
            if (fault_ || stopped()) return false;
            if (mine != active_.end() && mine->has_work()) return true;
            if (next_point_ < plan_.design.points.size()) {
                mine = begin_next(lock);
                continue;
            }
            mine = std::find_if(active_.begin(), active_.end(), [](const ActivePoint& one) { return one.has_work(); });
            if (mine != active_.end()) return true;
            if (beginning_ == 0) return false;
            news_.wait(lock);
        }
    }

    /// Begins the next point. Gives the end of the list if there is nothing to do for it. Gives the lock away in between.
    Place begin_next(std::unique_lock<std::mutex>& lock) {
        const std::size_t point = next_point_++;
        ++beginning_;
        lock.unlock();
        std::optional<ActivePoint> begun;
        std::string refusal;
        try {
            if (!store_.is_complete(point, plan_.replications)) begun = prepare(point, refusal);
        } catch (const ScenarioFault& fault) {
            refusal = fault.what();  // a standstill in the search for its warm-up
        } catch (...) {
            lock.lock();
            --beginning_;
            throw_after_notice();
        }
        lock.lock();
        --beginning_;
        news_.notify_all();
        if (!begun) {
            if (refusal.empty() && stopped()) return active_.end();
            if (refusal.empty())
                found(plan_.replications);
            else
                refuse(point, {.reason = refusal});
            point_done();
            return active_.end();
        }
        found(plan_.replications - static_cast<std::int64_t>(begun->missing.size()));
        if (begun->missing.empty()) {
            point_done();
            return active_.end();
        }
        active_.push_back(std::move(*begun));
        return std::prev(active_.end());
    }

    std::optional<ActivePoint> prepare(std::size_t point, std::string& refusal) {
        StudyPointRead read = read_point(scenario_, plan_.design, point);
        refusal = read.refused;
        if (!refusal.empty()) return std::nullopt;
        ActivePoint begun;
        begun.point = point;
        if (read.scenario.warmup_auto)
            read.scenario.warmup.value =
                find_warmup(read.scenario, {.seed = plan_.seed, .threads = threads_for(plan_.threads), .stop = plan_.stop}).chosen;
        if (stopped()) return std::nullopt;  // the warm-up means nothing, if there was one to find
        begun.model = compile(read.scenario);
        begun.model.seed = plan_.seed;
        const std::vector<MetricInfo> metrics = metric_infos(begun.model);
        const double warmup_days = in_hours(begun.model.warmup_end - Time{}) / 24;
        begun.missing =
            store_.begin_point(point, {.scenario = read.text.root, .metrics = metrics, .warmup_days = warmup_days}, plan_.replications);
        return begun;
    }

    /// Runs one replication of the point, with the lock given away.
    void run_next(ActivePoint& active, RunState& state, std::unique_lock<std::mutex>& lock) {
        const std::uint64_t number = active.missing[active.next++];
        ++active.running;
        lock.unlock();
        std::string standstill;
        std::uint64_t events = 0;
        const Clock::time_point begun = Clock::now();
        double simulating_s = 0;
        try {
            const ReplicationResult result = run_replication(active.model, state, number);
            simulating_s = seconds_since(begun);
            events = result.events;
            store_.keep(active.point, number, result);
        } catch (const ScenarioFault& fault) {
            standstill = fault.what();
        } catch (const RunStopped&) {
            lock.lock();
            --active.running;
            active.broken_off = true;
            return;
        }
        lock.lock();
        --active.running;
        outcome_.events += events;
        outcome_.simulating_s += simulating_s;
        if (standstill.empty()) {
            ++outcome_.progress.replications_done;
            tell();
        } else if (!active.fault_number || number < *active.fault_number) {
            active.fault_number = number;
            active.fault = standstill;
        }
    }

    bool finish_if_done(Place place) {
        if (place->has_work() || place->running > 0 || place->broken_off) return false;
        if (place->fault_number) refuse(place->point, {.reason = place->fault, .replication = place->fault_number});
        active_.erase(place);
        point_done();
        return true;
    }

    void refuse(std::size_t point, const PointRefusal& refusal) {
        ++outcome_.refused;
        store_.refuse_point(point, refusal);
    }

    void found(std::int64_t count) {
        outcome_.progress.found += count;
        outcome_.progress.replications_done += count;
    }

    void point_done() {
        ++outcome_.progress.points_done;
        tell();
    }

    void tell() {
        if (plan_.progress) plan_.progress(outcome_.progress);
    }

    [[noreturn]] void throw_after_notice() {
        news_.notify_all();
        throw;
    }

    [[nodiscard]] bool stopped() const { return plan_.stop != nullptr && plan_.stop->load(); }

    const StudyPlan& plan_;
    ResolvedText scenario_;
    StudyStore& store_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::list<ActivePoint> active_;
    std::size_t next_point_ = 0;
    std::size_t beginning_ = 0;  // points that are being read and compiled
    StudyOutcome outcome_;
    std::exception_ptr fault_;
};

}  // namespace

StudyOutcome run_study(const StudyPlan& plan, StudyStore& store) { return StudyRunner(plan, store).run(); }

}  // namespace agrocap
