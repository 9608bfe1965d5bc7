#pragma once

#include "workbook/result_workbooks.hpp"

#include <string>
#include <utility>
#include <vector>

namespace agrocap {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// Scenario, files with their hashes, options, and the program.
Facts provenance(const WorkbookOrigin& origin);
/// The same with digest, seed, replications and times of a result.
Facts provenance(const WorkbookOrigin& origin, const ExperimentResult& result);

}  // namespace agrocap
