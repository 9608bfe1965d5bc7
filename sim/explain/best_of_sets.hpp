#pragma once

#include "stats/estimate.hpp"

#include <cstddef>
#include <vector>

namespace agrocap {

/// Values of sets of changes by set, then replication; the same replications of all that are compared. More is better.
using SetValues = std::vector<std::vector<double>>;

/// The set with the largest mean of those with the most replications.
std::size_t best_of(const SetValues& values);

/// Those that may still be the best: not below the best one by a paired difference whose one-sided error is shared by all of them
/// (Bonferroni). The best is among them.
///
/// Source: the screening of Nelson, Swann, Goldsman, Song, Simple procedures for selecting the best simulated system when the number of
/// alternatives is large, Operations Research 49 (2001).
std::vector<std::size_t> contenders(const SetValues& values, double confidence);

/// A bound from below for the probability that no set is better than `best` by more than `indifference`: one less the sum of the errors of
/// each paired difference (Student's t, so a posterior without prior knowledge), with those that have fewer replications judged by theirs.
///
/// Source: Branke, Chick, Schmidt, Selecting a selection procedure, Management Science 53 (2007), the Slepian-Bonferroni bound.
double probability_of_best(const SetValues& values, std::size_t best, double indifference);

}  // namespace agrocap
