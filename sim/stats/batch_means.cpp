#include "stats/batch_means.hpp"

#include <cassert>
#include <cmath>
#include <vector>

namespace agrocap {
std::optional<double> neighbour_correlation(std::span<const double> values) {
    if (values.size() < 3) return {};
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    double covariance = 0, variance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        variance += (values[i] - mean) * (values[i] - mean);
        if (i > 0) covariance += (values[i - 1] - mean) * (values[i] - mean);
    }
    if (!(variance > 0)) return {};
    return covariance / variance;
}

bool neighbours_agree(double correlation, std::size_t count, double confidence) {
    // Of independent values it has the mean -1 / n and nearly the variance 1 / n.
    const auto n = static_cast<double>(count);
    return correlation > -1 / n + normal_quantile(confidence) / std::sqrt(n);
}

BatchMeans batch_means(std::span<const double> series, std::size_t batches, double confidence) {
    assert(batches >= 2);
    assert(series.size() >= batches);
    const std::size_t size = series.size() / batches;
    const std::size_t left_out = series.size() - size * batches;

    std::vector<double> means;
    means.reserve(batches);
    for (std::size_t start = left_out; start < series.size(); start += size) {
        double sum = 0;
        for (const double value : series.subspan(start, size)) sum += value;
        means.push_back(sum / static_cast<double>(size));
    }
    const Estimate estimate = estimate_mean(means, confidence);
    return {.estimate = estimate, .batch_size = size, .left_out = left_out, .correlation = neighbour_correlation(means)};
}

}  // namespace agrocap
