#pragma once

#include "archive/sqlite.hpp"

namespace agrocap {

/// Makes the tables in an empty file, and ways of writing that suit many small results.
///
/// Errors: `ArchiveFault` for a file that is no study database, or one of a later version.
void prepare_to_write(Database& database);

/// Whether nothing has been written to the file but its first page at most: whoever made it was stopped in that moment.
bool is_blank(Database& database);

/// Makes sure that the file is a study database. Errors: `ArchiveFault`.
void check_format(Database& database);

}  // namespace agrocap
