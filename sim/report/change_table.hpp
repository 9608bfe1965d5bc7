#pragma once

#include "experiment/comparison.hpp"
#include "report/table.hpp"

namespace agrocap {

/// What each change of a what-if brings to one metric, the largest first; those that bring nothing are counted below.
/// `unit`: of the metric.
ReportTable change_table(const ChangeAccount& account, const std::string& unit);

}  // namespace agrocap
