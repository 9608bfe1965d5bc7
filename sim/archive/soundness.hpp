#pragma once

#include "archive/sqlite.hpp"

#include <cstddef>
#include <cstdint>

namespace agrocap {

enum class Checked : std::uint8_t {
    all,
    all_but_replications,  // for those who look at each, and what is wrong with it
};

/// Makes sure that the file is whole and that what it says is what was written.
///
/// Errors: `ArchiveFault`, naming the first thing that is damaged. Cost: reads the file once.
void check_sound(Database& database, Checked checked = Checked::all);

/// What was taken out of a database because it was damaged.
struct Discarded {
    std::size_t replications = 0, studies = 0;
};

/// Takes out all that is damaged: what is missing then is simulated again by whoever asks for it.
///
/// Requires: a database open for writing. Errors: `ArchiveFault` for a file whose pages themselves cannot be read.
Discarded discard_damaged(Database& database);

}  // namespace agrocap
