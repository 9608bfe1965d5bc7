#include "report/metric_lookup.hpp"

namespace agrocap {

MetricLookup::MetricLookup(const ExperimentResult& result) : result_(result) {
    for (std::size_t metric = 0; metric < result.metrics.size(); ++metric) index_.emplace(result.metrics[metric].name, metric);
}

const Estimate& MetricLookup::estimate(const std::string& name) const {
    static const Estimate nothing;
    const auto found = index_.find(name);
    return found == index_.end() ? nothing : result_.estimates[found->second];
}

std::string MetricLookup::unit(const std::string& name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? std::string() : result_.metrics[found->second].unit;
}

}  // namespace agrocap
