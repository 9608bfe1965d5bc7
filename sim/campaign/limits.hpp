#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace agrocap {

/// When a campaign is to end with what is known by then. It decides nothing about what replications give, so it may be changed at any time.
struct CampaignLimits {
    std::optional<double> core_hours;   // for all tasks together: threads × time
    std::optional<std::int64_t> until;  // seconds since 1970-01-01 UTC
};

/// "500 core-h", "90 core-min": core hours; nothing for other texts, and for 0.
std::optional<double> core_hours_from(const std::string& text);
/// "2026-12-01", "2026-12-01 18:00", "2026-12-01T18:00:30", with "Z" behind it for UTC, else by the clock of this machine: seconds since
/// 1970-01-01 UTC. Nothing for other texts, and for days that there are not.
std::optional<std::int64_t> moment_from(const std::string& text);

/// "2026-12-01 18:00 UTC", with seconds where there are some.
std::string utc_text(std::int64_t moment);

/// What the folder says; nothing where no limit was ever set. Errors: `CampaignFault`.
CampaignLimits read_limits(const std::string& folder);
/// Errors: `OutputFault`.
void write_limits(const std::string& folder, const CampaignLimits& limits);

/// What all doings of tasks have used by now, as they noted it: threads × time. Errors: none; what cannot be read counts as nothing.
double core_hours_used(const std::string& folder);

/// Why no further replication is to be begun, for people; empty while one may be. Errors: `CampaignFault`.
std::string limit_reached(const std::string& folder);

/// Notes what one doing of a task uses, and stops it when a limit is reached, or a signal says so: at once for a date and for what this
/// doing uses itself, a few seconds later for what others have used and for limits that were set meanwhile.
class LimitWatch {
  public:
    /// `doing`: the file name of its shard. Keeps a reference to `interrupted`.
    LimitWatch(const std::string& folder, const std::string& doing, unsigned threads, const std::atomic<bool>& interrupted);
    ~LimitWatch();
    LimitWatch(const LimitWatch&) = delete;
    LimitWatch& operator=(const LimitWatch&) = delete;

    [[nodiscard]] const std::atomic<bool>& stop() const { return stop_; }
    /// Notes the rest. Gives: why it was stopped; empty where no limit did.
    std::string close();

  private:
    using Clock = std::chrono::steady_clock;

    void watch();
    [[nodiscard]] double used() const;
    double note();
    void look();

    std::string folder_, file_;
    double threads_;
    const std::atomic<bool>& interrupted_;
    std::atomic<bool> stop_ = false;
    std::string reached_;
    CampaignLimits limits_;
    double used_elsewhere_ = 0;  // by all other doings, as they noted it
    Clock::time_point begun_ = Clock::now();
    std::mutex mutex_;
    std::condition_variable end_;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace agrocap
