#pragma once

#include "scenario/checks.hpp"
#include "scenario/metric_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What is wrong with a metric's name, as a message says it.
struct MetricFault {
    std::string text;
    std::string hint;  // may be empty
};

/// A metric that the scenario asks for by name, and the key that does.
struct AskedMetric {
    Name metric;
    std::string path;
};

/// All that focus, questions of probability, options and targets name, in this order.
std::vector<AskedMetric> asked_metrics(const Scenario& scenario);

/// The row that the name is read by ("output.plant.semey": "output.plant.PLANT"); null where no pattern fits or an id names nothing.
const MetricRow* find_metric_row(const Scenario& scenario, const std::string& name);

/// Reads the name by the patterns and says where it goes wrong and what was meant; nothing for one that can be read.
///
/// `at`: where it is written, for the places of the names that it is near to.
std::optional<MetricFault> metric_name_fault(const Scenario& scenario, const std::string& name, SourceSpan at = {});

/// All names that the patterns can be filled in to, in the order of the rows.
std::vector<std::string> readable_metrics(const Scenario& scenario);

}  // namespace agrocap
