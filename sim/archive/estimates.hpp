#pragma once

#include "archive/sqlite.hpp"
#include "experiment/study_result.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

/// Enters the estimates of a study's focus metrics in the table `estimates`, in place of earlier ones: for those who read it with SQL.
///
/// Requires: the study's archive is open and closed for results. Errors: `ArchiveFault`.
void store_estimates(const std::string& path, std::int64_t study, const StudyResult& result);

}  // namespace agrocap
