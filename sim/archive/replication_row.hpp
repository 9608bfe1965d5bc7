#pragma once

#include "archive/sqlite.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// One stored replication.
struct StoredReplication {
    std::uint64_t number = 0;
    std::uint64_t events = 0;
    std::string digest;
    std::vector<double> values;
};

/// A row of the table `replications` that does not say what was written.
struct DamagedReplication {
    std::int64_t row = 0;     // its rowid
    std::int64_t number = 0;  // as it stands there
    std::string why;
};

/// The rows of the table `replications` that `condition` chooses (r: the replication, p: its point), in an order of the reader's.
class ReplicationRows {
  public:
    ReplicationRows(Database& database, const std::string& condition_and_order);

    /// Binds the parameters of the condition.
    Statement& statement() { return rows_; }

    enum class Read : std::uint8_t { end, sound, damaged };
    /// Goes to the next row and compares what it says with its digest and its seal.
    Read next();

    [[nodiscard]] const StoredReplication& sound() const { return sound_; }
    [[nodiscard]] const DamagedReplication& damaged() const { return damaged_; }

  private:
    [[nodiscard]] std::string what_is_wrong();

    Statement rows_;
    StoredReplication sound_;
    DamagedReplication damaged_;
};

/// Where a damaged replication stands, for people. `point`: in its study, from 0.
std::string place_of(const DamagedReplication& damaged);
std::string place_of(const DamagedReplication& damaged, std::size_t point);

}  // namespace agrocap
