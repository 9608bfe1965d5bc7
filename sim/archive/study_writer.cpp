#include "archive/study_writer.hpp"

#include "archive/stored_metrics.hpp"
#include "experiment/digest.hpp"

#include <chrono>
#include <system_error>
#include <utility>

namespace agrocap {

namespace {

/// How long results gather before they are committed together: as rare as losing little allows.
constexpr std::chrono::milliseconds gathering{500};

std::size_t bytes_of(const StudyWriter::Job& job) {
    const auto* finished = std::get_if<StudyWriter::Finished>(&job);
    return 128 + (finished == nullptr ? 0 : finished->result.values.size() * sizeof(double));
}

}  // namespace

StudyWriter::StudyWriter(std::unique_ptr<Database> database, std::int64_t study, std::size_t points)
    : database_(std::move(database)), study_(study), seals_(std::in_place, *database_), points_(points) {
    try {
        thread_ = std::thread([this] { work(); });
    } catch (const std::system_error&) {  // no further thread: whoever hands over a job writes it
    }
}

StudyWriter::~StudyWriter() {
    try {
        close();
    } catch (...) {  // told by the call that ends the study in good order; here there is a fault under way already
    }
}

void StudyWriter::add(Job job) {
    std::unique_lock lock(mutex_);
    if (!thread_.joinable()) {
        std::deque<Job> alone;
        alone.push_back(std::move(job));
        return write(alone);
    }
    room_.wait(lock, [this] { return backlog_bytes_ < backlog_bytes_max || fault_; });
    if (fault_) std::rethrow_exception(fault_);
    backlog_bytes_ += bytes_of(job);
    jobs_.push_back(std::move(job));
    if (jobs_.size() == 1) news_.notify_one();
}

void StudyWriter::close() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    news_.notify_one();
    if (thread_.joinable()) thread_.join();
    seals_.reset();
    database_.reset();
    if (fault_) std::rethrow_exception(std::exchange(fault_, nullptr));
}

void StudyWriter::work() {
    try {
        for (;;) {
            std::deque<Job> batch;
            std::size_t bytes = 0;
            {
                std::unique_lock lock(mutex_);
                news_.wait(lock, [this] { return !jobs_.empty() || closing_; });
                if (jobs_.empty()) return;
                news_.wait_for(lock, gathering, [this] { return closing_ || backlog_bytes_ > backlog_bytes_max / 4; });
                batch.swap(jobs_);
                bytes = backlog_bytes_;
            }
            write(batch);
            {
                const std::lock_guard lock(mutex_);
                backlog_bytes_ -= bytes;
            }
            room_.notify_all();
        }
    } catch (...) {
        {
            const std::lock_guard lock(mutex_);
            fault_ = std::current_exception();
        }
        room_.notify_all();
    }
}

void StudyWriter::write(std::deque<Job>& jobs) {
    database_->run("BEGIN IMMEDIATE");
    for (const Job& job : jobs) std::visit([this](const auto& one) { write_one(one); }, job);
    database_->run("COMMIT");
}

void StudyWriter::write_one(const Begun& begun) {
    const std::int64_t list = enter_metrics(*database_, begun.metrics, begun.list_key);
    // A point that is known has this list already, unless what it had was discarded as damaged.
    Statement(*database_, "INSERT INTO points (key, metrics) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET metrics = excluded.metrics")
        .bind(begun.key)
        .bind(list)
        .run();
    Statement row(*database_, "SELECT id FROM points WHERE key = ?");
    row.bind(begun.key).step();
    points_[begun.point] = {row.integer(0), begun.key, begun.list_key};
    Statement(*database_, "INSERT OR REPLACE INTO study_points (study, number, point) VALUES (?, ?, ?)")
        .bind(study_)
        .bind(static_cast<std::int64_t>(begun.point))
        .bind(row.integer(0))
        .run();
    seal_point(*database_, *seals_, study_, static_cast<std::int64_t>(begun.point));
}

void StudyWriter::write_one(const Refused& refused) {
    Statement(*database_, "INSERT OR REPLACE INTO study_points (study, number, refused) VALUES (?, ?, ?)")
        .bind(study_)
        .bind(static_cast<std::int64_t>(refused.point))
        .bind(refused.reason)
        .run();
    seal_point(*database_, *seals_, study_, static_cast<std::int64_t>(refused.point));
}

void StudyWriter::write_one(const Finished& finished) {
    ResultDigest digest({});
    digest.add(finished.result.values);
    const std::string digest_hex = digest.hex();
    const PointRow& point = points_[finished.point];
    const auto number = static_cast<std::int64_t>(finished.number);
    const auto events = static_cast<std::int64_t>(finished.result.events);
    // Two points of a study may simulate the same: the second to come brings nothing new.
    Statement(*database_,
              "INSERT OR IGNORE INTO replications (point, number, digest, events, metric_values, seal) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(point.row)
        .bind(number)
        .bind(digest_hex)
        .bind(events)
        .bind(std::span<const double>(finished.result.values))
        .bind(replication_seal(point.key, point.list_key, number, events, digest_hex))
        .run();
}

}  // namespace agrocap
