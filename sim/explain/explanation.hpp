#pragma once

#include "explain/cause.hpp"
#include "scenario/scenario.hpp"
#include "stats/estimate.hpp"
#include "thread/line_threads.hpp"

#include <cstdint>
#include <optional>
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

/// What speaks for a station being its line's bottleneck.
struct StationEvidence {
    std::string station;                    // its id
    Estimate gain;                          // in output a year, where its work takes 2 % less time
    std::optional<double> share_of_thread;  // of the line's time; empty: not followed
    double longest_active = 0;              // share of time in which it has the longest active period of the line
    double first_in = 0;                    // share of replications in which its gain is the largest
};

enum class BottleneckVerdict : std::uint8_t { bottleneck, tie, cannot_tell };

/// What holds a line back, as far as its stations can tell.
struct LineBottleneck {
    std::string what;  // path of the line
    BottleneckVerdict verdict = BottleneckVerdict::cannot_tell;
    std::vector<std::string> named = {};         // the bottleneck, or those that tie
    bool outside = false;                        // nothing is gained by any station: what binds is elsewhere
    std::vector<StationEvidence> stations = {};  // that were tried, by gain; none where the line gains nothing by all of them together
};

/// Why a scenario makes no more than it does.
struct Explanation {
    std::string scenario;  // its name
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;  // options that changed it
    Account account;
    std::vector<LineBottleneck> bottlenecks;
    std::vector<LineThreads> threads;  // of the same replications; empty: none were followed
    std::size_t replications = 0;
    double confidence = 0.95;
    std::uint64_t seed = 1;
    double measured_days = 0, warmup_days = 0;
    std::string digest;  // over what every replication gave
    bool interrupted = false;
};

}  // namespace agrocap
