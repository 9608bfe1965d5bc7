#include "observe/asked_metrics.hpp"

#include "observe/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

/// The metrics of a scenario's runs; the scenario is compiled when it is first asked.
class GivenMetrics {
  public:
    explicit GivenMetrics(const Scenario& scenario) : scenario_(scenario) {}

    /// What is wrong with a name that can be read: some rows are only of objects that the model knows ("where").
    std::optional<MetricFault> fault(const std::string& name) {
        const MetricRow* row = find_metric_row(scenario_, name);
        if (row == nullptr) return metric_name_fault(scenario_, name);
        if (row->where.empty() || is_given_for_sure(*row) || gives(name)) return std::nullopt;
        return MetricFault{fmt::format("no run of this scenario gives \"{}\"", name),
                           fmt::format("\"{}\" is there for {}", row->pattern, row->where)};
    }

  private:
    /// Without a model: most of what is asked needs no more than markets.
    bool is_given_for_sure(const MetricRow& row) const { return row.where == with_markets && !scenario_.market.empty(); }

    bool gives(const std::string& name) {
        if (names_.empty()) {
            for (DescribedMetric& metric : described_metrics(scenario_)) names_.insert(std::move(metric.name));
        }
        return names_.contains(name);
    }

    const Scenario& scenario_;
    std::set<std::string> names_;
};

}  // namespace

std::optional<MetricFault> ask_for_metric(Scenario& scenario, const std::string& name) {
    scenario.experiment.asked.push_back(name);
    return GivenMetrics(scenario).fault(name);
}

ReadResult read_to_run(const ResolvedText& text, const std::vector<std::string>& overrides) {
    ReadResult read = read_resolved(text, overrides);
    if (read.diagnostics.has_errors()) return read;
    GivenMetrics given(read.scenario);
    for (const AskedMetric& asked : asked_metrics(read.scenario)) {
        if (const auto fault = given.fault(asked.metric.value))
            read.diagnostics.error(Code::no_such_metric, asked.metric.at, asked.path, fault->text, fault->hint);
    }
    read.diagnostics.sort();
    return read;
}

}  // namespace agrocap
