#pragma once

#include "stats/estimate.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace agrocap {

/// Values of sets of changes by set, then replication; the same replications of all that are compared. More is better.
using SetValues = std::vector<std::vector<double>>;

/// The set with the largest mean of those with the most replications.
std::size_t best_of(const SetValues& values);

/// How much values vary between replications, over all sets together: these have about one variance, and a few replications of each tell
/// more of it than those of one. Where a set's own is larger, that counts.
struct Spread {
    double variance = 0, degrees = 0;
};
Spread pooled_spread(const SetValues& values);

/// Half the width of an interval for the mean, at this error on either side; nothing where nobody knows how much values vary.
std::optional<double> half_width_of_mean(const std::vector<double>& values, const Spread& spread, double error);

/// Those that may be better than the best one by more than the indifference: not so far below it by a paired difference, whose one-sided
/// error is shared by all of them (Bonferroni). The best is among them.
///
/// Source: the screening of Nelson, Swann, Goldsman, Song, Simple procedures for selecting the best simulated system when the number of
/// alternatives is large, Operations Research 49 (2001).
std::vector<std::size_t> contenders(const SetValues& values, double confidence, double indifference = 0);

/// A bound from below for the probability that no set is better than `best` by more than `indifference`: one less the sum of the errors of
/// each paired difference (Student's t, so a posterior without prior knowledge), with those that have fewer replications judged by theirs.
///
/// Source: Branke, Chick, Schmidt, Selecting a selection procedure, Management Science 53 (2007), the Slepian-Bonferroni bound.
double probability_of_best(const SetValues& values, std::size_t best, double indifference);

}  // namespace agrocap
