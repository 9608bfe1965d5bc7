#include "archive/study_writer.hpp"

#include "base/sha256.hpp"
#include "experiment/digest.hpp"

#include <chrono>
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

std::string metrics_key(const std::vector<MetricInfo>& metrics) {
    Sha256 hash;
    for (const MetricInfo& metric : metrics) {
        hash.add(metric.name);
        hash.add("\t");
        hash.add(metric.unit);
        hash.add("\n");
    }
    return hash.hex();
}

StudyWriter::StudyWriter(std::unique_ptr<Database> database, std::int64_t study, std::size_t points)
    : database_(std::move(database)), study_(study), points_(points), thread_([this] { work(); }) {}

StudyWriter::~StudyWriter() {
    try {
        close();
    } catch (...) {  // told by the call that ends the study in good order; here there is a fault under way already
    }
}

void StudyWriter::add(Job job) {
    std::unique_lock lock(mutex_);
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
    database_.reset();
    if (fault_) std::rethrow_exception(std::exchange(fault_, nullptr));
}

void StudyWriter::work() {
    try {
        for (;;) {
            std::deque<Job> batch;
            {
                std::unique_lock lock(mutex_);
                news_.wait(lock, [this] { return !jobs_.empty() || closing_; });
                if (jobs_.empty()) return;
                news_.wait_for(lock, gathering, [this] { return closing_ || backlog_bytes_ > backlog_bytes_max / 8; });
                batch.swap(jobs_);
                backlog_bytes_ = 0;
            }
            room_.notify_all();
            write(batch);
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
    const std::int64_t list = metric_list(begun);
    Statement(*database_, "INSERT OR IGNORE INTO points (key, metrics) VALUES (?, ?)").bind(begun.key).bind(list).run();
    Statement row(*database_, "SELECT id FROM points WHERE key = ?");
    row.bind(begun.key).step();
    points_[begun.point] = {row.integer(0), list};
    Statement(*database_, "INSERT OR REPLACE INTO study_points (study, number, point) VALUES (?, ?, ?)")
        .bind(study_)
        .bind(static_cast<std::int64_t>(begun.point))
        .bind(row.integer(0))
        .run();
}

std::int64_t StudyWriter::metric_list(const Begun& begun) {
    const std::vector<MetricInfo>& metrics = begun.metrics;
    Statement known(*database_, "SELECT id FROM metric_lists WHERE key = ?");
    if (known.bind(begun.list_key).step()) return known.integer(0);
    Statement(*database_, "INSERT INTO metric_lists (key) VALUES (?)").bind(begun.list_key).run();
    const std::int64_t list = database_->last_row();
    Statement metric(*database_, "INSERT INTO metrics (list, position, name, unit) VALUES (?, ?, ?, ?)");
    for (std::size_t i = 0; i < metrics.size(); ++i)
        metric.bind(list).bind(static_cast<std::int64_t>(i)).bind(metrics[i].name).bind(metrics[i].unit).run();
    return list;
}

void StudyWriter::write_one(const Refused& refused) {
    Statement(*database_, "INSERT OR REPLACE INTO study_points (study, number, refused) VALUES (?, ?, ?)")
        .bind(study_)
        .bind(static_cast<std::int64_t>(refused.point))
        .bind(refused.reason)
        .run();
}

void StudyWriter::write_one(const Finished& finished) {
    ResultDigest digest({});
    digest.add(finished.result.values);
    // Two points of a study may simulate the same: the second to come brings nothing new.
    Statement(*database_, "INSERT OR IGNORE INTO replications (point, number, digest, events, metric_values) VALUES (?, ?, ?, ?, ?)")
        .bind(points_[finished.point].row)
        .bind(static_cast<std::int64_t>(finished.number))
        .bind(digest.hex())
        .bind(static_cast<std::int64_t>(finished.result.events))
        .bind(std::span<const double>(finished.result.values))
        .run();
}

}  // namespace agrocap
