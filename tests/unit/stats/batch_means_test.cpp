#include "stats/batch_means.hpp"

#include "base/special_functions.hpp"
#include "random/stream.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <vector>

using namespace agrocap;

TEST_CASE("batches are equal, and what fills none is left out at the start", "[stats][batch_means]") {
    // 11 values in 3 batches of 3: the first two are left out; batch means 2, 5 and 11, their mean 6.
    const std::vector<double> series{900, 900, 1, 2, 3, 4, 5, 6, 10, 11, 12};

    const BatchMeans batches = batch_means(series, 3, 0.95);

    CHECK(batches.batch_size == 3);
    CHECK(batches.left_out == 2);
    CHECK(batches.estimate.n == 3);
    CHECK(batches.estimate.mean == 6.0);
    // Squares 16 + 1 + 25 = 42; products of neighbours (-4)(-1) + (-1)(5) = -1.
    CHECK_THAT(batches.correlation.value(), Catch::Matchers::WithinRel(-1.0 / 42, 1e-14));
}

TEST_CASE("neighbours agree beyond what independent batches would now and then", "[stats][batch_means]") {
    // 100 independent ones have mean -0.01 and sd 0.1: 1.645 sd above the mean is 0.1545.
    CHECK(!neighbours_agree(0.153, 100, 0.95));
    CHECK(neighbours_agree(0.156, 100, 0.95));
    // 16, at 99 %: -0.0625 + 2.326 / 4 = 0.519.
    CHECK(!neighbours_agree(0.518, 16, 0.99));
    CHECK(neighbours_agree(0.520, 16, 0.99));
}

TEST_CASE("equal batches have no correlation to speak of", "[stats][batch_means]") {
    const BatchMeans batches = batch_means(std::vector<double>(20, 7.0), 4, 0.9);

    CHECK(batches.estimate.half_width == 0.0);
    CHECK_FALSE(batches.correlation.has_value());
}

TEST_CASE("intervals from batches hold the true mean of a dependent series as often as they say", "[stats][batch_means]") {
    // x' = 0.8 x + noise has mean 0 and correlation 0.8; a naive interval would be 3 times too narrow and hold 0 half the time.
    // 400 intervals of 90 %: the number that hold it is binomial, 360 with sd 6; 4 sd below is 336.
    Stream stream(stream_name("test.batch_means", "noise"), 1, 0);
    int held = 0;
    for (int run = 0; run < 400; ++run) {
        std::vector<double> series(4000);
        double x = exact_normal_quantile(stream.uniform()) / 0.6;  // steady from the start: sd = 1 / sqrt(1 - 0.8^2)
        for (double& value : series) value = x = 0.8 * x + exact_normal_quantile(stream.uniform());
        const Estimate estimate = batch_means(series, 20, 0.9).estimate;
        held += std::abs(*estimate.mean) <= *estimate.half_width;
    }

    CHECK(held >= 336);
    CHECK(held <= 384);
}
