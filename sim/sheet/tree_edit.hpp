#pragma once

#include "sheet/sheet_match.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// Makes the changes in a scenario's tree: values are set, emptied ones taken out with the entries and tables that they leave empty, new
/// entries put at the end of their arrays, steps sorted by their dates.
///
/// Errors: E016 where a part is empty that its neighbours need; E018 for a value that was changed as a whole and in its parts.
void make_changes(TomlValue& root, const std::vector<FoundChange>& changes, Diagnostics& problems);

}  // namespace agrocap
