// Operating characteristics by Monte Carlo at fixed seeds. With 2,000 experiments and a true error of 0.05, the share of wrong answers
// exceeds 0.05 + 3 sqrt(0.05 x 0.95 / 2000) = 0.0646 with a probability of 0.0013.

#include "stats/sequential_test.hpp"

#include "random/stream.hpp"
#include "stats/estimate.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <functional>

using namespace agrocap;

namespace {

constexpr int experiments = 2000;
constexpr double wrong_at_most = 0.0646;

struct Tried {
    double wrong = 0;         // share of the experiments
    double observations = 0;  // mean
};

/// Many tests whose right answer is known; `draw` gives the observations of an experiment.
template <class Test>
Tried tried(const typename Test::Question& question, TestState right, const std::function<double(Stream&)>& draw) {
    Tried result;
    for (std::uint64_t number = 0; number < experiments; ++number) {
        Stream stream(stream_name("test", "observations"), 11, number);
        Test test(question);
        while (test.state() == TestState::open) test.add(draw(stream));
        result.wrong += test.state() == right ? 0 : 1;
        result.observations += static_cast<double>(test.observations());
    }
    result.wrong /= experiments;
    result.observations /= experiments;
    return result;
}

double normal(Stream& stream) { return normal_quantile(stream.uniform()); }

/// Observations that a t test of one size needs to be wrong with probability 0.05 at the edge: |mean| >= 0 decides, so n = (t sd / zone)^2.
double fixed_size(double sd_by_zone) {
    double n = 10;
    for (int i = 0; i < 50; ++i) n = std::pow(student_t_quantile(0.95, n - 1) * sd_by_zone, 2);
    return n;
}

}  // namespace

TEST_CASE("a mean at the edge of the zone is judged wrongly in at most 5 %", "[stats][sequential]") {
    const double zone = GENERATE(0.5, 0.25, 0.1);  // of a standard deviation
    const double side = GENERATE(-1.0, 1.0);
    const TestState right = side > 0 ? TestState::passed : TestState::failed;
    const Tried result = tried<MeanTest>({100, zone, 0.05}, right, [&](Stream& stream) { return 100 + side * zone + normal(stream); });

    CAPTURE(zone, side, result.observations);
    CHECK(result.wrong <= wrong_at_most);
    // Not so cautious that it is useless: at the edge it needs fewer observations than a test of one size, which it cannot if it waits.
    if (zone < 0.5) CHECK(result.observations < fixed_size(1 / zone));
}

TEST_CASE("three zones from the threshold it needs at most half of a fixed-size test", "[stats][sequential]") {
    const double zone = GENERATE(0.25, 0.1);
    const Tried result = tried<MeanTest>({0, zone, 0.05}, TestState::failed, [&](Stream& stream) { return -3 * zone + normal(stream); });

    CAPTURE(zone);
    CHECK(result.observations <= 0.5 * fixed_size(1 / zone));
    CHECK(result.wrong <= 0.01);
}

TEST_CASE("skewed observations are judged wrongly in at most 5 %, too", "[stats][sequential]") {
    const double zone = GENERATE(0.5, 0.25, 0.1);
    const double side = GENERATE(-1.0, 1.0);
    const double tail = GENERATE(-1.0, 1.0);  // an exponential distribution, skewness 2, or its mirror image
    const TestState right = side > 0 ? TestState::passed : TestState::failed;
    const Tried result =
        tried<MeanTest>({0, zone, 0.05}, right, [&](Stream& stream) { return side * zone + tail * (-std::log(stream.uniform()) - 1); });

    CAPTURE(zone, side, tail, result.observations);
    CHECK(result.wrong <= wrong_at_most);
}

TEST_CASE("a mean that is far off is decided after the first stage, however small the zone", "[stats][sequential]") {
    const double side = GENERATE(-1.0, 1.0);
    const TestState right = side > 0 ? TestState::passed : TestState::failed;
    const Tried result = tried<MeanTest>({0, 0.001, 0.05}, right, [&](Stream& stream) { return 5 * side + normal(stream); });

    CHECK(result.observations == 14);
    CHECK(result.wrong == 0);
}

TEST_CASE("observations that do not differ are decided after the first stage, and at the threshold they pass", "[stats][sequential]") {
    const double value = GENERATE(7.0, 8.0, 9.0);
    MeanTest test({8, 0.04, 0.05});
    for (int i = 0; i < 100; ++i) test.add(value);

    CHECK(test.observations() == 14);
    CHECK(test.state() == (value >= 8 ? TestState::passed : TestState::failed));
}

TEST_CASE("a smaller error takes a longer first stage", "[stats][sequential]") {
    MeanTest test({8, 0.04, 0.001});
    for (int i = 0; i < 100; ++i) test.add(9);

    CHECK(test.observations() == 20);
}

TEST_CASE("without a zone a mean beside the threshold is decided, wrongly in at most 5 %", "[stats][sequential]") {
    const Tried result = tried<MeanTest>({0, 0, 0.05}, TestState::passed, [](Stream& stream) { return 0.5 + normal(stream); });

    CHECK(result.wrong <= wrong_at_most);
    CHECK(result.observations < 200);
}

