#include "stats/estimate.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("quantiles of Student's t agree with the published table", "[stats][estimate]") {
    // Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, three decimals.
    CHECK_THAT(student_t_quantile(0.975, 1), WithinAbs(12.706, 0.0005));
    CHECK_THAT(student_t_quantile(0.975, 2), WithinAbs(4.303, 0.0005));
    CHECK_THAT(student_t_quantile(0.95, 4), WithinAbs(2.132, 0.0005));
    CHECK_THAT(student_t_quantile(0.975, 9), WithinAbs(2.262, 0.0005));
    CHECK_THAT(student_t_quantile(0.995, 29), WithinAbs(2.756, 0.0005));
    CHECK_THAT(student_t_quantile(0.90, 100), WithinAbs(1.290, 0.0005));
}

TEST_CASE("quantiles of Student's t are exact where they have a closed form", "[stats][estimate]") {
    // 1 degree: tan(pi (p - 1/2)). 2 degrees: (2p - 1) sqrt(2 / (4 p (1 - p))). 4 degrees at 0.975: 2.776445105197793...
    for (const double p : {0.001, 0.2, 0.5, 0.9, 0.975, 0.9995}) {
        CAPTURE(p);
        CHECK_THAT(student_t_quantile(p, 1), WithinAbs(std::tan(std::acos(-1.0) * (p - 0.5)), 1e-10));
        CHECK_THAT(student_t_quantile(p, 2), WithinAbs((2 * p - 1) * std::sqrt(2 / (4 * p * (1 - p))), 1e-10));
    }
    CHECK_THAT(student_t_quantile(0.975, 4), WithinAbs(2.7764451051977987, 1e-10));
    CHECK_THAT(student_t_quantile(0.025, 9), WithinAbs(-student_t_quantile(0.975, 9), 1e-12));
}

TEST_CASE("Student's t becomes normal with many degrees of freedom", "[stats][estimate]") {
    CHECK_THAT(student_t_quantile(0.975, 1e12), WithinAbs(normal_quantile(0.975), 1e-10));
    CHECK_THAT(normal_quantile(0.975), WithinAbs(1.959963984540054, 1e-14));
    CHECK(normal_quantile(0.5) == 0);
}

TEST_CASE("an interval is the mean and t times the standard error", "[stats][estimate]") {
    // By hand: mean 5, squares 9+1+1+1+0+0+4+16 = 32, sd = sqrt(32 / 7), half width = t(0.975, 7) sd / sqrt(8), t = 2.364624251592784.
    const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};

    const Estimate estimate = estimate_mean(values, 0.95);

    CHECK(estimate.n == 8);
    CHECK(estimate.confidence == 0.95);
    CHECK(estimate.mean == 5.0);
    CHECK_THAT(*estimate.sd, WithinRel(2.138089935299395, 1e-14));
    CHECK_THAT(*estimate.half_width, WithinRel(2.364624251592784 * 2.138089935299395 / std::sqrt(8.0), 1e-12));
    CHECK(estimate.min == 2.0);
    CHECK(estimate.max == 9.0);
    CHECK_THAT(*estimate.p05, WithinRel(2.7, 1e-14));  // place 0.35 between 2 and 4
    CHECK_THAT(*estimate.p95, WithinRel(8.3, 1e-14));  // place 6.65 between 7 and 9
}

TEST_CASE("an estimate says nothing that its observations cannot", "[stats][estimate]") {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();

    const Estimate of_nothing = estimate_mean(std::vector{none, none}, 0.9);
    const Estimate of_one = estimate_mean(std::vector{none, 3.0}, 0.9);
    const Estimate of_equals = estimate_mean(std::vector{0.1, none, 0.1, 0.1}, 0.9);

    CHECK(of_nothing.n == 0);
    CHECK_FALSE(of_nothing.mean.has_value());
    CHECK_FALSE(of_nothing.p05.has_value());
    CHECK(of_one.n == 1);
    CHECK(of_one.mean == 3.0);
    CHECK(of_one.p95 == 3.0);
    CHECK_FALSE(of_one.half_width.has_value());
    CHECK_FALSE(of_one.sd.has_value());
    CHECK(of_equals.n == 3);
    CHECK(of_equals.mean == 0.1);
    CHECK(of_equals.half_width == 0.0);
}

TEST_CASE("the mean of large numbers keeps their small differences", "[stats][estimate]") {
    const Estimate estimate = estimate_mean(std::vector{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}, 0.95);

    CHECK(estimate.mean == 1e9 + 10);
    CHECK_THAT(*estimate.sd, WithinRel(std::sqrt(30.0), 1e-12));  // 36 + 9 + 9 + 36 over 3
}
