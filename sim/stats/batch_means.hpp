#pragma once

#include "stats/estimate.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace agrocap {

/// Correlation of neighbours, at lag 1. Empty where it cannot be told: below three values, all equal, or a NaN among them.
std::optional<double> neighbour_correlation(std::span<const double> values);

/// Whether so many neighbours agree more than chance lets independent ones, with an error of 1 - confidence.
/// Source: Anderson, Distribution of the serial correlation coefficient, Annals of Mathematical Statistics 13 (1942).
bool neighbours_agree(double correlation, std::size_t count, double confidence);

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