TEST_CASE("a test always ends, a mean at the threshold included", "[stats][sequential]") {
    const Tried result = tried<MeanTest>({0, 0.2, 0.05}, TestState::passed, normal);

    // By symmetry either answer has probability 1/2: 0.5 +- 3 sqrt(0.25 / 2000).
    CHECK(std::abs(result.wrong - 0.5) < 0.034);
    CHECK(result.observations < 200);  // the triangle is 6.8 (sd / zone)^2 = 170 long in the mean
}

TEST_CASE("a probability at the edge of the zone is judged wrongly in at most 5 %", "[stats][sequential]") {
    const double side = GENERATE(-1.0, 1.0);
    const TestState right = side > 0 ? TestState::passed : TestState::failed;
    const double share = 0.9 + side * 0.05;
    Tried result;
    for (std::uint64_t number = 0; number < experiments; ++number) {
        Stream stream(stream_name("test", "trials"), 12, number);
        ShareTest test({0.9, 0.05, 0.05});
        while (test.state() == TestState::open) test.add(stream.uniform() < share);
        if (test.state() != right) result.wrong += 1.0 / experiments;
        result.observations += static_cast<double>(test.observations()) / experiments;
    }

    CHECK(result.wrong <= wrong_at_most);
    CHECK(result.observations < 89);  // (1.645 (sqrt(0.85 0.15) + sqrt(0.95 0.05)) / 0.1)^2, a binomial test of one size
}

TEST_CASE("where a share must be 1, one failure is proof", "[stats][sequential]") {
    ShareTest test({1, 0.05, 0.05});
    for (int i = 0; i < 20; ++i) test.add(true);
    REQUIRE(test.state() == TestState::open);
    test.add(false);

    CHECK(test.state() == TestState::failed);
    CHECK(test.observations() == 21);
}

TEST_CASE("where a share must be 1, as many successes pass as would be unlikely below the zone", "[stats][sequential]") {
    ShareTest test({1, 0.05, 0.05});
    while (test.state() == TestState::open) test.add(true);

    CHECK(test.observations() == 59);  // 0.95^58 = 0.051, 0.95^59 = 0.0485
}

TEST_CASE("a share without a zone is decided by exact binomial tests", "[stats][sequential]") {
    ShareTest test({0.5, 0, 0.05});
    while (test.state() == TestState::open) test.add(true);

    CHECK(test.observations() == 10);  // 0.5^10 = 0.001 <= 0.025
    CHECK(test.state() == TestState::passed);
}

TEST_CASE("a share's test without a zone spends half of its error at the first look and a sixth at the second", "[stats][sequential]") {
    const auto after = [](double error, int successes, int trials, int more = 0, int more_trials = 0) {
        ShareTest test({0.5, 0, error});
        for (int i = 0; i < trials; ++i) test.add(i < successes);
        for (int i = 0; i < more_trials; ++i) test.add(i < more);
        return test.state();
    };
    // P(at least 8 of 10) = 56/1024 = 0.0547.
    CHECK(after(0.12, 8, 10) == TestState::passed);
    CHECK(after(0.10, 8, 10) == TestState::open);
    CHECK(after(0.10, 2, 10) == TestState::open);
    CHECK(after(0.12, 2, 10) == TestState::failed);
    // P(at least 15 of 20) = 0.0207, of 16: 0.0059.
    CHECK(after(0.12, 7, 10, 8, 10) == TestState::open);
    CHECK(after(0.13, 7, 10, 8, 10) == TestState::passed);
    CHECK(after(0.12, 7, 10, 9, 10) == TestState::passed);
}

TEST_CASE("a mean's test spends the error that it is given, and no more", "[stats][sequential]") {
    // Values m - 1 and m + 1 in turn: no skewness, and after 14 of them t = m sqrt(13).
    const auto after = [](const MeanTest::Question& question, double mean, int observations) {
        MeanTest test(question);
        for (int i = 0; i < observations; ++i) test.add(mean + (i % 2 == 0 ? -1 : 1));
        return test.state();
    };
    // Without a zone half of the error at the first look: t at 0.975 with 13 degrees of freedom is 2.1604, m = 0.5992.
    CHECK(after({0, 0, 0.05}, 0.600, 14) == TestState::passed);
    CHECK(after({0, 0, 0.05}, 0.598, 14) == TestState::open);
    CHECK(after({0, 0, 0.05}, -0.600, 14) == TestState::failed);
    // With one, four fifths of the error open the triangle. A sum of 0.5 n leaves it at n = 20: eta = (0.08^(-2/19) - 1) / 2 = 0.1523,
    // times 19 degrees, variance 20/19 and 1 / 0.25 is 12.18, less n / 8 is 9.68. It must stay out for a seventh as long.
    CHECK(after({0, 0.25, 0.05}, 0.5, 21) == TestState::open);
    CHECK(after({0, 0.25, 0.05}, 0.5, 25) == TestState::passed);
}
