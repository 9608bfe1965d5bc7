// Every distribution of the language as the work of one server with Poisson orders, against Pollaczek and Khinchine:
// mean wait = lambda E[S^2] / (2 (1 - lambda E[S])). It needs the first two moments only, so each case is a test of both.
// Orders come once an hour on average. Source: Gross et al., Fundamentals of Queueing Theory, ch. 5.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {
namespace {

struct Moments {
    double mean_h = 0, second_h2 = 0;
};

Moments with_cv(double mean_h, double cv) { return {mean_h, mean_h * mean_h * (1 + cv * cv)}; }

void waits_as_theory_says(const std::string& time, const Moments& work) {
    const Simulated queue({.horizon = "20000 h", .warmup = "500 h", .replications = 20, .seed = 11}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        release = { every = { dist = "exponential", mean = "1 h" } }
        [plant.p.line.l.station.s]
        time = )" + time);

    queue.agrees("busy.p.l.s", work.mean_h, 0.01);
    queue.agrees("wait.p.l.s", work.second_h2 / (2 * (1 - work.mean_h)), 0.05);
}

}  // namespace

TEST_CASE("exponential work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    waits_as_theory_says(R"({ dist = "exponential", mean = "36 min" })", with_cv(0.6, 1));
}

TEST_CASE("Erlang work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    waits_as_theory_says(R"({ dist = "erlang", k = 3, mean = "36 min" })", with_cv(0.6, std::sqrt(1.0 / 3)));
}

TEST_CASE("gamma work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    waits_as_theory_says(R"({ dist = "gamma", mean = "36 min", cv = 0.4 })", with_cv(0.6, 0.4));
    waits_as_theory_says(R"({ dist = "gamma", mean = "30 min", cv = 1.5 })", with_cv(0.5, 1.5));
}

TEST_CASE("lognormal work has the mean and cv that were written, not those of its logarithm", "[verification][distributions]") {
    waits_as_theory_says(R"({ dist = "lognormal", mean = "36 min", cv = 0.8 })", with_cv(0.6, 0.8));
}

TEST_CASE("Weibull work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    // E[S^2] = scale^2 Gamma(1 + 2/shape), scale = mean / Gamma(1 + 1/shape).
    const double scale = 0.6 / std::tgamma(1 + 1 / 1.5);
    waits_as_theory_says(R"({ dist = "weibull", shape = 1.5, mean = "36 min" })", {0.6, scale * scale * std::tgamma(1 + 2 / 1.5)});
}

TEST_CASE("uniform work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    // Variance (max - min)^2 / 12 = 1/12 h^2 from 6 to 66 min.
    waits_as_theory_says(R"({ dist = "uniform", min = "6 min", max = "66 min" })", {0.6, 0.36 + 1.0 / 12});
}

TEST_CASE("triangular work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    // Mean (a + m + b)/3; variance (a^2 + m^2 + b^2 - am - ab - mb)/18, here with 0.2, 0.3 and 1.3 h.
    constexpr double a = 0.2, m = 0.3, b = 1.3;
    constexpr double variance = (a * a + m * m + b * b - a * m - a * b - m * b) / 18;
    waits_as_theory_says(R"({ dist = "triangular", min = "12 min", mode = "18 min", max = "78 min" })", {0.6, 0.36 + variance});
}

TEST_CASE("PERT work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    // Mean (a + 4m + b)/6, variance (mean - a)(b - mean)/7: the beta distribution with 4 as the weight of the mode.
    constexpr double a = 0.2, m = 0.4, b = 2.4;
    constexpr double mean = (a + 4 * m + b) / 6;
    waits_as_theory_says(R"({ dist = "pert", min = "12 min", mode = "24 min", max = "144 min" })",
                         {mean, mean * mean + (mean - a) * (b - mean) / 7});
}

TEST_CASE("normal work is cut off at zero by drawing again", "[verification][distributions]") {
    // N(0.5, 0.4^2) above 0: mean = 0.5 + 0.4 h, E[S^2] = 0.5^2 + 0.4^2 + 0.5 * 0.4 h with h = phi(z)/Phi(z), z = 0.5/0.4.
    const double z = 0.5 / 0.4;
    const double hazard = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0)) / (0.5 * std::erfc(-z / std::sqrt(2.0)));
    waits_as_theory_says(R"({ dist = "normal", mean = "30 min", sd = "24 min" })", {0.5 + 0.4 * hazard, 0.25 + 0.16 + 0.2 * hazard});
}

TEST_CASE("hyperexponential work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    // 0.3 * 1 h + 0.7 * 0.4 h; E[S^2] = 2 (0.3 * 1 + 0.7 * 0.16).
    waits_as_theory_says(R"({ dist = "hyperexponential", p = 0.3, means = ["1 h", "24 min"] })", {0.58, 0.824});
}

TEST_CASE("geometric work is 1, 2, 3 and more units", "[verification][distributions]") {
    // Mean 1/p = 5 units, E[N^2] = (2 - p)/p^2 = 45, the unit 0.1 h.
    waits_as_theory_says(R"({ dist = "geometric", p = 0.2, unit = "6 min" })", {0.5, 0.45});
}

TEST_CASE("empirical work waits as Pollaczek and Khinchine say", "[verification][distributions]") {
    waits_as_theory_says(R"({ dist = "empirical", values = ["15 min", "90 min"], weights = [3, 1] })",
                         {0.75 * 0.25 + 0.25 * 1.5, 0.75 * 0.0625 + 0.25 * 2.25});
}

}  // namespace agrocap
