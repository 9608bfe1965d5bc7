#pragma once

#include "random/distribution.hpp"

#include <optional>

namespace agrocap {

/// What is known of a duration, each on the side that makes a bound no smaller.
struct WorkFacts {
    double mean = 0;    // ns, never above the true one
    double spread = 1;  // 1 + cv², never below the true one
    bool ages = true;   // what remains of it, once begun, is at most `mean` on average (new better than used in expectation)
    bool wears = true;  // its failure rate grows: so does that of the longest of several
};

/// Source of the classes: Barlow and Proschan, Statistical Theory of Reliability and Life Testing (1975), chapters 3 and 6.
WorkFacts work_facts(const DistributionSpec& spec);

/// Work that a failure of exponential uptime scraps on its way: mean and spread of the lesser of the two, chance that the work ends first.
struct KilledWork {
    double mean = 0, spread = 1;
    double survives = 1;
    bool wears = false;  // what remains of a trial is never worse than a new one: none is allowed for work in hand
};

/// The same of work whose failure rate grows: with the chance E exp(-S/u) to survive, a trial takes (1 - that) u. None where the
/// distribution's transform has no closed form here, or failures are so rare that they make no difference.
std::optional<KilledWork> killed_wearing_work(const DistributionSpec& spec, double uptime);

/// What a unit of constant work takes in all where failures at a steady rate begin it anew: (exp(rate work) - 1) / rate.
double repeated_work(double work, double rate);

/// None where the distribution has no closed form here. Requires: uptime > 0, its mean in ns.
std::optional<KilledWork> killed_work(const DistributionSpec& spec, double uptime);

}  // namespace agrocap
