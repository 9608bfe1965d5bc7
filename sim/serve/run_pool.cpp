#include "serve/run_pool.hpp"

#include "base/fault.hpp"
#include "serve/gate.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <utility>

namespace agrocap {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds look{100};      // how often time and memory are looked at
constexpr std::chrono::milliseconds tell_gap{100};  // between two figures of one run; the first ones are told at once
constexpr std::size_t first_told = 8;
constexpr int politeness = 10;  // of a thread that simulates, see nice(2)

std::string why_of_limit(const std::string& why, const RunLimits& limits) {
    if (why == "time") return fmt::format("stopped after {} s, the longest that a run may take here", limits.time.count() / 1000);
    if (why == "memory") return fmt::format("stopped: the program took more than {} MB, the most that it may take here", limits.memory_mb);
    return {};
}

}  // namespace

std::size_t resident_mb() {
    std::size_t all = 0, resident = 0;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/statm", "re"), std::fclose);
    if (!file || std::fscanf(file.get(), "%zu %zu", &all, &resident) != 2) return 0;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) >> 20;
}

std::size_t machine_mb() {
    return static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) >> 20;
}

/// One run from its question to its answer. All but `stop` is guarded by the pool's mutex.
struct RunPool::Job {
    RunQuestion question;
    RunNews state;
    std::atomic<bool> stop{false};
    Clock::time_point begun{}, told{};
    std::size_t times_told = 0;
    bool is_forgotten = false;
    std::shared_ptr<const RunAnswer> answer = {};
};

RunPool::RunPool(const ServedFolder& folder, RunBoard& board, const RunLimits& limits)
    : folder_(folder),
      board_(board),
      limits_([limits] {
          RunLimits all = limits;
          if (all.memory_mb == 0) all.memory_mb = machine_mb() / 2;
          return all;
      }()),
      life_(random_word().substr(0, 6)) {
    for (std::size_t i = 0; i < limits_.at_once; ++i) workers_.emplace_back([this] { work(); });
    watchman_ = std::thread([this] { watch(); });
}

RunPool::~RunPool() {
    {
        const std::scoped_lock lock(mutex_);
        is_over_ = true;
        for (const auto& [id, job] : jobs_) end(*job, "end");
    }
    changed_.notify_all();
    for (std::thread& worker : workers_) worker.join();
    watchman_.join();
}

std::string RunPool::begin(RunQuestion question) {
    const std::scoped_lock lock(mutex_);
    if (waiting_.size() >= limits_.waiting)
        throw RefusedRequest{{503, "too-many-runs", fmt::format("{} runs wait already", waiting_.size()), "wait for one, or stop it"}};
    if (resident_mb() > limits_.memory_mb)
        throw RefusedRequest{
            {507, "memory", fmt::format("the program takes more than {} MB already", limits_.memory_mb), "forget some results first"}};
    const auto job = std::make_shared<Job>();
    job->question = std::move(question);
    job->state.id = fmt::format("{}-{:04}", life_, next_++);
    job->state.kind = word_of(job->question.kind);
    job->state.scenario = job->question.asked.path;
    job->state.set = job->question.asked.set;
    if (job->question.kind == RunKind::compare) job->state.set = job->question.what_ifs;
    jobs_[job->state.id] = job;
    waiting_.push_back(job);
    board_.put(job->state);
    changed_.notify_all();  // the watchman waits for it, too: alone it might hear of it in place of a worker
    return job->state.id;
}

bool RunPool::stop(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return false;
    end(*found->second, "asked");
    return true;
}

bool RunPool::forget(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return false;
    end(*found->second, "asked");
    found->second->is_forgotten = true;
    std::erase(finished_, id);
    jobs_.erase(found);
    board_.take_away(id);
    return true;
}

std::shared_ptr<const RunAnswer> RunPool::answer(const std::string& id) const {
    const std::scoped_lock lock(mutex_);
    const auto found = jobs_.find(id);
    return found != jobs_.end() ? found->second->answer : nullptr;
}

/// Requires: the mutex is held.
void RunPool::end(Job& job, const char* why) {
    if (job.state.status != RunStatus::waiting && job.state.status != RunStatus::running) return;
    if (!job.stop.exchange(true)) job.state.why = why;
    if (job.state.status == RunStatus::running) return;
    std::erase_if(waiting_, [&job](const auto& one) { return one.get() == &job; });
    job.state.status = RunStatus::stopped;
    finished_.push_back(job.state.id);
    put(job);
}

