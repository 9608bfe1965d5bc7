#include "archive/study_archive.hpp"

#include "archive/replication_row.hpp"
#include "archive/seal.hpp"
#include "archive/soundness.hpp"
#include "archive/stored_metrics.hpp"
#include "archive/study_schema.hpp"
#include "archive/study_writer.hpp"
#include "base/version.hpp"
#include "scenario/toml_document.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <optional>
#include <string_view>
#include <utility>

namespace agrocap {

namespace {

const char* name_of(StudyKind kind) {
    switch (kind) {
        case StudyKind::run: return "run";
        case StudyKind::sweep: return "sweep";
        case StudyKind::optimise: return "optimise";
    }
    return "";
}

// What bears on no replication: asking for more of them, or for other targets, is no other simulation.
constexpr std::array no_point{"experiment", "target", "study"};
constexpr std::array no_study{"experiment", "target"};

/// What makes the key of batches another one than that of replications.
std::string in_batches(std::size_t count) { return count == 0 ? "" : fmt::format(" in {} batches", count); }

std::string now_text() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

void enter_texts(Database& database, std::int64_t study, const StudyOrigin& origin) {
    Statement(database, "DELETE FROM files WHERE study = ?").bind(study).run();
    Statement(database, "DELETE FROM set_options WHERE study = ?").bind(study).run();
    Statement file(database, "INSERT INTO files (study, position, path, sha256) VALUES (?, ?, ?, ?)");
    for (std::size_t i = 0; i < origin.files.size(); ++i)
        file.bind(study).bind(static_cast<std::int64_t>(i)).bind(origin.files[i].path).bind(origin.files[i].sha256).run();
    Statement option(database, "INSERT INTO set_options (study, position, text) VALUES (?, ?, ?)");
    for (std::size_t i = 0; i < origin.set.size(); ++i) option.bind(study).bind(static_cast<std::int64_t>(i)).bind(origin.set[i]).run();
}

void enter_settings(Database& database, std::int64_t study, const std::vector<StudySetting>& settings) {
    Statement point(database, "INSERT INTO study_points (study, number) VALUES (?, ?)");
    Statement setting(database, "INSERT INTO settings (study, number, path, value) VALUES (?, ?, ?, ?)");
    for (std::size_t i = 0; i < settings.size(); ++i) {
        point.bind(study).bind(static_cast<std::int64_t>(i)).run();
        for (const auto& [path, value] : settings[i]) setting.bind(study).bind(static_cast<std::int64_t>(i)).bind(path).bind(value).run();
    }
    PointSeals seals(database);
    for (std::size_t i = 0; i < settings.size(); ++i) seal_point(database, seals, study, static_cast<std::int64_t>(i));
}

}  // namespace

std::vector<StudySetting> settings_of(const Design& design) {
    std::vector<StudySetting> settings(design.points.size());
    for (std::size_t point = 0; point < design.points.size(); ++point)
        for (std::size_t i = 0; i < design.paths.size(); ++i) settings[point].emplace_back(design.paths[i], design.points[point][i]);
    return settings;
}

/// Keeps a second writer out for as long as it lives. SQLite's own locks are of another kind (fcntl) and are not touched by it.
class StudyArchive::Lock {
  public:
    explicit Lock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
        if (file_ < 0) throw ArchiveFault(fmt::format("{}: cannot open: {}", path, std::strerror(errno)));
        if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
        const int reason = errno;
        ::close(file_);
        throw ArchiveFault(reason == EWOULDBLOCK ? fmt::format("{}: another agrocap is writing to this study database", path)
                                                 : fmt::format("{}: cannot lock: {}", path, std::strerror(reason)));
    }
    ~Lock() { ::close(file_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

  private:
    int file_;
};

StudyArchive::StudyArchive(const std::string& path, const StudyOrigin& origin, const std::vector<StudySetting>& settings, Damage damage)
    : lock_(std::make_unique<Lock>(path)), seed_(origin.seed), points_(settings.size()) {
    auto database = std::make_unique<Database>(path, Access::write);
    prepare_to_write(*database);
    if (damage == Damage::discarded) discarded_ = discard_damaged(*database);
    check_sound(*database);
    enter_study(*database, origin, settings);
    reader_ = std::make_unique<Database>(path, Access::read);
    Statement known(*reader_, "SELECT number, point FROM study_points WHERE study = ? AND point IS NOT NULL");
    known.bind(study_);
    while (known.step()) points_.at(static_cast<std::size_t>(known.integer(0))) = known.integer(1);
    writer_ = std::make_unique<StudyWriter>(std::move(database), study_, settings.size());
}

StudyArchive::~StudyArchive() = default;

void StudyArchive::enter_study(Database& database, const StudyOrigin& origin, const std::vector<StudySetting>& settings) {
    std::string points;
    for (const StudySetting& point : settings)
        for (const auto& [path, value] : point) points += path + "=" + value + "\n";
    const std::string seed = fmt::format("{}", origin.seed);
    const std::string key = key_of({name_of(origin.kind) + in_batches(origin.batches), origin.name, version(), seed,
                                    toml_document_without(origin.resolved, no_study), points});
    database.run("BEGIN IMMEDIATE");
    Statement known(database, "SELECT id FROM studies WHERE key = ?");
    const bool is_known = known.bind(key).step();
    if (is_known) study_ = known.integer(0);
    known.reset();
    if (!is_known) {
        Statement(database,
                  "INSERT INTO studies (key, kind, name, scenario, seed, version, created, used, replications, confidence, resolved) "
                  "VALUES (?, ?, ?, '', ?, ?, ?, 0, 0, 0, '')")
            .bind(key)
            .bind(name_of(origin.kind))
            .bind(origin.name)
            .bind(seed)
            .bind(version())
            .bind(now_text())
            .run();
        study_ = database.last_row();
        enter_settings(database, study_, settings);
    }
    Statement(database,
              "UPDATE studies SET scenario = ?, replications = ?, confidence = ?, skipped = ?, resolved = ?, "
              "used = (SELECT max(used) FROM studies) + 1 WHERE id = ?")
        .bind(origin.scenario)
        .bind(origin.replications)
        .bind(origin.confidence)
        .bind(static_cast<std::int64_t>(origin.skipped))
        .bind(toml_document(origin.resolved))
        .bind(study_)
        .run();
    enter_texts(database, study_, origin);
    seal_study(database, study_);
    database.run("COMMIT");
}

std::vector<std::int64_t> StudyArchive::stored_numbers(std::size_t point, std::int64_t count) {
    std::vector<std::int64_t> numbers;
    ReplicationRows rows(*reader_, "WHERE r.point = ? ORDER BY r.number");
    rows.statement().bind(points_[point]);
    for (ReplicationRows::Read read = rows.next(); read != ReplicationRows::Read::end; read = rows.next()) {
        if (read == ReplicationRows::Read::damaged) throw_damaged(reader_->path(), place_of(rows.damaged(), point));
        if (static_cast<std::int64_t>(rows.sound().number) < count) numbers.push_back(static_cast<std::int64_t>(rows.sound().number));
    }
    return numbers;
}

bool StudyArchive::is_complete(std::size_t point, std::int64_t count) {
    const std::lock_guard lock(reading_);
    return points_[point] != 0 && static_cast<std::int64_t>(stored_numbers(point, count).size()) == count;
}

std::string StudyArchive::list_key_of(const std::vector<MetricInfo>& metrics) {
    const auto same = [](const MetricInfo& a, const MetricInfo& b) { return a.name == b.name && a.unit == b.unit; };
    const std::lock_guard lock(listing_);
    if (list_key_.empty() || !std::equal(metrics.begin(), metrics.end(), list_.begin(), list_.end(), same)) {
        list_ = metrics;
        list_key_ = metrics_key(metrics);
    }
    return list_key_;
}

std::vector<std::uint64_t> StudyArchive::begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t count) {
    const std::string list_key = list_key_of(simulated.metrics);
    const std::string key =
        key_of({version(), fmt::format("{}", seed_), fmt::format("{}", simulated.warmup_days) + in_batches(simulated.batches),
                toml_document_without(simulated.scenario, no_point), list_key});
    writer_->add(StudyWriter::Begun{point, key, simulated.metrics, list_key});
    const std::lock_guard lock(reading_);
    Statement row(*reader_, "SELECT id FROM points WHERE key = ?");
    points_[point] = row.bind(key).step() ? row.integer(0) : 0;
    row.reset();
    std::vector<std::uint64_t> missing;
    std::int64_t next = 0;
    const auto lack_up_to = [&](std::int64_t number) {
        for (; next < number; ++next) missing.push_back(static_cast<std::uint64_t>(next));
        ++next;
    };
    for (const std::int64_t number : stored_numbers(point, count)) lack_up_to(number);
    lack_up_to(count);
    return missing;
}

void StudyArchive::refuse_point(std::size_t point, const PointRefusal& refusal) {
    writer_->add(StudyWriter::Refused{point, refusal.reason});
}

void StudyArchive::keep(std::size_t point, std::uint64_t number, const ReplicationResult& result) {
    writer_->add(StudyWriter::Finished{point, number, result});
}

std::optional<ReplicationResult> StudyArchive::find(std::size_t point, std::uint64_t number) {
    const std::lock_guard lock(reading_);
    if (points_[point] == 0) return std::nullopt;
    ReplicationRows rows(*reader_, "WHERE r.point = ? AND r.number = ?");
    rows.statement().bind(points_[point]).bind(static_cast<std::int64_t>(number));
    const ReplicationRows::Read read = rows.next();
    if (read == ReplicationRows::Read::end) return std::nullopt;
    if (read == ReplicationRows::Read::damaged) throw_damaged(reader_->path(), place_of(rows.damaged(), point));
    return ReplicationResult{.values = rows.sound().values, .events = rows.sound().events};
}

void StudyArchive::close() {
    reader_.reset();  // first: the last connection to close folds the log back into the file
    writer_->close();
}

RunArchive::RunArchive(const std::string& path, const StudyOrigin& origin, Damage damage)
    : path_(path), archive_(path, origin, std::vector<StudySetting>(1), damage), scenario_(origin.resolved) {}

void RunArchive::begin(const Contents& contents) {
    archive_.begin_point(
        0, {.scenario = scenario_, .metrics = contents.metrics, .warmup_days = contents.warmup_days, .batches = contents.batches}, 0);
}

void RunArchive::close(std::size_t replications) {
    archive_.close();
    note_replications(path_, archive_.study(), replications);
}

void note_replications(const std::string& path, std::int64_t study, std::size_t replications) {
    Database database(path, Access::write);
    database.run("BEGIN IMMEDIATE");
    Statement(database, "UPDATE studies SET replications = ? WHERE id = ?").bind(static_cast<std::int64_t>(replications)).bind(study).run();
    seal_study(database, study);
    database.run("COMMIT");
}

}  // namespace agrocap
