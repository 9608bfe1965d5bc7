#include "base/special_functions.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <initializer_list>

using namespace agrocap;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("the gamma function is a factorial at whole numbers and a root of pi at halves", "[base][special_functions]") {
    double factorial = 1;
    for (int n = 1; n <= 170; factorial *= n++) {
        CAPTURE(n);
        CHECK_THAT(exact_gamma(n), WithinRel(factorial, 5e-13));
    }
    CHECK_THAT(exact_gamma(0.5), WithinRel(1.7724538509055160273, 1e-13));
    CHECK_THAT(exact_gamma(2.5), WithinRel(1.3293403881791370205, 1e-13));  // 3/4 of the root of pi
    CHECK(std::isinf(exact_gamma(172)));
}

TEST_CASE("the logarithm of the gamma function is good far beyond the range of the function", "[base][special_functions]") {
    for (const double x : {1e-8, 0.1, 0.7, 1.0, 1.5, 2.0, 3.3, 7.9, 11.99}) {
        CAPTURE(x);
        CHECK_THAT(exact_lgamma(x), WithinAbs(static_cast<double>(std::lgamma(static_cast<long double>(x))), 2e-14));
    }
    for (const double x : {12.0, 12.01, 64.0, 1000.5, 1e6, 1e12}) {
        CAPTURE(x);
        CHECK_THAT(exact_lgamma(x), WithinRel(static_cast<double>(std::lgamma(static_cast<long double>(x))), 1e-15));
    }
}

TEST_CASE("the normal quantile agrees with published values", "[base][special_functions]") {
    // Source: Wichura, AS 241, the check values of PPND16.
    CHECK_THAT(exact_normal_quantile(0.25), WithinRel(-0.6744897501960817, 1e-15));
    CHECK_THAT(exact_normal_quantile(0.001), WithinRel(-3.090232306167814, 1e-15));
    CHECK_THAT(exact_normal_quantile(1e-20), WithinRel(-9.262340089798408, 1e-15));
    CHECK(exact_normal_quantile(0.5) == 0);
}

TEST_CASE("the normal quantile undoes the normal distribution in all its branches", "[base][special_functions]") {
    // P(X <= x) from the C library's long double; an error e of the quantile changes it by the share e x (in the tail).
    for (const double p : {1e-300, 1e-100, 1e-12, 1.3e-11, 1.5e-11, 1e-5, 0.0749, 0.0751, 0.3, 0.5001, 0.9249, 0.9251, 0.99999}) {
        CAPTURE(p);
        const double x = exact_normal_quantile(p);
        const auto share = static_cast<double>(std::erfc(-static_cast<long double>(x) / std::sqrt(2.0L)) / 2);
        CHECK_THAT(share, WithinRel(p, 1e-15 * (1 + x * x)));
    }
}

TEST_CASE("the normal tail is good to the end of the range", "[base][special_functions]") {
    for (const double x : {-9.0, -2.0, -0.3, 0.0, 0.3, 1.99, 2.0, 5.0, 20.0, 37.0}) {
        CAPTURE(x);
        CHECK_THAT(exact_normal_tail(x),
                   WithinRel(static_cast<double>(std::erfc(static_cast<long double>(x) / std::sqrt(2.0L)) / 2), 1e-13));
    }
    CHECK(exact_normal_tail(39) == 0);
}

TEST_CASE("Mills' ratio agrees with its series far out and with the root of pi half at 0", "[base][special_functions]") {
    CHECK_THAT(exact_mills_ratio(0), WithinRel(1.2533141373155002512, 1e-15));
    // 1/x - 1/x^3 + 3/x^5 - …, alternating: the error is below the first term left out, 15/x^7 or 15e-14 of the whole at 1000.
    CHECK_THAT(exact_mills_ratio(1000), WithinRel(1e-3 - 1e-9 + 3e-15, 1e-15));
    CHECK_THAT(exact_mills_ratio(1.9999999), WithinRel(exact_mills_ratio(2.0000001), 1e-7));  // the two methods meet: slope -0.16
}

TEST_CASE("the excess of a normal variable over a border agrees with its density", "[base][special_functions]") {
    // Simpson's rule on exp(-border t - t^2 / 2), 40 000 steps to where the density is below 1e-17 of its peak: error below 1e-12.
    for (const double border : {-6.0, -1.0, 0.0, 1.99, 2.01, 10.0, 35.0}) {
        CAPTURE(border);
        const double top = border < 0 ? 9 - border : std::min(9.0, 40 / std::max(border, 1.0));
        double weight = 0, first = 0, second = 0;
        for (int i = 0; i <= 40'000; ++i) {
            const double t = top * i / 40'000;
            const double density = (i == 0 || i == 40'000 ? 1 : i % 2 == 1 ? 4 : 2) * std::exp(-border * t - t * t / 2);
            weight += density;
            first += density * t;
            second += density * t * t;
        }
        const double mean = first / weight;

        CHECK_THAT(exact_normal_excess(border).mean, WithinRel(mean, 1e-11));
        CHECK_THAT(exact_normal_excess(border).variance, WithinRel(second / weight - mean * mean, 1e-11));
    }
}
