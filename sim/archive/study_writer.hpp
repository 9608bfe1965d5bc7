#pragma once

#include "archive/seal.hpp"
#include "archive/sqlite.hpp"
#include "experiment/replication.hpp"
#include "observe/metrics.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace agrocap {

/// The thread that writes a study's results: it takes what workers hand it and commits it in batches, at most half a second apart.
class StudyWriter {
  public:
    StudyWriter(std::unique_ptr<Database> database, std::int64_t study, std::size_t points);
    ~StudyWriter();
    StudyWriter(const StudyWriter&) = delete;
    StudyWriter& operator=(const StudyWriter&) = delete;

    struct Begun {
        std::size_t point;
        std::string key;
        std::vector<MetricInfo> metrics;
        std::string list_key;  // `metrics_key` of them
    };
    struct Refused {
        std::size_t point;
        std::string reason;
    };
    struct Finished {
        std::size_t point;
        std::uint64_t number;
        ReplicationResult result;
    };
    using Job = std::variant<Begun, Refused, Finished>;

    /// Takes a job over. Waits only where the disk has fallen behind by more than `backlog_bytes_max`. Errors: what the writing met.
    void add(Job job);

    /// Waits until all is written, and ends the thread. Errors: what the writing met.
    void close();

  private:
    static constexpr std::size_t backlog_bytes_max = std::size_t{32} << 20;  // those that are being written included

    void work();
    void write(std::deque<Job>& jobs);
    void write_one(const Begun& begun);
    void write_one(const Refused& refused);
    void write_one(const Finished& finished);

    std::unique_ptr<Database> database_;
    std::int64_t study_;
    std::optional<PointSeals> seals_;
    struct PointRow {
        std::int64_t row = 0;
        std::string key, list_key;
    };
    std::vector<PointRow> points_;

    std::mutex mutex_;
    std::condition_variable news_, room_;
    std::deque<Job> jobs_;
    std::size_t backlog_bytes_ = 0;
    bool closing_ = false;
    std::exception_ptr fault_;
    std::thread thread_;
};

}  // namespace agrocap
