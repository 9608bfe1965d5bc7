#include "experiment/target_verdict.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace agrocap;

namespace {

/// Two values this far to either side of the mean: t with one degree of freedom is 12.706, so the half-width is 12.706 times the distance.
std::vector<double> around(double mean, double distance) { return {mean - distance, mean + distance}; }

TargetSpec at_least(double threshold) {
    TargetSpec target;
    target.metric.value = "output.total";
    target.low.value = threshold;
    return target;
}

}  // namespace

TEST_CASE("a target passes or fails with its interval on one side of the threshold, and is undecided within", "[experiment][target]") {
    // Half-width 127.06, half a per cent of the threshold is 5 at most.
    const std::vector<double> values = around(1000, 10);

    CHECK(judge_target("t", at_least(872), values).verdict == Verdict::pass);
    CHECK(judge_target("t", at_least(874), values).verdict == Verdict::undecided);
    CHECK(judge_target("t", at_least(1126), values).verdict == Verdict::undecided);
    CHECK(judge_target("t", at_least(1128), values).verdict == Verdict::fail);
}

TEST_CASE("within an interval as narrow as the zone the mean decides, and not within one a little wider", "[experiment][target]") {
    // The zone is 0.5 % of 1000.5, 5.0025: half-widths of 4.99 and of 5.02, as 0.393 and 0.395 times 12.706.
    CHECK(judge_target("t", at_least(1000.5), around(1000, 0.393)).verdict == Verdict::fail);
    CHECK(judge_target("t", at_least(1000.5), around(1001, 0.393)).verdict == Verdict::pass);
    CHECK(judge_target("t", at_least(1000.5), around(1000, 0.395)).verdict == Verdict::undecided);

    TargetSpec given = at_least(1000.5);
    given.indifference = Written<double>{12.8, {}, true};
    CHECK(judge_target("t", given, around(1000, 1)).verdict == Verdict::fail);
    given.indifference->value = 12.6;
    CHECK(judge_target("t", given, around(1000, 1)).verdict == Verdict::undecided);
}

TEST_CASE("words of verdicts read back as what they say", "[experiment][target]") {
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::undecided, Verdict::impossible})
        CHECK(verdict_from(verdict_word(verdict)) == verdict);
    CHECK(!verdict_from("passed"));
}
