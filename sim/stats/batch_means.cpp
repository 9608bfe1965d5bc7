#include "stats/batch_means.hpp"

#include <cassert>
#include <vector>

namespace agrocap {
namespace {

/// Correlation at lag 1. Empty if all values are equal.
std::optional<double> neighbour_correlation(std::span<const double> values, double mean) {
    double covariance = 0, variance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        variance += (values[i] - mean) * (values[i] - mean);
        if (i > 0) covariance += (values[i - 1] - mean) * (values[i] - mean);
    }
    if (variance == 0) return {};
    return covariance / variance;
}

}  // namespace

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
    return {.estimate = estimate, .batch_size = size, .left_out = left_out, .correlation = neighbour_correlation(means, *estimate.mean)};
}

}  // namespace agrocap
