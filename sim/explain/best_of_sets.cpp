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
Estimate lead_over(const std::vector<double>& one, const std::vector<double>& other) {
    std::vector<double> leads;
    for (std::size_t r = 0; r < std::min(one.size(), other.size()); ++r) leads.push_back(one[r] - other[r]);
    return estimate_mean(leads, 0.95);
}

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

std::vector<std::size_t> contenders(const SetValues& values, double confidence) {
    const std::size_t best = best_of(values);
    std::vector<std::size_t> left;
    const double error = (1 - confidence) / static_cast<double>(std::max<std::size_t>(values.size() - 1, 1));
    for (std::size_t s = 0; s < values.size(); ++s) {
        if (values[s].empty()) continue;
        const Estimate lead = lead_over(values[best], values[s]);
        const bool is_below =
            lead.n >= 2 && *lead.mean > student_t_quantile(1 - error, static_cast<double>(lead.n - 1)) * standard_error(lead);
        if (s == best || !is_below) left.push_back(s);
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
