#include "stats/interval.hpp"

#include "random/stream.hpp"
#include "stats/estimate.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace agrocap;

TEST_CASE("the interval of a quantile is made of two of the values", "[stats][interval]") {
    std::vector<double> values;
    for (int i = 1; i <= 100; ++i) values.push_back(i);

    // Binomial(100, 0.5): P(X <= 39) = 0.0176, P(X <= 40) = 0.0284. So the 40th and, mirrored, the 61st value.
    const auto median = quantile_interval(values, 0.5, 0.95);
    REQUIRE(median);
    CHECK(median->low == 40);
    CHECK(median->high == 61);
    // Binomial(100, 0.05): P(X <= 0) = 0.0059, P(X <= 1) = 0.0371; P(X >= 11) = 0.0115, P(X >= 10) = 0.0282.
    const auto low = quantile_interval(values, 0.05, 0.95);
    REQUIRE(low);
    CHECK(low->low == 1);
    CHECK(low->high == 11);
}

TEST_CASE("below 72 values nobody can tell a 5 % quantile's interval", "[stats][interval]") {
    std::vector<double> values(71);  // 0.95^71 = 0.0262, 0.95^72 = 0.0249
    CHECK(!quantile_interval(values, 0.05, 0.95));
    CHECK(!quantile_interval(values, 0.95, 0.95));
    values.push_back(0);
    CHECK(quantile_interval(values, 0.05, 0.95));
    CHECK(quantile_interval(values, 0.95, 0.95));
    CHECK(!quantile_interval({}, 0.5, 0.95));
}

TEST_CASE("a quantile's interval holds it at least as often as it says, whatever the distribution", "[stats][interval]") {
    constexpr int experiments = 2000;
    int held = 0;
    for (std::uint64_t number = 0; number < experiments; ++number) {
        Stream stream(stream_name("test", "quantiles"), 5, number);
        std::vector<double> values;
        for (int i = 0; i < 200; ++i) values.push_back(-std::log(stream.uniform()));
        std::sort(values.begin(), values.end());
        const auto interval = quantile_interval(values, 0.95, 0.95);
        const double truth = -std::log(0.05);
        if (interval->low <= truth && truth <= interval->high) ++held;
    }

    // Binomial(200, 0.05) puts it between the ends with probability 0.9633; 3 sqrt(0.0354 / 2000) = 0.0126 either way.
    CHECK(held >= experiments * 0.9507);
    CHECK(held <= experiments * 0.9759);
}

TEST_CASE("Wilson's interval stays within 0 and 1 and says something even when all succeed", "[stats][interval]") {
    const Interval all = share_interval(30, 30, 0.95);
    CHECK(std::abs(all.low - 30 / (30 + 3.841459)) < 1e-6);  // n / (n + z^2)
    CHECK(all.high == 1);
    const Interval some = share_interval(24, 30, 0.95);
    CHECK(std::abs(some.low - 0.6269) < 1e-4);  // Newcombe, Statistics in Medicine 17 (1998), method 3
    CHECK(std::abs(some.high - 0.9050) < 1e-4);
}