/// Requires: the mutex is held.
void RunPool::put(Job& job) {
    if (!job.is_forgotten) board_.put(job.state);
}

void RunPool::work() {
    ::setpriority(PRIO_PROCESS, 0, politeness);  // of this thread, and of those that it begins
    while (true) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
            if (is_over_) return;
            job = waiting_.front();
            waiting_.pop_front();
            job->state.status = RunStatus::running;
            job->begun = Clock::now();
            put(*job);
        }
        work_out(*job);
    }
}

void RunPool::work_out(Job& job) {
    const auto tell = [this, &job] {
        const Clock::time_point now = Clock::now();
        if (job.times_told >= first_told && now - job.told < tell_gap) return;
        ++job.times_told;
        job.told = now;
        put(job);
    };
    const RunWatch watch{.stop = job.stop,
                         .progress =
                             [this, &job, tell](std::size_t done, std::size_t planned) {
                                 const std::scoped_lock lock(mutex_);
                                 job.state.done = done;
                                 job.state.planned = planned;
                                 tell();
                             },
                         .figures =
                             [this, &job, tell](const std::vector<LiveFigure>& figures) {
                                 const std::scoped_lock lock(mutex_);
                                 job.state.figures = figures;
                                 tell();
                             },
                         .threads = limits_.threads};
    const auto fail = [this, &job](std::string message, std::string hint = {}) {
        const std::scoped_lock lock(mutex_);
        job.state.status = RunStatus::failed;
        job.state.message = std::move(message);
        job.state.hint = std::move(hint);
        finished_.push_back(job.state.id);
        put(job);
    };
    try {
        conclude(job, answer_run(folder_, job.question, watch));
    } catch (const RefusedRequest& fault) {
        fail(fault.refusal.message, fault.refusal.hint);
    } catch (const RunStopped&) {
        conclude(job, {.json = {}, .html = {}, .workbook = {}, .is_whole = false});
    } catch (const ScenarioFault& fault) {
        fail(fault.what());
    } catch (const std::bad_alloc&) {
        fail("there is not enough memory for this", "fewer threads, or a smaller scenario, take less");
    } catch (const std::exception& fault) {
        fail(std::string("internal error: ") + fault.what());
    }
}

void RunPool::conclude(Job& job, RunAnswer answer) {
    const std::scoped_lock lock(mutex_);
    job.state.status = answer.is_whole ? RunStatus::done : RunStatus::stopped;
    if (answer.is_whole) job.state.why.clear();  // it was over before it could be stopped
    // With several threads more may have ended than results rest on, which are the first ones without a gap.
    if (!answer.is_whole && answer.replications > 0) job.state.done = answer.replications;
    job.state.message = why_of_limit(job.state.why, limits_);
    job.state.digest = answer.digest;
    job.state.has_result = !answer.json.empty();
    job.state.has_workbook = !answer.workbook.empty();
    job.answer = std::make_shared<const RunAnswer>(std::move(answer));
    finished_.push_back(job.state.id);
    put(job);
    keep_few();
}

/// Requires: the mutex is held.
void RunPool::keep_few() {
    const auto bytes = [this] {
        std::size_t sum = 0;
        for (const auto& [id, job] : jobs_)
            if (job->answer) sum += job->answer->json.size() + job->answer->html.size() + job->answer->workbook.size();
        return sum;
    };
    while (finished_.size() > 1 && (finished_.size() > limits_.kept || bytes() >> 20 > limits_.kept_mb)) {
        const std::string oldest = finished_.front();
        finished_.pop_front();
        if (jobs_.erase(oldest) > 0) board_.take_away(oldest);
    }
}

void RunPool::watch() {
    std::unique_lock lock(mutex_);
    while (!is_over_) {
        changed_.wait_for(lock, look);
        const bool is_too_large = resident_mb() > limits_.memory_mb;
        for (const auto& [id, job] : jobs_) {
            if (job->state.status != RunStatus::running) continue;
            if (is_too_large) end(*job, "memory");
            if (Clock::now() - job->begun > limits_.time) end(*job, "time");
        }
    }
}

}  // namespace agrocap
