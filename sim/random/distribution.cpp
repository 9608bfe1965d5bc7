#include "random/distribution.hpp"

#include "base/math.hpp"
#include "base/special_functions.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace agrocap {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double gamma_by_table_from = 0.2;    // of the shape; below, the quantile is too steep near 0 for a polynomial
constexpr double poisson_by_table_to = 64;     // beyond, the table would be large and rejection is fast
constexpr double normal_by_inversion_to = 30;  // mean of -30 sd: the tail beyond 0 is 1e-197, a normal number still

}  // namespace

DistributionMoments moments_of(const DistributionSpec& spec) {
    Distribution distribution;
    distribution.facts_ = std::make_shared<Distribution::Facts>();
    distribution.become(spec);
    return distribution.facts_->moments;
}

Distribution::Distribution(const DistributionSpec& spec) {
    QuantileTables own;
    *this = Distribution(spec, own);
}

Distribution::Distribution(const DistributionSpec& spec, QuantileTables& tables) : facts_(std::make_shared<Facts>()) {
    become(spec);
    if (kind_ == DistributionKind::gamma) facts_->quantiles = tables.of({QuantileShape::Family::gamma, c_, 1});
    if (kind_ == DistributionKind::pert) facts_->quantiles = tables.of({QuantileShape::Family::beta, c_, d_});
    if (facts_->quantiles) quantiles_ = facts_->quantiles.get();
}

void Distribution::become(const DistributionSpec& spec) {
    switch (spec.kind) {
        case DistributionKind::constant: return become_constant(spec.mean);
        case DistributionKind::exponential: return become_exponential(spec.mean);
        case DistributionKind::erlang: return become_gamma(spec.mean, spec.k);
        case DistributionKind::gamma: return spec.cv > 0 ? become_gamma(spec.mean, 1 / (spec.cv * spec.cv)) : become_constant(spec.mean);
        case DistributionKind::lognormal: return become_lognormal(spec.mean, spec.cv);
        case DistributionKind::weibull: return become_weibull(spec.mean, spec.shape);
        case DistributionKind::uniform: return become_uniform(spec.min, spec.max);
        case DistributionKind::triangular: return become_triangular(spec);
        case DistributionKind::pert: return become_pert(spec);
        case DistributionKind::normal: return become_normal(spec.mean, spec.sd);
        case DistributionKind::hyperexponential: return become_hyperexponential(spec);
        case DistributionKind::geometric: return become_geometric(spec.p, spec.unit);
        case DistributionKind::empirical: return become_empirical(spec);
        case DistributionKind::poisson: return become_poisson(spec.mean);
        case DistributionKind::uniform_int: return become_uniform_int(spec.min, spec.max);
    }
}

double Distribution::sample_otherwise(Stream& stream) const {
    switch (kind_) {
        case DistributionKind::constant: return a_;
        case DistributionKind::exponential: return a_ * stream.log_uniform();
        case DistributionKind::erlang:
        case DistributionKind::gamma: return sample_gamma(stream);
        case DistributionKind::lognormal: return a_ * exact_exp(b_ * exact_normal_quantile(stream.uniform()));
        case DistributionKind::weibull: return a_ * exact_pow(-exact_log(stream.uniform()), b_);
        case DistributionKind::uniform: return a_ + b_ * stream.uniform();
        case DistributionKind::triangular: return sample_triangular(stream.uniform());
        case DistributionKind::pert: return a_ + b_ * quantiles_->at(stream.uniform());
        case DistributionKind::normal: return sample_normal(stream);
        case DistributionKind::hyperexponential: return sample_hyperexponential(stream.uniform());
        case DistributionKind::geometric: return b_ * (1 + std::floor(a_ * exact_log(stream.uniform())));
        case DistributionKind::empirical: return sample_table(stream.uniform());
        case DistributionKind::poisson: return sample_poisson(stream);
        case DistributionKind::uniform_int: return a_ + std::min(std::floor(b_ * stream.uniform()), b_ - 1);
    }
    return a_;
}

