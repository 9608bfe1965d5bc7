#pragma once

#include "archive/sqlite.hpp"
#include "observe/metrics.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// SHA-256 over the names and units of metrics: what a list of them is known by.
std::string metrics_key(const std::vector<MetricInfo>& metrics);

/// The metrics of a list as the database tells them.
std::vector<MetricInfo> stored_metrics(Database& database, std::int64_t list);

/// The row of the list in the table `metric_lists`; enters it if it is new. `key`: `metrics_key` of the metrics.
std::int64_t enter_metrics(Database& database, const std::vector<MetricInfo>& metrics, const std::string& key);

}  // namespace agrocap
