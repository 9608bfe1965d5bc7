#pragma once

#include "stats/interval.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>

namespace agrocap {

/// A mean over replications with its confidence interval and the spread of the replications.
///
/// Empty where there is nothing to say: no observation at all (`mean` …), or one replication only (`half_width`, `sd`).
struct Estimate {
    std::optional<double> mean, half_width, sd, min, max, p05, p95;
    std::optional<Interval> p05_interval, p95_interval;  // of the quantiles; empty where the values are too few
    std::size_t n = 0;                                   // replications with an observation
    double confidence = 0.95;
};

/// Student-t estimate of independent values; NaN marks a replication without an observation and is left out.
///
/// Quantiles: linear interpolation between order statistics (Hyndman & Fan type 7). Source: Law, Simulation Modeling and Analysis, ch. 4.
Estimate estimate_mean(std::span<const double> values, double confidence);

/// The same of many samples at one confidence: what depends on the number of values alone is worked out once for each number.
class MeanEstimator {
  public:
    explicit MeanEstimator(double confidence) : confidence_(confidence) {}
    /// As `estimate_mean`.
    Estimate estimate(std::span<const double> values);

  private:
    struct Factors {
        double student_t = 0;  // of two values or more
        std::optional<QuantilePlaces> p05, p95;
    };
    const Factors& factors_of(std::size_t n);

    double confidence_;
    std::map<std::size_t, Factors> factors_;  // by the number of values
};

/// Quantile of Student's t: P(T <= t) = p with `degrees` degrees of freedom. Requires: 0 < p < 1, degrees >= 1.
double student_t_quantile(double p, double degrees);

/// Quantile of the standard normal distribution. Requires: 0 < p < 1.
double normal_quantile(double p);

}  // namespace agrocap
