#pragma once

#include "serve/run_board.hpp"
#include "serve/run_work.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace agrocap {

struct RunLimits {
    unsigned threads = 0;       // of each run; 0 = all cores
    std::size_t at_once = 2;    // others wait
    std::size_t waiting = 20;   // others are refused
    std::size_t kept = 24;      // finished runs whose results are kept
    std::size_t kept_mb = 256;  // of results
    std::size_t memory_mb = 0;  // of the whole program; 0 = half of what the machine has
    std::chrono::milliseconds time{std::chrono::minutes(10)};
};

/// Works out what pages ask, on threads of its own that leave the network's the first turn, and keeps what it came to for a while.
class RunPool {
  public:
    /// Keeps references to folder and board.
    RunPool(const ServedFolder& folder, RunBoard& board, const RunLimits& limits);
    RunPool(const RunPool&) = delete;
    RunPool& operator=(const RunPool&) = delete;
    /// Stops what is under way and waits for it.
    ~RunPool();

    /// Gives: the id of the run. Errors: `RefusedRequest` where too many wait already, or memory is short.
    std::string begin(RunQuestion question);
    /// Stops a run that waits or is under way; of one that is finished nothing changes. Gives: whether there is such a run.
    bool stop(const std::string& id);
    /// Takes a run away, stopped if it must be. Gives: whether there was such a run.
    bool forget(const std::string& id);

    /// The results of a finished run; nothing if there is no such run, or it has none.
    [[nodiscard]] std::shared_ptr<const RunAnswer> answer(const std::string& id) const;

  private:
    struct Job;

    void work();
    void watch();
    void work_out(Job& job);
    void conclude(Job& job, RunAnswer answer);
    void put(Job& job);
    void end(Job& job, const char* why);
    void keep_few();

    const ServedFolder& folder_;
    RunBoard& board_;
    const RunLimits limits_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool is_over_ = false;
    std::uint64_t next_ = 1;
    const std::string life_;  // ids of another life of the server are none of this
    std::map<std::string, std::shared_ptr<Job>> jobs_;
    std::deque<std::shared_ptr<Job>> waiting_;
    std::deque<std::string> finished_;  // the oldest first
    std::vector<std::thread> workers_;
    std::thread watchman_;
};

/// What the program holds in memory, and what the machine has, in MB. Source: proc(5), statm; sysconf(3).
std::size_t resident_mb();
std::size_t machine_mb();

}  // namespace agrocap
