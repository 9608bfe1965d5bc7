#pragma once

#include "archive/soundness.hpp"
#include "archive/sqlite.hpp"
#include "experiment/design.hpp"
#include "experiment/replication_store.hpp"
#include "experiment/study_store.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

enum class StudyKind : std::uint8_t { run, sweep, optimise };

/// What a study is and what it was made from.
struct StudyOrigin {
    StudyKind kind = StudyKind::run;
    std::string name;      // of the study; empty for a run
    std::string scenario;  // the scenario's name
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
    TomlValue resolved;  // the merged scenario
    std::uint64_t seed = 1;
    std::int64_t replications = 0;  // asked for last
    double confidence = 0.95;
    std::size_t skipped = 0;  // points that the constraint took out
    std::size_t batches = 0;  // of a run by batch means; 0 = of replications
};

/// The values of a point's varied keys: path and TOML text.
using StudySetting = std::vector<std::pair<std::string, std::string>>;

/// A design's points as a study database takes them.
std::vector<StudySetting> settings_of(const Design& design);

/// What becomes of a database in which something is not as it was written: it is refused with the place, or the damaged part is taken out
/// and simulated again.
enum class Damage : std::uint8_t { refused, discarded };

class StudyWriter;

/// A study database: every replication of every point, kept as it finishes, in one SQLite file.
///
/// A point is known by what it simulates (scenario without targets, studies and experiment; seed; version), so a study that is laid out
/// anew, or a run with the same settings, finds what there is. Results are written by a thread of its own, some twice a second and
/// whole: a program killed at any moment loses what it finished since, and nothing else. One program at a time may write.
/// The tables are described in docs/studies.md. Errors of all functions: `ArchiveFault`, also for what the writing thread met.
class StudyArchive final : public StudyStore {
  public:
    /// Opens the file, or makes it, and enters the study. `settings`: by point; a run has one that is empty.
    StudyArchive(const std::string& path, const StudyOrigin& origin, const std::vector<StudySetting>& settings,
                 Damage damage = Damage::refused);
    ~StudyArchive() override;

    bool is_complete(std::size_t point, std::int64_t count) override;
    std::vector<std::uint64_t> begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t count) override;
    void refuse_point(std::size_t point, const PointRefusal& refusal) override;
    void keep(std::size_t point, std::uint64_t number, const ReplicationResult& result) override;

    /// What is stored of a begun point's replication, or nothing.
    std::optional<ReplicationResult> find(std::size_t point, std::uint64_t number);

    /// Waits until all is on the disk. Nothing may be kept afterwards.
    void close();

    /// The row of the study in the table `studies`.
    [[nodiscard]] std::int64_t study() const { return study_; }
    /// What was damaged and is to be simulated again.
    [[nodiscard]] const Discarded& discarded() const { return discarded_; }

  private:
    class Lock;

    /// Numbers below `count` that are stored of the point, ascending; each is compared with its digest.
    std::vector<std::int64_t> stored_numbers(std::size_t point, std::int64_t count);
    std::string list_key_of(const std::vector<MetricInfo>& metrics);
    void enter_study(Database& database, const StudyOrigin& origin, const std::vector<StudySetting>& settings);

    std::unique_ptr<Lock> lock_;
    Discarded discarded_;
    std::int64_t study_ = 0;
    std::uint64_t seed_ = 0;
    std::unique_ptr<StudyWriter> writer_;
    std::mutex reading_;
    std::unique_ptr<Database> reader_;  // a connection of its own: it never waits for the writer
    std::mutex listing_;
    std::vector<MetricInfo> list_;  // the metrics that were begun last, since most points of a study have the same, and their key
    std::string list_key_;
    std::vector<std::int64_t> points_;  // row in the table `points`, by point; 0 = none yet
};

/// Notes how many replications the result of a run rests on. Errors: `ArchiveFault`.
void note_replications(const std::string& path, std::int64_t study, std::size_t replications);

/// A single run as a study of one point.
class RunArchive final : public ReplicationStore {
  public:
    RunArchive(const std::string& path, const StudyOrigin& origin, Damage damage = Damage::refused);

    void begin(const Contents& contents) override;
    std::optional<ReplicationResult> find(std::uint64_t number) override { return archive_.find(0, number); }
    void keep(std::uint64_t number, const ReplicationResult& result) override { archive_.keep(0, number, result); }

    [[nodiscard]] const Discarded& discarded() const { return archive_.discarded(); }

    /// Waits until all is on the disk, and notes how many replications the result rests on.
    void close(std::size_t replications);

  private:
    std::string path_;
    StudyArchive archive_;
    TomlValue scenario_;
};

}  // namespace agrocap