void Distribution::become_constant(double value) {
    kind_ = DistributionKind::constant;
    a_ = facts_->moments.mean = facts_->moments.lower = facts_->moments.upper = std::max(value, 0.0);
    facts_->moments.variance = 0;
}

void Distribution::become_exponential(double mean) {
    if (mean == 0) return become_constant(0);
    kind_ = DistributionKind::exponential;
    a_ = -mean;
    facts_->moments.mean = mean;
    facts_->moments.variance = mean * mean;
    facts_->moments.upper = infinity;
}

/// a = mean of the table's distribution, b = 1 / shape where that is one of shape + 1 (else 0), c = the table's shape.
void Distribution::become_gamma(double mean, double shape) {
    if (mean == 0) return become_constant(0);
    if (shape == 1) return become_exponential(mean);
    kind_ = DistributionKind::gamma;
    const bool is_steep = shape < gamma_by_table_from;
    a_ = is_steep ? mean * (shape + 1) / shape : mean;
    b_ = is_steep ? 1 / shape : 0;
    c_ = is_steep ? shape + 1 : shape;
    facts_->moments.mean = mean;
    facts_->moments.variance = mean * mean / shape;
    facts_->moments.upper = infinity;
}

/// Source of the steep one, a variable of shape + 1 times a uniform number to the power 1 / shape: Stuart, Biometrika 49 (1962).
double Distribution::sample_gamma(Stream& stream) const {
    const double drawn = a_ * quantiles_->at(stream.uniform());
    return b_ == 0 ? drawn : drawn * exact_exp(b_ * exact_log(stream.uniform()));
}

/// a = median, b = standard deviation of the logarithm.
void Distribution::become_lognormal(double mean, double cv) {
    if (mean == 0 || cv == 0) return become_constant(mean);
    kind_ = DistributionKind::lognormal;
    const double log_variance = exact_log1p(cv * cv);
    a_ = mean * exact_exp(-0.5 * log_variance);
    b_ = std::sqrt(log_variance);
    facts_->moments.mean = mean;
    facts_->moments.variance = mean * mean * cv * cv;
    facts_->moments.upper = infinity;
}

/// a = scale, b = 1 / shape.
void Distribution::become_weibull(double mean, double shape) {
    if (mean == 0) return become_constant(0);
    if (shape == 1) return become_exponential(mean);
    kind_ = DistributionKind::weibull;
    const double log_gamma = exact_lgamma(1 + 1 / shape);
    a_ = mean * exact_exp(-log_gamma);
    b_ = 1 / shape;
    facts_->moments.mean = mean;
    facts_->moments.variance = mean * mean * (exact_exp(exact_lgamma(1 + 2 / shape) - 2 * log_gamma) - 1);
    facts_->moments.upper = infinity;
}

/// a = min, b = span.
void Distribution::become_uniform(double min, double max) {
    if (min == max) return become_constant(min);
    kind_ = DistributionKind::uniform;
    a_ = min;
    b_ = max - min;
    facts_->moments.mean = 0.5 * (min + max);
    facts_->moments.variance = b_ * b_ / 12;
    facts_->moments.lower = min;
    facts_->moments.upper = max;
}

/// a = min, b = span, c = share of the span below the mode, d = max. Source: Law, Simulation Modeling and Analysis, 5th ed., ch. 8.
void Distribution::become_triangular(const DistributionSpec& spec) {
    if (spec.min == spec.max) return become_constant(spec.min);
    kind_ = DistributionKind::triangular;
    a_ = spec.min;
    b_ = spec.max - spec.min;
    c_ = (spec.mode - spec.min) / b_;
    d_ = spec.max;
    facts_->moments.mean = (spec.min + spec.mode + spec.max) / 3;
    facts_->moments.variance = b_ * b_ * (1 - c_ + c_ * c_) / 18;
    facts_->moments.lower = spec.min;
    facts_->moments.upper = spec.max;
}

double Distribution::sample_triangular(double u) const {
    return u < c_ ? a_ + b_ * std::sqrt(u * c_) : d_ - b_ * std::sqrt((1 - u) * (1 - c_));
}

