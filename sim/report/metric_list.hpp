#pragma once

#include "scenario/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// One metric as a list shows it: a pattern, or a metric of a scenario that is named by it.
struct ListedMetric {
    std::string name;
    std::string_view pattern, unit, meaning, where;
};

/// All patterns, in the order in which they are declared.
std::vector<ListedMetric> declared_metrics();

/// All metrics that runs of the scenario give, in the order of their results. Requires: a scenario read without errors.
std::vector<ListedMetric> metrics_of(const Scenario& scenario);

/// Those that were meant: by a part of the name ("tractor"), or by all of it with a * for any text ("state.*.down").
std::vector<ListedMetric> select_metrics(std::vector<ListedMetric> metrics, const std::string& meant);

/// One a line with unit and meaning, for people: nothing is cut, since names are there to be copied.
std::string metric_list_text(const std::vector<ListedMetric>& metrics);

/// "agrocap-metrics/1": each metric with unit and meaning; those of a scenario with the pattern that names them.
std::string metric_list_json(const std::vector<ListedMetric>& metrics, const Scenario* scenario);

/// The page of all metrics in Markdown: docs/metrics.md is this text.
std::string metrics_markdown();

}  // namespace agrocap
