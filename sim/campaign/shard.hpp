#pragma once

#include "campaign/campaign.hpp"
#include "experiment/study_store.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace agrocap {

// A shard is what one doing of one task has finished: a file of lines that is only ever appended to. The first names campaign and task;
// each further begins with a seal of the rest, so that a line that broke off, or was changed, is known as such. A task that is done
// twice, or by two at once, leaves two shards, which say the same.

/// A point as a shard tells of it.
struct ShardPoint {
    std::size_t point = 0;
    double warmup_days = 0;
    const std::vector<MetricInfo>* metrics = nullptr;
};

/// What is told of a shard, in the order of its lines. Anything may be left empty.
struct ShardVisitor {
    std::function<void(const ShardPoint&)> begun;
    std::function<void(std::size_t point, const PointRefusal& refusal)> refused;
    /// `values`: JSON, see `shard_values`.
    std::function<void(std::size_t point, std::uint64_t number, std::uint64_t events, const std::string& values)> finished;
};

/// The values of a finished replication.
std::vector<double> shard_values(const std::string& values);

/// How a shard ends: with its last line, or with part of one, as whoever was killed while writing leaves it. That part is not told.
enum class ShardEnd : std::uint8_t { whole, torn };

/// Reads a shard. Memory: that of one line. Errors: `ArchiveFault` for another campaign's, another version's, and for a line that is not as
/// it was written, with its number.
ShardEnd read_shard(const std::string& path, const Campaign& campaign, const ShardVisitor& visitor);

/// The files of shards there are, sorted; of one task, or of all.
std::vector<std::string> shard_files(const std::string& folder);
std::vector<std::string> shard_files(const std::string& folder, std::size_t task);

/// Takes what is finished of one task and appends it to a shard of its own: at once, and to the disk within half a second.
///
/// Errors of all functions: `ArchiveFault`, for a disk that is full or gone.
class ShardStore final : public StudyStore {
  public:
    /// `missing`: by unit of the task, what nobody has finished.
    ShardStore(const Campaign& campaign, const std::string& folder, std::size_t task, std::vector<bool> missing);
    ~ShardStore() override;

    bool is_complete(std::size_t point, std::int64_t count) override;
    std::vector<std::uint64_t> begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t count) override;
    void refuse_point(std::size_t point, const PointRefusal& refusal) override;
    void keep(std::size_t point, std::uint64_t number, const ReplicationResult& result) override;

    /// Brings all to the disk. Nothing may be kept afterwards.
    void close();

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    [[nodiscard]] std::vector<std::uint64_t> missing_of(std::size_t point) const;
    void append(const std::string& line);
    void append_locked(const std::string& line);  // requires: the lock is held
    void sync();
    void sync_now_and_then();

    const Campaign& campaign_;
    std::size_t task_;
    std::vector<bool> missing_;
    std::string path_;
    int file_ = -1;
    std::mutex mutex_;
    std::condition_variable news_;
    bool unsynced_ = false, closing_ = false;
    int fault_ = 0;  // the system's number for what went wrong
    std::vector<std::vector<MetricInfo>> lists_;
    std::thread thread_;
};

}  // namespace agrocap
