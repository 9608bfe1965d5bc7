#include "random/quantile_table.hpp"

#include "base/special_functions.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using Family = QuantileShape::Family;

namespace {

/// Shares between the borders of pieces, in the lower half: many in the pieces kept, a few in each binade beyond.
std::vector<double> shares_below_half() {
    std::vector<double> shares;
    for (int binade = 1; binade < 52; ++binade) {
        const int count = binade < 14 ? 101 : 7;
        for (int i = 0; i < count; ++i) shares.push_back(std::ldexp(1 + (i + 0.37) / count, -binade - 1));
    }
    return shares;
}

/// Share of a gamma variable with mean 1 below x and above it: series and continued fraction. Source: Abramowitz & Stegun 6.5.29, 6.5.31.
double gamma_below(double shape, double x) {
    const double y = shape * x;
    double term = std::exp(shape * std::log(y) - y - std::lgamma(shape + 1)), sum = term;
    for (double n = shape + 1; term > 1e-17 * sum; ++n) sum += term *= y / n;
    return sum;
}

double gamma_above(double shape, double x) {
    const double y = shape * x;
    if (y < shape + 1) return 1 - gamma_below(shape, x);
    double fraction = 0;
    for (double n = 400; n > 0; --n) fraction = n * (n - shape) / (y + 2 * n + 1 - shape - fraction);
    return std::exp(shape * std::log(y) - y - std::lgamma(shape)) / (y + 1 - shape - fraction);
}

}  // namespace

TEST_CASE("the share of a gamma variable below its quantile is that asked for", "[random][quantile_table]") {
    for (const double shape : {0.2, 0.5, 1.0, 1 / 0.64, 3.0, 16.0, 50.0}) {
        const QuantileTable table({Family::gamma, shape, 1});
        CAPTURE(shape);
        double worst = 0;
        for (const double share : shares_below_half()) {
            worst = std::max(worst, std::abs(gamma_below(shape, table.at(share)) / share - 1));
            const double upper = 1 - share;
            worst = std::max(worst, std::abs(gamma_above(shape, table.at(upper)) / (1 - upper) - 1));
        }
        CHECK(worst < 1e-9);
    }
}

TEST_CASE("the share of a beta variable below its quantile is that asked for", "[random][quantile_table]") {
    // On each side in the form that does not cancel; near 1 a value has no more than 53 bits, so shares above are held to 2^-20.
    const auto check = [](const QuantileTable& table, const std::function<double(double)>& below,
                          const std::function<double(double)>& above) {
        double worst = 0;
        for (const double share : shares_below_half()) {
            worst = std::max(worst, std::abs(below(table.at(share)) / share - 1));
            if (share > 0x1p-20) worst = std::max(worst, std::abs(above(1 - table.at(1 - share)) / share - 1));
        }
        CHECK(worst < 1e-9);
    };
    const auto cubic = [](double x) { return x * x * x * (10 - 15 * x + 6 * x * x); };  // beta(3, 3), the same from both sides

    check(QuantileTable({Family::beta, 3, 3}), cubic, cubic);
    check(
        QuantileTable({Family::beta, 1, 5}), [](double x) { return -std::expm1(5 * std::log1p(-x)); },
        [](double rest) { return std::pow(rest, 5); });
    check(
        QuantileTable({Family::beta, 5, 1}), [](double x) { return std::pow(x, 5); },
        [](double rest) { return -std::expm1(5 * std::log1p(-rest)); });
}

TEST_CASE("a gamma variable with a large shape is normal but for its skewness", "[random][quantile_table]") {
    // Cornish and Fisher: 1 + z / root + (z^2 - 1) / (3 root^2), the next term below 10 / root^3.
    for (const double shape : {1e8, 1e12, 1e20}) {
        const QuantileTable table({Family::gamma, shape, 1});
        const double root = std::sqrt(shape);
        for (const double share : {1e-12, 1e-3, 0.2, 0.6, 0.99, 1 - 1e-9}) {
            const double z = exact_normal_quantile(share);
            CHECK_THAT(table.at(share), WithinAbs(1 + (z + (z * z - 1) / (3 * root)) / root, 10 / (shape * root) + 1e-9 / root + 1e-15));
        }
    }
}

TEST_CASE("quantiles rise with the share over all borders of pieces", "[random][quantile_table]") {
    for (const QuantileShape& shape :
         {QuantileShape{Family::gamma, 0.3, 1}, QuantileShape{Family::gamma, 25, 1}, QuantileShape{Family::beta, 2, 4}}) {
        const QuantileTable table(shape);
        double before = 0;
        bool rises = true;
        for (int step = -52 * 16; step < -16; ++step) {  // borders below 1/2, then above
            const double border = std::ldexp(1 + (step & 15) / 16.0, step >> 4);
            for (const double share : {std::nextafter(border, 0), border}) {
                const double value = table.at(share);
                rises = rises && value >= before * (1 - 1e-14);
                before = value;
            }
        }
        for (int step = -17; step >= -52 * 16; --step) {
            const double value = table.at(1 - std::ldexp(1 + (step & 15) / 16.0, step >> 4));
            rises = rises && value >= before * (1 - 1e-14);
            before = value;
        }
        CHECK(rises);
    }
}

TEST_CASE("one table serves all distributions of a shape", "[random][quantile_table]") {
    QuantileTables tables;
    const auto first = tables.of({Family::gamma, 4, 1});

    CHECK(tables.of({Family::gamma, 4, 1}) == first);
    CHECK(tables.of({Family::gamma, 5, 1}) != first);
    CHECK(tables.of({Family::beta, 4, 1}) != first);
}
