#pragma once

#include "archive/replication_row.hpp"
#include "archive/soundness.hpp"
#include "archive/sqlite.hpp"
#include "archive/study_archive.hpp"
#include "experiment/precision.hpp"
#include "experiment/study_result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// A study as its database tells of it.
struct StoredStudy {
    std::int64_t id = 0;
    StudyKind kind = StudyKind::run;
    std::string name, scenario, version, created;
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
    std::string resolved;  // the merged scenario as a TOML document
    std::uint64_t seed = 1;
    std::int64_t replications = 0;
    double confidence = 0.95;
    std::size_t points = 0, skipped = 0;
};

/// How far the replications that are stored of a point reach towards a precision.
struct PrecisionStanding {
    std::int64_t stored = 0;  // from the first, without a gap
    std::int64_t wanted = 0;  // that the next decision rests on, or the last did
    bool is_enough = false;
};

/// Reads a study database, also while another program writes to it. Errors of all functions: `ArchiveFault`, also for what is damaged.
class StudyReader {
  public:
    /// With replications left unchecked, `visit` meets those that are damaged.
    explicit StudyReader(const std::string& path, Checked checked = Checked::all);

    /// All studies, the one used last first.
    std::vector<StoredStudy> studies();

    /// The values of a point's varied keys, sorted by path.
    StudySetting setting(const StoredStudy& study, std::size_t point);

    /// Why the point cannot be simulated; empty if it can, or nobody knows yet.
    std::string refusal(const StoredStudy& study, std::size_t point);

    /// Metrics of the point's replications; none if it was not begun.
    std::vector<MetricInfo> metrics(const StoredStudy& study, std::size_t point);

    /// Visits the point's replications below `count` in the order of their numbers. `damaged`: is told of those whose row is; without it
    /// they are an error.
    void visit(const StoredStudy& study, std::size_t point, std::int64_t count,
               const std::function<void(const StoredReplication&)>& visitor,
               const std::function<void(const DamagedReplication&)>& damaged = {});

    /// The study of this id, which has just been written. Errors: `InvariantBroken` where there is none.
    StoredStudy study(std::int64_t id);

    /// The study's tables: from the first `study.replications` of every point or, where none are told, from as many as the goal takes.
    /// Memory: see `StudySummary`.
    StudyResult summarise(const StoredStudy& study, const StudyQuestion& question);

    PrecisionStanding standing(const PrecisionGoal& goal, const StoredStudy& study, std::size_t point);

  private:
    Database database_;
    std::int64_t list_ = 0;  // the list of metrics that was read last, since most points of a study have the same
    std::vector<MetricInfo> list_metrics_;
};

/// Whether a database was begun in the file and holds nothing yet. Errors: `ArchiveFault` where it cannot be read.
bool is_blank_database(const std::string& path);

/// Whether the file looks like a SQLite database, by its first bytes. A pipe is none, and loses nothing.
bool is_database(const std::string& path);

}  // namespace agrocap
