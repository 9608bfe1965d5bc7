#include "archive/replication_row.hpp"

#include "archive/seal.hpp"
#include "experiment/digest.hpp"

#include <fmt/format.h>

namespace agrocap {

// Joined from the left: a row whose point or list of metrics is gone must not hide.
ReplicationRows::ReplicationRows(Database& database, const std::string& condition_and_order)
    : rows_(database,
            "SELECT r.rowid, r.number, r.events, r.digest, r.metric_values, r.seal, p.key, l.key FROM replications r "
            "LEFT JOIN points p ON p.id = r.point LEFT JOIN metric_lists l ON l.id = p.metrics " +
                condition_and_order) {}

ReplicationRows::Read ReplicationRows::next() {
    if (!rows_.step()) return Read::end;
    std::string wrong = what_is_wrong();
    if (wrong.empty()) return Read::sound;
    damaged_ = {.row = rows_.integer(0), .number = rows_.integer(1), .why = std::move(wrong)};
    return Read::damaged;
}

std::string ReplicationRows::what_is_wrong() {
    sound_.digest = rows_.text(3);
    if (!rows_.doubles(4, sound_.values)) return "its values are no row of numbers";
    ResultDigest digest({});
    digest.add(sound_.values);
    if (digest.hex() != sound_.digest) return "its values do not agree with their digest";
    if (replication_seal(rows_.text(6), rows_.text(7), rows_.integer(1), rows_.integer(2), sound_.digest) != rows_.text(5))
        return "its number, its events or its point are not as they were written";
    sound_.number = static_cast<std::uint64_t>(rows_.integer(1));
    sound_.events = static_cast<std::uint64_t>(rows_.integer(2));
    return "";
}

std::string place_of(const DamagedReplication& damaged) {
    return fmt::format("row {} of the table \"replications\" (number {}): {}", damaged.row, damaged.number, damaged.why);
}

std::string place_of(const DamagedReplication& damaged, std::size_t point) {
    return fmt::format("replication {} of point {}, row {} of the table \"replications\": {}", damaged.number + 1, point + 1, damaged.row,
                       damaged.why);
}

}  // namespace agrocap
