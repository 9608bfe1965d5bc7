#include "stats/tally.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

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

TEST_CASE("a tally gives the skewness of a sample, towards the longer tail", "[stats][tally]") {
    Tally tally;
    for (const double value : {0.0, 0.0, 0.0, 4.0}) tally.add(value);

    // Deviations -1, -1, -1, 3: squares sum to 12, cubes to 24. G1 = 4 sqrt(3) / 2 x 24 / (12 sqrt(12)) = 2.
    CHECK(std::abs(tally.skewness() - 2.0) < 1e-12);
    Tally mirrored;
    for (const double value : {7.0, 7.0, 7.0, 3.0}) mirrored.add(value);
    CHECK(std::abs(mirrored.skewness() + 2.0) < 1e-12);
    Tally equal;
    for (int i = 0; i < 5; ++i) equal.add(0.1);
    CHECK(equal.skewness() == 0);
}
