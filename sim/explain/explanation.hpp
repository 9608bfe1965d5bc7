#pragma once

#include "explain/cause.hpp"
#include "scenario/scenario.hpp"
#include "stats/estimate.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// A part of a loss: a station, an item of a supplier, or "rest".
struct LossPart {
    std::string what;
    Estimate loss;
};

/// What one cause takes, on average over the orders in which causes can be switched on.
struct Loss {
    Cause cause = Cause::mix;
    Estimate loss;
    std::vector<LossPart> parts;  // that sum to it; empty: not taken apart

    /// Whether the interval does not hold 0.
    [[nodiscard]] bool clear() const { return is_clear(loss); }
    static bool is_clear(const Estimate& estimate);
};

/// From what lines could make to what comes out. `nominal` less all losses is the mean of `actual`.
struct Account {
    std::string metric;
    std::string unit = "units/y";
    double around_the_clock = 0;
    double nominal = 0;  // every line open, at full speed
    std::vector<Loss> losses;
    Estimate actual;
};

/// Why a scenario makes no more than it does.
struct Explanation {
    std::string scenario;  // its name
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;  // options that changed it
    Account account;
    std::size_t replications = 0;
    double confidence = 0.95;
    std::uint64_t seed = 1;
    double measured_days = 0, warmup_days = 0;
    std::string digest;  // over what every replication gave
    bool interrupted = false;
};

}  // namespace agrocap
