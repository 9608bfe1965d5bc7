#include "archive/study_schema.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

constexpr std::int64_t application = 0x41434150;  // "ACAP": what `file` and we know the file by
constexpr std::int64_t format_version = 2;        // 2: with seals

constexpr const char* tables = R"(
CREATE TABLE studies (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, scenario TEXT NOT NULL,
  seed TEXT NOT NULL, version TEXT NOT NULL, created TEXT NOT NULL, used INTEGER NOT NULL,
  replications INTEGER NOT NULL, confidence REAL NOT NULL, skipped INTEGER NOT NULL DEFAULT 0, resolved TEXT NOT NULL,
  seal TEXT NOT NULL DEFAULT '');
CREATE TABLE files (
  study INTEGER NOT NULL REFERENCES studies, position INTEGER NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY (study, position)) WITHOUT ROWID;
CREATE TABLE set_options (
  study INTEGER NOT NULL REFERENCES studies, position INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (study, position)) WITHOUT ROWID;
CREATE TABLE metric_lists (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE metrics (
  list INTEGER NOT NULL REFERENCES metric_lists, position INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
  PRIMARY KEY (list, position)) WITHOUT ROWID;
CREATE TABLE points (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, metrics INTEGER NOT NULL REFERENCES metric_lists);
CREATE TABLE study_points (
  study INTEGER NOT NULL REFERENCES studies, number INTEGER NOT NULL, point INTEGER REFERENCES points, refused TEXT,
  seal TEXT NOT NULL DEFAULT '', PRIMARY KEY (study, number)) WITHOUT ROWID;
CREATE TABLE settings (
  study INTEGER NOT NULL REFERENCES studies, number INTEGER NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (study, number, path)) WITHOUT ROWID;
CREATE TABLE replications (
  point INTEGER NOT NULL REFERENCES points, number INTEGER NOT NULL, digest TEXT NOT NULL, events INTEGER NOT NULL,
  metric_values BLOB NOT NULL, seal TEXT NOT NULL, PRIMARY KEY (point, number));
CREATE TABLE estimates (
  study INTEGER NOT NULL REFERENCES studies, number INTEGER NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,
  mean REAL, half_width REAL, sd REAL, n INTEGER NOT NULL, PRIMARY KEY (study, number, metric)) WITHOUT ROWID;
)";

}  // namespace

void check_format(Database& database) {
    if (database.number("PRAGMA application_id") != application)
        throw ArchiveFault(fmt::format("{}: this is not a study database", database.path()));
    if (const std::int64_t found = database.number("PRAGMA user_version"); found != format_version)
        throw ArchiveFault(fmt::format("{}: this study database has format {}, which {} version wrote", database.path(), found,
                                       found > format_version ? "a later" : "an earlier"));
}

// A file with more pages and without tables has lost them: it is not for us to write over what may be saved.
bool is_blank(Database& database) {
    return database.number("SELECT count(*) FROM sqlite_schema") == 0 && database.number("PRAGMA page_count") <= 1;
}

void prepare_to_write(Database& database) {
    const bool is_new = is_blank(database);
    if (!is_new) check_format(database);
    // A log written ahead: readers look on, and a commit is one write that needs no waiting for the disk. What is committed outlives
    // the program however it ends; only a crash of the machine can take the last moments with it.
    database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    if (!is_new) return;
    database.run(fmt::format("BEGIN IMMEDIATE; PRAGMA application_id = {}; PRAGMA user_version = {}; {} COMMIT;", application,
                             format_version, tables));
}

}  // namespace agrocap
