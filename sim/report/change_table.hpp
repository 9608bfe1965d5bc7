#pragma once

#include "experiment/comparison.hpp"
#include "report/table.hpp"

namespace agrocap {

/// What these tables are known by among those of a comparison.
inline constexpr const char* change_section = "changes";

/// Whether a change has no effect in any replication.
bool brings_nothing(const ChangeEffect& effect);

/// What each change of a what-if brings to one metric, the largest first; those that bring nothing are counted below.
/// `unit`: of the metric.
ReportTable change_table(const ChangeAccount& account, const std::string& unit);

}  // namespace agrocap
