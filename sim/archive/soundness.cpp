#include "archive/soundness.hpp"

#include "archive/replication_row.hpp"
#include "archive/seal.hpp"
#include "archive/stored_metrics.hpp"

#include <fmt/format.h>

#include <functional>
#include <string>
#include <vector>

namespace agrocap {

namespace {

/// What SQLite says of the file's pages and indices; empty if they are in order.
std::string fault_of_pages(Database& database) {
    Statement check(database, "PRAGMA integrity_check(1)");
    const std::string said = check.step() ? check.text(0) : "no answer";
    return said == "ok" ? "" : said;
}

/// Told of a damaged row: its id in its table, and what is wrong.
using OnDamage = std::function<void(std::int64_t id, const std::string& what)>;

void visit_damaged_studies(Database& database, const OnDamage& damaged) {
    PointSeals seals(database);
    Statement points(database, "SELECT number, seal FROM study_points WHERE study = ? ORDER BY number");
    const auto fault_of = [&](std::int64_t study, const std::string& seal) -> std::string {
        if (study_seal(database, study) != seal) return "is not as it was written";
        points.bind(study);
        std::string wrong;
        for (std::int64_t number = 0; points.step(); ++number) {
            if (!wrong.empty()) continue;  // to the end all the same: a statement is ready for the next study only then
            if (points.integer(0) != number) wrong = fmt::format("lacks point {}", number);
            if (wrong.empty() && seals.of(study, number) != points.text(1))
                wrong = fmt::format("has point {}, which is not as it was written", number);
        }
        return wrong;
    };
    Statement studies(database, "SELECT id, name, seal FROM studies ORDER BY id");
    while (studies.step())
        if (const std::string wrong = fault_of(studies.integer(0), studies.text(2)); !wrong.empty())
            damaged(studies.integer(0), fmt::format("row {} of the table \"studies\"{} {}", studies.integer(0),
                                                    studies.text(1).empty() ? "" : fmt::format(" ({})", studies.text(1)), wrong));
}

void visit_damaged_lists(Database& database, const OnDamage& damaged) {
    Statement lists(database, "SELECT id, key FROM metric_lists ORDER BY id");
    while (lists.step())
        if (metrics_key(stored_metrics(database, lists.integer(0))) != lists.text(1))
            damaged(lists.integer(0),
                    fmt::format("row {} of the table \"metric_lists\": its metrics are not as they were written", lists.integer(0)));
}

void try_to_reindex(Database& database) {
    try {
        database.run("REINDEX");
    } catch (const ArchiveFault&) {  // the next look at the pages tells
    }
}

void remove(Database& database, const std::vector<std::int64_t>& ids, const std::vector<std::string_view>& statements) {
    for (const std::int64_t id : ids)
        for (const std::string_view statement : statements) Statement(database, statement).bind(id).run();
}

/// Told of a damaged replication.
void visit_damaged_replications(Database& database, const std::function<void(const DamagedReplication&)>& damaged) {
    ReplicationRows rows(database, "");
    for (ReplicationRows::Read read = rows.next(); read != ReplicationRows::Read::end; read = rows.next())
        if (read == ReplicationRows::Read::damaged) damaged(rows.damaged());
}

/// Where it stands, with the point of the study that was used last of those that have it.
std::string place_in(Database& database, const DamagedReplication& damaged) {
    Statement point(database,
                    "SELECT s.number FROM replications r JOIN study_points s ON s.point = r.point JOIN studies t ON t.id = s.study "
                    "WHERE r.rowid = ? ORDER BY t.used DESC, s.number");
    return point.bind(damaged.row).step() ? place_of(damaged, static_cast<std::size_t>(point.integer(0))) : place_of(damaged);
}

}  // namespace

void check_sound(Database& database, Checked checked) {
    // One snapshot: another program may write meanwhile.
    database.run("BEGIN");
    if (const std::string fault = fault_of_pages(database); !fault.empty()) throw_damaged(database.path(), fault);
    const OnDamage refuse = [&database](std::int64_t, const std::string& what) { throw_damaged(database.path(), what); };
    visit_damaged_studies(database, refuse);
    visit_damaged_lists(database, refuse);
    if (checked == Checked::all)
        visit_damaged_replications(
            database, [&database](const DamagedReplication& damaged) { throw_damaged(database.path(), place_in(database, damaged)); });
    database.run("COMMIT");
}

Discarded discard_damaged(Database& database) {
    database.run("BEGIN IMMEDIATE");
    // An index says nothing that its table does not say.
    if (!fault_of_pages(database).empty()) try_to_reindex(database);
    if (const std::string fault = fault_of_pages(database); !fault.empty())
        throw ArchiveFault(
            fmt::format("{}: the pages of this file are damaged beyond what --discard-damaged can mend: {}\n"
                        "  hint: move the file away: the same command simulates all of it again",
                        database.path(), fault));
    std::vector<std::int64_t> lists, studies, replications;
    visit_damaged_lists(database, [&lists](std::int64_t id, const std::string&) { lists.push_back(id); });
    // A point without its list of metrics is none, and its replications go as damaged.
    remove(database, lists, {"DELETE FROM metrics WHERE list = ?", "DELETE FROM metric_lists WHERE id = ?"});

    visit_damaged_replications(database, [&replications](const DamagedReplication& one) { replications.push_back(one.row); });
    remove(database, replications, {"DELETE FROM replications WHERE rowid = ?"});

    visit_damaged_studies(database, [&studies](std::int64_t id, const std::string&) { studies.push_back(id); });
    remove(database, studies,
           {"DELETE FROM settings WHERE study = ?", "DELETE FROM study_points WHERE study = ?", "DELETE FROM files WHERE study = ?",
            "DELETE FROM set_options WHERE study = ?", "DELETE FROM estimates WHERE study = ?", "DELETE FROM studies WHERE id = ?"});
    database.run(
        "DELETE FROM settings WHERE study NOT IN (SELECT id FROM studies); DELETE FROM files WHERE study NOT IN (SELECT id FROM studies); "
        "DELETE FROM study_points WHERE study NOT IN (SELECT id FROM studies); "
        "DELETE FROM set_options WHERE study NOT IN (SELECT id FROM studies); COMMIT");
    return {.replications = replications.size(), .studies = studies.size()};
}

}  // namespace agrocap
