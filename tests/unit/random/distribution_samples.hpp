#pragma once

#include "random/distribution.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

/// Every distribution under test with what must be true of it.
struct DistributionSample {
    std::string name;
    agrocap::DistributionSpec spec;
    double mean = 0, variance = 0;
    double lower = 0, upper = 0;
    std::function<double(double)> share_below;  // P(X <= x); empty if it has no closed form
    std::vector<double> first;                  // golden: recorded once
};

/// Means and variances by hand from the textbook formulas, those of the truncated normal by Simpson's rule on its density.
inline std::vector<DistributionSample> distribution_samples() {
    using Kind = agrocap::DistributionKind;
    const auto erlang3 = [](double x) { return 1 - std::exp(-x) * (1 + x + x * x / 2); };
    const auto truncated_normal = [](double mean) {
        return [mean](double x) { return 1 - std::erfc((x - mean) / std::sqrt(2.0)) / std::erfc(-mean / std::sqrt(2.0)); };
    };
    const auto poisson = [](double mean) {
        return [mean](double x) {
            double sum = 0;
            for (double k = 0; k <= x; ++k) sum += std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
            return sum;
        };
    };
    constexpr double unbounded = std::numeric_limits<double>::infinity();
    return {
        {"exponential",
         {.kind = Kind::exponential, .mean = 3},
         3,
         9,
         0,
         unbounded,
         [](double x) { return 1 - std::exp(-x / 3); },
         {0.6562811897142637, 5.121208477317674, 0.6973696132484859}},
        {"erlang",
         {.kind = Kind::erlang, .mean = 3, .k = 3},
         3,
         3,
         0,
         unbounded,
         erlang3,
         {3.7686673994446567, 2.677868588605902, 2.118847948762023}},
        {"erlang of many phases",
         {.kind = Kind::erlang, .mean = 3, .k = 40},
         3,
         9.0 / 40,
         0,
         unbounded,
         {},
         {3.6942235693214878, 2.894453543028316, 2.7586054762058185}},
        {"gamma",
         {.kind = Kind::gamma, .mean = 3, .cv = 1 / std::sqrt(3.0)},
         3,
         3,
         0,
         unbounded,
         erlang3,
         {1.145623652071063, 3.3380860971118547, 4.79217591869142}},
        {"gamma with a shape below 1",  // of 1/2: half the square of a normal variable
         {.kind = Kind::gamma, .mean = 0.5, .cv = std::sqrt(2.0)},
         0.5,
         0.5,
         0,
         unbounded,
         [](double x) { return std::erf(std::sqrt(x)); },
         {0.3187354874341407, 0.04354241755834141, 0.37474889158208885}},
        {"steep gamma",  // of 1/10; no closed form of its distribution function, the table's test has one of 1/5
         {.kind = Kind::gamma, .mean = 0.1, .cv = std::sqrt(10.0)},
         0.1,
         0.1,
         0,
         unbounded,
         {},
         {0.07751919639547758, 1.2857475991808695e-10, 0.013381673083508109}},
        {"lognormal",  // cv^2 = e - 1: the logarithm has variance 1 and mean -1/2
         {.kind = Kind::lognormal, .mean = 1, .cv = std::sqrt(std::numbers::e - 1)},
         1,
         std::numbers::e - 1,
         0,
         unbounded,
         [](double x) { return std::erfc(-(std::log(x) + 0.5) / std::sqrt(2.0)) / 2; },
         {0.17212497701933896, 0.9636422981663452, 1.7810967875958776}},
        {"weibull",  // shape 2, scale 1: mean sqrt(pi) / 2
         {.kind = Kind::weibull, .mean = std::sqrt(std::numbers::pi) / 2, .shape = 2},
         std::sqrt(std::numbers::pi) / 2,
         1 - std::numbers::pi / 4,
         0,
         unbounded,
         [](double x) { return 1 - std::exp(-x * x); },
         {0.4714566460044174, 0.4785719174177362, 1.1726466137823082}},
        {"weibull with a shape below 1",  // shape 1/3, scale 1: mean 3! = 6, second moment 6! = 720
         {.kind = Kind::weibull, .mean = 6, .shape = 1.0 / 3},
         6,
         684,
         0,
         unbounded,
         [](double x) { return 1 - std::exp(-std::cbrt(x)); },
         {0.17150925293977162, 3.357464867773066, 0.018317915964613747}},
        {"uniform",
         {.kind = Kind::uniform, .min = 1, .max = 4},
         2.5,
         0.75,
         1,
         4,
         [](double x) { return (x - 1) / 3; },
         {2.7226854817142416, 1.638667010900114, 2.2865031944392578}},
        {"triangular",  // (1 + 4 + 16 - 2 - 4 - 8) / 18
         {.kind = Kind::triangular, .min = 1, .mode = 2, .max = 4},
         7.0 / 3,
         7.0 / 18,
         1,
         4,
         [](double x) { return x < 2 ? (x - 1) * (x - 1) / 3 : 1 - (4 - x) * (4 - x) / 6; },
         {1.8057849282414293, 2.1230082980362495, 1.8232122041118397}},
        {"triangular with its peak at an end",
         {.kind = Kind::triangular, .min = 0, .mode = 3, .max = 3},
         2,
         0.5,
         0,
         3,
         [](double x) { return x * x / 9; },
         {2.6585640485172917, 0.636109140855073, 2.665526667656294}},
        {"pert",  // beta(3, 3) on [1, 4]; variance (3/2)(3/2) / 7
         {.kind = Kind::pert, .min = 1, .mode = 2.5, .max = 4},
         2.5,
         9.0 / 28,
         1,
         4,
         [](double x) {
             const double t = (x - 1) / 3;
             return t * t * t * (10 - 15 * t + 6 * t * t);
         },
         {1.7381992450257946, 3.1693182981106642, 2.7348237641530404}},
        {"pert with its peak at an end",  // beta(1, 5) on [0, 6]
         {.kind = Kind::pert, .min = 0, .mode = 0, .max = 6},
         1,
         5.0 / 7,
         0,
         6,
         [](double x) { return 1 - std::pow(1 - x / 6, 5); },
         {1.3856006821599012, 0.4052674590048575, 0.1756076319857499}},
        {"normal",
         {.kind = Kind::normal, .mean = 1, .sd = 1},
         1.28759997093929,
         0.629686285776423,
         0,
         unbounded,
         truncated_normal(1),
         {1.5335728167609732, 2.8844891764091924, 1.7372178853653852}},
        {"normal around 0",
         {.kind = Kind::normal, .mean = 0, .sd = 1},
         0.797884560802804,
         0.363380227632559,
         0,
         unbounded,
         truncated_normal(0),
         {0.4642331504174162, 0.5070935715582724, 0.7373181405453229}},
        {"normal mostly below 0",
         {.kind = Kind::normal, .mean = -3, .sd = 1},
         0.283098654930449,
         0.0705591867852676,
         0,
         unbounded,
         truncated_normal(-3),
         {0.30287134105937286, 0.3380087889198813, 0.38407541980813686}},
        {"normal far below 0",
         {.kind = Kind::normal, .mean = -31, .sd = 1},
         0.0321912767777268,
         0.00103414158995338,
         0,
         unbounded,
         truncated_normal(-31),
         {0.03676949283905341, 0.0577954879612486, 0.0019124806417273037}},
        {"hyperexponential",  // 2 (0.3 + 0.7 x 25) - 3.8^2
         {.kind = Kind::hyperexponential, .p = 0.3, .means = {1, 5}},
         3.8,
         21.16,
         0,
         unbounded,
         [](double x) { return 1 - 0.3 * std::exp(-x) - 0.7 * std::exp(-x / 5); },
         {11.221413064431927, 1.6670283473819334, 0.34295699541740804}},
        {"geometric",
         {.kind = Kind::geometric, .p = 0.1, .unit = 2},
         20,
         360,
         2,
         unbounded,
         [](double x) { return 1 - std::pow(0.9, x / 2); },
         {8.0, 22.0, 4.0}},
        {"empirical",  // 1, 2, 7 with shares 0.6, 0.2, 0.2
         {.kind = Kind::empirical, .values = {2, 1, 7}, .weights = {1, 3, 1}},
         2.4,
         5.44,
         1,
         7,
         [](double x) { return x < 2   ? 0.6
                               : x < 7 ? 0.8
                                       : 1; },
         {1.0, 2.0, 1.0}},
        {"empirical without weights",
         {.kind = Kind::empirical, .values = {4, 0, 2, 4}},
         2.5,
         2.75,
         0,
         4,
         [](double x) { return x < 2   ? 0.25
                               : x < 4 ? 0.5
                                       : 1; },
         {2.0, 4.0, 4.0}},
        {"poisson", {.kind = Kind::poisson, .mean = 3}, 3, 3, 0, unbounded, poisson(3), {6.0, 3.0, 3.0}},
        {"poisson with a large mean", {.kind = Kind::poisson, .mean = 100}, 100, 100, 0, unbounded, poisson(100), {107.0, 109.0, 111.0}},
        {"uniform-int",
         {.kind = Kind::uniform_int, .min = 1, .max = 6},
         3.5,
         35.0 / 12,
         1,
         6,
         [](double x) { return x / 6; },
         {3.0, 2.0, 6.0}},
    };
}
