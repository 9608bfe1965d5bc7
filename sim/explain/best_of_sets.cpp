#include "explain/best_of_sets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace agrocap {

namespace {

double mean_of_set(const std::vector<double>& values) {
    return values.empty() ? -std::numeric_limits<double>::infinity()
                          : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// By how much one is better, on the replications that both have.
std::vector<double> leads_over(const std::vector<double>& one, const std::vector<double>& other) {
    std::vector<double> leads;
    for (std::size_t r = 0; r < std::min(one.size(), other.size()); ++r) leads.push_back(one[r] - other[r]);
    return leads;
}

Estimate lead_over(const std::vector<double>& one, const std::vector<double>& other) { return estimate_mean(leads_over(one, other), 0.95); }

double standard_error(const Estimate& lead) {
    return lead.sd.value_or(0) / std::sqrt(static_cast<double>(std::max<std::size_t>(lead.n, 1)));
}

/// P(T > t) of Student's t, by halving: the library has its quantiles alone.
double upper_tail(double t, double degrees) {
    double low = 1e-12, high = 1 - 1e-12;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (student_t_quantile(middle, degrees) < t ? low : high) = middle;
    }
    return 1 - low;
}

}  // namespace

std::size_t best_of(const SetValues& values) {
    std::size_t most = 0;
    for (const std::vector<double>& one : values) most = std::max(most, one.size());
    std::size_t best = values.size();
    for (std::size_t s = 0; s < values.size(); ++s)
        if (values[s].size() == most && (best == values.size() || mean_of_set(values[s]) > mean_of_set(values[best]))) best = s;
    return best;
}

Spread pooled_spread(const SetValues& values) {
    Spread spread;
    double squares = 0;
    for (const std::vector<double>& one : values) {
        const double mean = mean_of_set(one);
        for (const double value : one) squares += (value - mean) * (value - mean);
        if (one.size() > 1) spread.degrees += static_cast<double>(one.size() - 1);
    }
    if (spread.degrees > 0) spread.variance = squares / spread.degrees;
    return spread;
}

std::optional<double> half_width_of_mean(const std::vector<double>& values, const Spread& spread, double error) {
    if (spread.degrees < 1 || values.empty()) return std::nullopt;
    const double own = estimate_mean(values, 0.95).sd.value_or(0);
    const double variance = std::max(spread.variance, own * own);
    return student_t_quantile(1 - error, spread.degrees) * std::sqrt(variance / static_cast<double>(values.size()));
}

std::vector<std::size_t> contenders(const SetValues& values, double confidence, double indifference) {
    const std::size_t best = best_of(values);
    const double error = (1 - confidence) / static_cast<double>(std::max<std::size_t>(values.size() - 1, 1));
    SetValues leads(values.size());
    for (std::size_t s = 0; s < values.size(); ++s)
        if (s != best && !values[s].empty()) leads[s] = leads_over(values[best], values[s]);
    const Spread spread = pooled_spread(leads);
    std::vector<std::size_t> left;
    for (std::size_t s = 0; s < values.size(); ++s) {
        if (values[s].empty()) continue;
        const std::optional<double> width = half_width_of_mean(leads[s], spread, error);
        const bool is_below = s != best && width && mean_of_set(leads[s]) + indifference > *width;
        if (!is_below) left.push_back(s);
    }
    return left;
}

double probability_of_best(const SetValues& values, std::size_t best, double indifference) {
    double error = 0;
    for (std::size_t s = 0; s < values.size(); ++s) {
        if (s == best || values[s].empty()) continue;
        const Estimate lead = lead_over(values[best], values[s]);
        if (lead.n < 2) {
            error += 0.5;
            continue;
        }
        const double over = *lead.mean + indifference, width = standard_error(lead);
        if (width > 0)
            error += upper_tail(over / width, static_cast<double>(lead.n - 1));
        else if (over < 0)
            error += 1;
    }
    return std::max(0.0, 1 - error);
}

}  // namespace agrocap
