#include "archive/seal.hpp"

#include "base/sha256.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

void add_text(Sha256& hash, std::string_view text) {
    hash.add(fmt::format("{}:", text.size()));
    hash.add(text);
}

void add_rows(Sha256& hash, Statement& rows) {
    while (rows.step()) {
        for (int column = 0; column < rows.columns(); ++column) add_text(hash, rows.cell(column));
        hash.add("\n");
    }
}

std::string seal_from(Sha256& hash) { return hash.hex().substr(0, seal_digits); }

}  // namespace

std::string key_of(std::initializer_list<std::string_view> texts) {
    Sha256 hash;
    for (const std::string_view text : texts) add_text(hash, text);
    return hash.hex();
}

std::string seal_of(std::initializer_list<std::string_view> texts) { return key_of(texts).substr(0, seal_digits); }

std::string study_seal(Database& database, std::int64_t study) {
    Sha256 hash;
    for (const std::string_view query :
         {"SELECT key, kind, name, scenario, seed, version, created, used, replications, confidence, skipped, resolved FROM studies "
          "WHERE id = ?",
          "SELECT position, path, sha256 FROM files WHERE study = ? ORDER BY position",
          "SELECT position, text FROM set_options WHERE study = ? ORDER BY position",
          "SELECT count(*), min(number), max(number) FROM study_points WHERE study = ?"}) {
        Statement rows(database, query);
        rows.bind(study);
        add_rows(hash, rows);
    }
    return seal_from(hash);
}

std::string replication_seal(std::string_view point_key, std::string_view list_key, std::int64_t number, std::int64_t events,
                             std::string_view digest) {
    return seal_of({point_key, list_key, fmt::format("{}", number), fmt::format("{}", events), digest});
}

PointSeals::PointSeals(Database& database)
    : point_(database,
             "SELECT t.key, s.number, p.key, s.refused FROM study_points s LEFT JOIN studies t ON t.id = s.study "
             "LEFT JOIN points p ON p.id = s.point WHERE s.study = ? AND s.number = ?"),
      settings_(database, "SELECT path, value FROM settings WHERE study = ? AND number = ? ORDER BY path") {}

std::string PointSeals::of(std::int64_t study, std::int64_t number) {
    Sha256 hash;
    for (Statement* rows : {&point_, &settings_}) {
        rows->bind(study).bind(number);
        add_rows(hash, *rows);
    }
    return seal_from(hash);
}

void seal_study(Database& database, std::int64_t study) {
    Statement(database, "UPDATE studies SET seal = ? WHERE id = ?").bind(study_seal(database, study)).bind(study).run();
}

void seal_point(Database& database, PointSeals& seals, std::int64_t study, std::int64_t number) {
    Statement(database, "UPDATE study_points SET seal = ? WHERE study = ? AND number = ?")
        .bind(seals.of(study, number))
        .bind(study)
        .bind(number)
        .run();
}

}  // namespace agrocap
