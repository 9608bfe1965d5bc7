#pragma once

#include "stats/estimate.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace agrocap {

/// Interval for the mean of one long, steady series whose neighbours depend on each other.
struct BatchMeans {
    Estimate estimate;           // of the batch means: `n` is the number of batches
    std::size_t batch_size = 0;  // observations a batch
    std::size_t left_out = 0;    // observations at the start of the series that fill no batch
    std::optional<double>
        correlation;  // of neighbouring batch means; far from 0 means that the batches are too short. Empty if they are equal
};

/// Requires: `batches` >= 2, a series at least as long, its warm-up removed.
/// Source: Schmeiser, Batch size effects in the analysis of simulation output, Operations Research 30 (1982): 10 to 30 batches are best.
BatchMeans batch_means(std::span<const double> series, std::size_t batches, double confidence);

}  // namespace agrocap
