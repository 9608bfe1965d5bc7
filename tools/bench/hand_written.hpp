#pragma once

#include <cstdint>

namespace agrocap::bench {

/// What a hand-written loop gives.
struct HandResult {
    std::int64_t customers = 0;  // served, or units off the line, up to the end inclusive
    double wait_mean_h = 0;      // M/M/1 only: in the queue
};

/// How the loop ends and which draws it makes: those of `agrocap` for the same seed, replication and names.
struct HandRun {
    double hours = 0;
    std::uint64_t seed = 1;
    std::uint64_t replication = 0;
};

/// M/M/1 with mean times in hours: plain variables, two possible events, one queue of arrival times.
HandResult hand_mm1(const HandRun& run, double arrival_mean_h, double service_mean_h);

/// Ten stations in a row, exponential work of 1 h, five places between, a saturated first station, blocking after service.
///
/// With failures: up for 50 h of work on average, 5 h of repair, both exponential; the work goes on after it.
/// Plain arrays, and the next event found by looking at all ten.
enum class Failures { none, busy };
HandResult hand_line(const HandRun& run, Failures failures);

}  // namespace agrocap::bench
