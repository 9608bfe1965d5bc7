// The short form of what tools/bench/answers.cpp measures on many more.

#include "bench/bottleneck_lines.hpp"
#include "bench/least_change.hpp"
#include "explain/bottleneck.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace agrocap;

TEST_CASE("the least change of lines small enough to try all is the optimum, at a fraction of the runs", "[explain][reach]") {
    std::size_t right = 0, runs = 0, all = 0;
    constexpr std::uint64_t cases = 6;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        LeastChangeCase one(seed);
        one.enumerate();
        const Reach reach = one.reached();
        CAPTURE(one.text());
        CHECK(one.is_optimum(reach));
        right += one.is_optimum(reach) ? 1 : 0;
        runs += reach.replications;
        all += one.runs();
    }
    CHECK(right == cases);
    CHECK(runs * 4 < all);  // a tenth on average over many
}

TEST_CASE("the bottleneck that is named is one by brute force", "[explain][bottleneck]") {
    std::size_t judged = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const BottleneckLine line(seed);
        const BottleneckTruth truth = line.truth(60);
        const BottleneckGuesses guesses = line.guesses();
        if (truth.kind != BottleneckTruth::Kind::one && truth.kind != BottleneckTruth::Kind::tie) continue;
        ++judged;
        CAPTURE(line.text());
        for (const std::string& named : guesses.ours.named)
            CHECK(std::find(truth.right.begin(), truth.right.end(), named) != truth.right.end());
    }
    CHECK(judged > 0);
}

TEST_CASE("a line that a run's replications do not tell is told by more of them, unless so many were asked for", "[explain][bottleneck]") {
    const ReadResult read = read_scenario_text(BottleneckLine(5).text(), "line.toml");
    ExperimentOptions options;
    const auto judged = [&] { return find_bottlenecks(read.scenario, options, {}).front(); };

    const LineBottleneck told = judged();
    options.replications = 30;
    const LineBottleneck asked = judged();

    CHECK(told.verdict == BottleneckVerdict::bottleneck);
    CHECK(told.named == std::vector<std::string>{"s03"});  // so says brute force
    CHECK(told.stations.front().gain.n == 60);
    CHECK(asked.verdict == BottleneckVerdict::cannot_tell);
    CHECK(asked.stations.front().gain.n == 30);
}
