#pragma once

#include "model/state/run.hpp"

#include <string>
#include <vector>

namespace agrocap {

struct MetricRow;

/// One metric of the results: its name ("output.total") and unit ("units/y").
struct MetricInfo {
    std::string name;
    std::string unit;
};

/// A metric of a model by the row that declares it.
struct DescribedMetric {
    std::string name;
    const MetricRow* row = nullptr;
};

/// All metrics of a model with what they mean, in the same order as `metric_infos`.
std::vector<DescribedMetric> described_metrics(const Model& model);

/// The same of the model that the scenario is compiled to. Requires: a scenario read without errors.
std::vector<DescribedMetric> described_metrics(const Scenario& scenario);

/// Names and units of all metrics of a model, in the order in which `metric_values` gives their values.
std::vector<MetricInfo> metric_infos(const Model& model);

/// Values over the time since the measurements were last reset; NaN where there was nothing to observe.
///
/// Requires: `close_measurements` has been called. Shape: as `metric_infos`.
std::vector<double> metric_values(const Model& model, const RunState& state);

}  // namespace agrocap