/// a = min, b = span, c and d = the shapes of the beta distribution on it.
/// Source: Malcolm et al., Application of a technique for research and development program evaluation, Operations Research 7 (1959).
void Distribution::become_pert(const DistributionSpec& spec) {
    if (spec.min == spec.max) return become_constant(spec.min);
    kind_ = DistributionKind::pert;
    a_ = spec.min;
    b_ = spec.max - spec.min;
    c_ = 1 + 4 * (spec.mode - spec.min) / b_;
    d_ = 1 + 4 * (spec.max - spec.mode) / b_;
    facts_->moments.mean = (spec.min + 4 * spec.mode + spec.max) / 6;
    facts_->moments.variance = (facts_->moments.mean - spec.min) * (spec.max - facts_->moments.mean) / 7;
    facts_->moments.lower = spec.min;
    facts_->moments.upper = spec.max;
}

/// a = mean and b = sd before truncation, c = probability above 0, d = -mean / sd.
///
/// Truncation at 0 by resampling is the distribution given X >= 0; it is drawn by inversion of its tail instead, since resampling would
/// hang on a mean far below 0. The moments are those after truncation.
void Distribution::become_normal(double mean, double sd) {
    if (sd == 0) return become_constant(mean);
    kind_ = DistributionKind::normal;
    a_ = mean;
    b_ = sd;
    d_ = -mean / sd;
    c_ = exact_normal_tail(d_);
    const ExcessMoments above = exact_normal_excess(d_);
    facts_->moments.mean = sd * above.mean;
    facts_->moments.variance = sd * sd * above.variance;
    facts_->moments.upper = infinity;
}

double Distribution::sample_normal(Stream& stream) const {
    if (d_ <= normal_by_inversion_to) return std::max(0.0, a_ - b_ * exact_normal_quantile(stream.uniform() * c_));
    // Exponential proposals, nearly always accepted. Source: Robert, Simulation of truncated normal variables, 1995.
    const double rate = 0.5 * (d_ + std::sqrt(d_ * d_ + 4));
    while (true) {
        const double excess = -exact_log(stream.uniform()) / rate;
        const double miss = excess - (rate - d_);
        if (exact_log(stream.uniform()) <= -0.5 * miss * miss) return b_ * excess;
    }
}

/// a = probability of the first, b and c = minus the means.
void Distribution::become_hyperexponential(const DistributionSpec& spec) {
    assert(spec.means.size() == 2);
    if (spec.p == 1 || spec.means[0] == spec.means[1]) return become_exponential(spec.means[0]);
    if (spec.p == 0) return become_exponential(spec.means[1]);
    kind_ = DistributionKind::hyperexponential;
    a_ = spec.p;
    b_ = -spec.means[0];
    c_ = -spec.means[1];
    facts_->moments.mean = -a_ * b_ - (1 - a_) * c_;
    facts_->moments.variance = 2 * (a_ * b_ * b_ + (1 - a_) * c_ * c_) - facts_->moments.mean * facts_->moments.mean;
    facts_->moments.upper = infinity;
}

double Distribution::sample_hyperexponential(double u) const {
    // One uniform for both questions: given the branch, what is left of it is uniform again.
    return u < a_ ? b_ * exact_log(u / a_) : c_ * exact_log((1 - u) / (1 - a_));
}

/// a = 1 / log(1 - p), b = unit.
void Distribution::become_geometric(double p, double unit) {
    if (p >= 1) return become_constant(unit);
    if (unit == 0) return become_constant(0);
    kind_ = DistributionKind::geometric;
    a_ = 1 / exact_log1p(-p);
    b_ = unit;
    facts_->moments.mean = unit / p;
    facts_->moments.variance = unit * unit * (1 - p) / (p * p);
    facts_->moments.lower = unit;
    facts_->moments.upper = infinity;
}

