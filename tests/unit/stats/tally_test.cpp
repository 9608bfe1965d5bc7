#include "stats/tally.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("a tally gives count, mean, sample variance and range", "[stats][tally]") {
    Tally tally;
    for (const double value : {6.0, 2.0, 4.0, 8.0}) tally.add(value);

    CHECK(tally.count() == 4);
    CHECK(tally.mean() == 5.0);
    CHECK(tally.variance() == 20.0 / 3);  // 1 + 9 + 1 + 9
    CHECK(tally.min() == 2.0);
    CHECK(tally.max() == 8.0);
}

TEST_CASE("a tally of negative values has a negative largest value", "[stats][tally]") {
    Tally tally;
    tally.add(-3);

    CHECK(tally.max() == -3.0);
    CHECK(tally.min() == -3.0);
}
