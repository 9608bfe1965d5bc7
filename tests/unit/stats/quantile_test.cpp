#include "stats/quantile.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace agrocap;

TEST_CASE("a quantile is linear between order statistics", "[stats][quantile]") {
    // By hand, type 7: place = share * (n - 1) = share * 4.
    const std::vector<double> sorted{1, 2, 4, 8, 16};

    CHECK(quantile(sorted, 0) == 1.0);
    CHECK(quantile(sorted, 0.25) == 2.0);
    CHECK(quantile(sorted, 0.5) == 4.0);
    CHECK(quantile(sorted, 0.625) == 6.0);
    CHECK(quantile(sorted, 0.9375) == 14.0);
    CHECK(quantile(sorted, 1) == 16.0);
}

TEST_CASE("every quantile of one value is that value", "[stats][quantile]") {
    const std::vector<double> one{3};

    CHECK(quantile(one, 0) == 3.0);
    CHECK(quantile(one, 0.4) == 3.0);
    CHECK(quantile(one, 1) == 3.0);
}