/// Table of the distinct values that can come out, ascending: the order in which they were written changes no draw.
void Distribution::become_empirical(const DistributionSpec& spec) {
    assert(!spec.values.empty());
    assert(spec.weights.empty() || spec.weights.size() == spec.values.size());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < spec.values.size(); ++i)
        if (spec.weights.empty() || spec.weights[i] > 0) order.push_back(i);
    assert(!order.empty());
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return spec.values[a] < spec.values[b]; });

    std::vector<double> table, cumulative;
    double total = 0;
    for (const std::size_t i : order) {
        total += spec.weights.empty() ? 1 : spec.weights[i];
        if (!table.empty() && table.back() == spec.values[i]) {
            cumulative.back() = total;
        } else {
            table.push_back(spec.values[i]);
            cumulative.push_back(total);
        }
    }
    if (table.size() == 1) return become_constant(table.front());
    kind_ = DistributionKind::empirical;
    k_ = static_cast<std::int32_t>(table.size());
    facts_->moments.lower = table.front();
    facts_->moments.upper = table.back();
    double before = 0;
    for (std::size_t i = 0; i < cumulative.size(); before = cumulative[i++])
        facts_->moments.mean += table[i] * ((cumulative[i] - before) / total);
    before = 0;
    for (std::size_t i = 0; i < cumulative.size(); before = cumulative[i++])
        facts_->moments.variance +=
            (table[i] - facts_->moments.mean) * (table[i] - facts_->moments.mean) * ((cumulative[i] - before) / total);
    for (const double weight : cumulative) table.push_back(weight / total);
    facts_->table = std::move(table);
}

double Distribution::sample_table(double u) const {
    const auto shares = facts_->table.begin() + k_;
    const auto found = std::upper_bound(shares, facts_->table.end() - 1, u);  // the last share is 1 and needs no look
    return *(found - k_);
}

/// Mean to 64: a table, as empirical. Above: a = log(mean), b c and d = Hörmann's constants.
void Distribution::become_poisson(double mean) {
    if (mean == 0) return become_constant(0);
    facts_->moments.mean = facts_->moments.variance = mean;
    facts_->moments.upper = infinity;
    if (mean > poisson_by_table_to) {
        kind_ = DistributionKind::poisson;
        a_ = exact_log(mean);
        b_ = 0.931 + 2.53 * std::sqrt(mean);
        c_ = exact_log(1.1239 + 1.1328 / (b_ - 3.4));
        d_ = 0.9277 - 3.6224 / (b_ - 2);
        return;
    }
    kind_ = DistributionKind::empirical;
    std::vector<double> table, cumulative;
    double probability = exact_exp(-mean);
    double sum = 0;
    for (double count = 0; count <= mean || probability > 0x1p-60; ++count) {  // what is beyond no uniform number reaches
        table.push_back(count);
        cumulative.push_back(sum += probability);
        probability *= mean / (count + 1);
    }
    k_ = static_cast<std::int32_t>(table.size());
    table.insert(table.end(), cumulative.begin(), cumulative.end());
    facts_->table = std::move(table);
}

/// Source: Hörmann, The transformed rejection method for generating Poisson random variables (PTRS), Insurance: Math. & Econ. 12 (1993).
double Distribution::sample_poisson(Stream& stream) const {
    const double a = -0.059 + 0.02483 * b_;
    while (true) {
        const double u = stream.uniform() - 0.5;
        const double v = stream.uniform();
        const double us = 0.5 - std::abs(u);
        const double count = std::floor((2 * a / us + b_) * u + facts_->moments.mean + 0.43);
        if (us >= 0.07 && v <= d_) return count;
        if (count < 0 || (us < 0.013 && v > us)) continue;
        if (exact_log(v) + c_ - exact_log(a / (us * us) + b_) <= count * a_ - facts_->moments.mean - exact_lgamma(count + 1)) return count;
    }
}

/// a = min, b = how many numbers.
void Distribution::become_uniform_int(double min, double max) {
    if (min == max) return become_constant(min);
    kind_ = DistributionKind::uniform_int;
    a_ = min;
    b_ = max - min + 1;
    facts_->moments.mean = 0.5 * (min + max);
    facts_->moments.variance = (b_ * b_ - 1) / 12;
    facts_->moments.lower = min;
    facts_->moments.upper = max;
}

}  // namespace agrocap
