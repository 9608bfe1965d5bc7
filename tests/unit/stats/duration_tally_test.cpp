#include "stats/duration_tally.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using namespace std::chrono_literals;

TEST_CASE("a tally of durations holds sums beyond 64 bits", "[stats][duration_tally]") {
    DurationTally tally;
    for (int i = 0; i < 4; ++i) tally.add(Duration::max());

    CHECK(tally.count() == 4);
    CHECK(tally.sum() == 0x1p65);  // 4 (2^63 - 1), to the nearest double
}

TEST_CASE("the mean of durations does not depend on their order", "[stats][duration_tally]") {
    // 250 years first: a sum of doubles would lose every nanosecond that follows it.
    DurationTally long_first, long_last;
    long_first.add(Duration(250 * 8760h));
    for (int i = 0; i < 100'000; ++i) long_first.add(1ns);
    for (int i = 0; i < 100'000; ++i) long_last.add(1ns);
    long_last.add(Duration(250 * 8760h));

    CHECK(long_first.sum() == long_last.sum());
    CHECK(long_first.sum() == 250 * 8760 * 3600e9 + 100'000);
}

TEST_CASE("the mean of durations is in hours", "[stats][duration_tally]") {
    DurationTally tally;
    tally.add(90min);
    tally.add(30min);

    CHECK(tally.mean_hours() == 1.0);
}
