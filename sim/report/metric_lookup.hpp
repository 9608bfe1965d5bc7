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
    /// "units/y"; empty where there is no such metric.
    [[nodiscard]] std::string unit(const std::string& name) const;

  private:
    const ExperimentResult& result_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace agrocap
