#pragma once

#include "experiment/experiment.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace agrocap {

/// Estimates by the name of their metric: what every table asks for. Keeps a reference to the result.
class MetricLookup {
  public:
    explicit MetricLookup(const ExperimentResult& result);

    [[nodiscard]] bool has(const std::string& name) const { return index_.contains(name); }
    /// The estimate; an empty one where there is no such metric.
    [[nodiscard]] const Estimate& estimate(const std::string& name) const;
    [[nodiscard]] std::optional<double> mean(const std::string& name) const { return estimate(name).mean; }
    [[nodiscard]] std::optional<double> half_width(const std::string& name) const { return estimate(name).half_width; }
    /// The mean; 0 where there is no such metric or no observation.
    [[nodiscard]] double mean_or_zero(const std::string& name) const { return mean(name).value_or(0.0); }
    /// Visits the metrics whose names begin so, in the order of the names, with the rest of each name and its estimate.
    template <class Visit>
    void visit_beginning(const std::string& start, Visit&& visit) const {
        for (auto one = index_.lower_bound(start); one != index_.end() && one->first.starts_with(start); ++one)
            visit(one->first.substr(start.size()), result_.estimates[one->second]);
    }
    /// "units/y"; empty where there is no such metric.
    [[nodiscard]] std::string unit(const std::string& name) const;

  private:
    const ExperimentResult& result_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace agrocap
