#pragma once

#include "base/time.hpp"
#include "random/stream.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

enum class DistributionKind : std::uint8_t {
    constant, exponential, erlang, gamma, lognormal, weibull, uniform, triangular, pert, normal,
    hyperexponential, geometric, empirical, poisson, uniform_int,
};

/// What a planner wrote: the kind and its parameters, in the unit of the quantity (nanoseconds for durations, 1 for counts).
///
/// Only the parameters of the kind are read. `mean` and `cv` are those of the distribution itself.
struct DistributionSpec {
    DistributionKind kind = DistributionKind::constant;
    double mean = 0;                 // constant (its value), exponential, erlang, gamma, lognormal, weibull, normal, poisson
    double cv = 0;                   // gamma, lognormal
    double sd = 0;                   // normal (truncated at 0 by resampling)
    double shape = 0;                // weibull
    int k = 1;                       // erlang
    double min = 0, mode = 0, max = 0;   // uniform, triangular, pert, uniform_int (inclusive)
    double p = 0;                    // hyperexponential: probability of means[0]; geometric
    double unit = 0;                 // geometric: result is 1, 2, 3 … units
    std::vector<double> means;       // hyperexponential: two
    std::vector<double> values, weights;   // empirical; no weights = equal

    static DistributionSpec fixed(double value) { DistributionSpec spec; spec.mean = value; return spec; }
    [[nodiscard]] bool is_constant() const { return kind == DistributionKind::constant; }
    friend bool operator==(const DistributionSpec&, const DistributionSpec&) = default;
};

/// A distribution ready to draw from: plain data, cheap to copy, no virtual call.
///
/// Constant and exponential are drawn inline; the others through one switch. One uniform per draw where the method is inversion.
class Distribution {
  public:
    Distribution() = default;
    /// Requires: parameters in range (the scenario's checks see to that).
    explicit Distribution(const DistributionSpec& spec);

    /// One draw, in the unit of the specification, never negative.
    double sample(Stream& stream) const {
        if (kind_ == DistributionKind::constant) return a_;
        return sample_random(stream);
    }

    /// One draw rounded to whole nanoseconds.
    Duration sample_duration(Stream& stream) const { return Duration(static_cast<std::int64_t>(sample(stream) + 0.5)); }

    /// One draw rounded to a whole count.
    std::int64_t sample_count(Stream& stream) const { return static_cast<std::int64_t>(sample(stream) + 0.5); }

    [[nodiscard]] bool is_constant() const { return kind_ == DistributionKind::constant; }
    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] double variance() const { return variance_; }
    /// Smallest and largest value that can come out (infinity if unbounded).
    [[nodiscard]] double lower() const { return lower_; }
    [[nodiscard]] double upper() const { return upper_; }

  private:
    double sample_random(Stream& stream) const;

    DistributionKind kind_ = DistributionKind::constant;
    std::int32_t k_ = 0;
    double a_ = 0, b_ = 0, c_ = 0, d_ = 0;
    double mean_ = 0, variance_ = 0, lower_ = 0, upper_ = 0;
    std::shared_ptr<const std::vector<double>> table_;   // empirical: values and cumulative weights; shared, immutable
};

}  // namespace agrocap
