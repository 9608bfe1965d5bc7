#pragma once

#include "base/math.hpp"
#include "base/time.hpp"
#include "random/quantile_table.hpp"
#include "random/stream.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

enum class DistributionKind : std::uint8_t {
    constant,
    exponential,
    erlang,
    gamma,
    lognormal,
    weibull,
    uniform,
    triangular,
    pert,
    normal,
    hyperexponential,
    geometric,
    empirical,
    poisson,
    uniform_int,
};

/// What a planner wrote: the kind and its parameters, in the unit of the quantity (nanoseconds for durations, 1 for counts).
///
/// Only the parameters of the kind are read. `mean` and `cv` are those of the distribution itself.
struct DistributionSpec {
    DistributionKind kind = DistributionKind::constant;
    double mean = 0;                          // constant (its value), exponential, erlang, gamma, lognormal, weibull, normal, poisson
    double cv = 0;                            // gamma, lognormal
    double sd = 0;                            // normal (truncated at 0 by resampling)
    double shape = 0;                         // weibull
    int k = 1;                                // erlang
    double min = 0, mode = 0, max = 0;        // uniform, triangular, pert, uniform_int (inclusive)
    double p = 0;                             // hyperexponential: probability of means[0]; geometric
    double unit = 0;                          // geometric: result is 1, 2, 3 … units
    std::vector<double> means{};              // hyperexponential: two
    std::vector<double> values{}, weights{};  // empirical; no weights = equal

    static DistributionSpec fixed(double value) {
        DistributionSpec spec;
        spec.mean = value;
        return spec;
    }
    [[nodiscard]] bool is_constant() const { return kind == DistributionKind::constant; }
    friend bool operator==(const DistributionSpec&, const DistributionSpec&) = default;
};

/// What is known of a distribution without drawing from it. Upper is infinity if there is no bound.
struct DistributionMoments {
    double mean = 0, variance = 0, lower = 0, upper = 0;

    [[nodiscard]] bool is_constant() const { return lower == upper; }
};

/// Requires: parameters in range (`parameter_fault` in all_distributions.hpp says whether they are).
DistributionMoments moments_of(const DistributionSpec& spec);

/// A distribution ready to draw from: plain data, cheap to copy, no virtual call.
///
/// Constant and exponential are drawn inline; the others through one switch. A draw takes one uniform number (inversion, so that common
/// random numbers stay aligned and even ones even), except: gamma with cv > 2.2 takes two, poisson with a mean above 64 and
/// normal with a mean below -30 sd reject, and take some 2 to 5. A distribution without spread (cv = 0, sd = 0, min = max, mean = 0)
/// is a constant and takes none.
class Distribution {
  public:
    Distribution() = default;
    /// Requires: parameters in range. Cost: a table of quantiles for gamma, erlang and pert, unless `tables` has one of that shape.
    explicit Distribution(const DistributionSpec& spec);
    Distribution(const DistributionSpec& spec, QuantileTables& tables);

    /// One draw, in the unit of the specification, never negative.
    double sample(Stream& stream) const {
        if (kind_ == DistributionKind::exponential) return a_ * stream.log_uniform();
        if (kind_ == DistributionKind::constant) return a_;
        return sample_otherwise(stream);
    }

    /// One draw rounded to whole nanoseconds, at most 146 years, so that a time plus a draw stays in range.
    Duration sample_duration(Stream& stream) const { return Duration(sample_count(stream)); }

    /// One draw rounded to a whole count, at most 2^62.
    std::int64_t sample_count(Stream& stream) const {
        constexpr double largest = 0x1p62;
        const double drawn = sample(stream) + 0.5;
        return static_cast<std::int64_t>(drawn < largest ? drawn : largest);
    }

    [[nodiscard]] bool is_constant() const { return kind_ == DistributionKind::constant; }
    [[nodiscard]] double mean() const { return facts_ ? facts_->moments.mean : 0; }
    [[nodiscard]] double variance() const { return facts_ ? facts_->moments.variance : 0; }
    /// Smallest and largest value that can come out (infinity if unbounded).
    [[nodiscard]] double lower() const { return facts_ ? facts_->moments.lower : 0; }
    [[nodiscard]] double upper() const { return facts_ ? facts_->moments.upper : 0; }

  private:
    /// What most draws do not read: kept apart, so that a draw reads less than a cache line. Shared by copies, immutable once made.
    struct Facts {
        DistributionMoments moments;
        std::vector<double> table;  // values, then cumulative shares
        std::shared_ptr<const QuantileTable> quantiles;
    };
    friend DistributionMoments moments_of(const DistributionSpec& spec);

    void become(const DistributionSpec& spec);
    void become_constant(double value);
    void become_exponential(double mean);
    void become_gamma(double mean, double shape);
    void become_lognormal(double mean, double cv);
    void become_weibull(double mean, double shape);
    void become_uniform(double min, double max);
    void become_triangular(const DistributionSpec& spec);
    void become_pert(const DistributionSpec& spec);
    void become_normal(double mean, double sd);
    void become_hyperexponential(const DistributionSpec& spec);
    void become_geometric(double p, double unit);
    void become_empirical(const DistributionSpec& spec);
    void become_poisson(double mean);
    void become_uniform_int(double min, double max);

    double sample_otherwise(Stream& stream) const;
    double sample_gamma(Stream& stream) const;
    double sample_triangular(double u) const;
    double sample_normal(Stream& stream) const;
    double sample_hyperexponential(double u) const;
    double sample_poisson(Stream& stream) const;
    double sample_table(double u) const;

    DistributionKind kind_ = DistributionKind::constant;  // of the method: what is a special case of another kind has that one's
    std::int32_t k_ = 0;
    double a_ = 0, b_ = 0, c_ = 0;  // the method's own parameters: see each `become_…`
    union {
        double d_ = 0;
        const QuantileTable* quantiles_;  // that of `facts_`, one row less to read
    };
    std::shared_ptr<Facts> facts_;  // none: a constant 0
};

}  // namespace agrocap
