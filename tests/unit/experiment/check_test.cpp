#include "experiment/check.hpp"

#include "experiment/target_bounds.hpp"
#include "experiment/target_test.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <limits>
#include <string>

using namespace agrocap;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

TargetSpec target_of(TargetSense sense, double low, double high) {
    TargetSpec target;
    target.metric.value = "output.total";
    target.sense = sense;
    target.low.value = low;
    target.high.value = high;
    return target;
}

TestState state_after(const TargetSpec& target, double value, int times) {
    TargetTest test(target, 0.05);
    for (int i = 0; i < times; ++i) test.add(value);
    return test.state();
}

/// A station that fails now and then: 30 days make about 600 units, which vary by a few per cent.
const char* const press =
    "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n[plant.works.line.main.station.press]\ntime = \"1 h\"\n"
    "failures = { uptime = { dist = \"exponential\", mean = \"20 h\" }, repair = { dist = \"exponential\", mean = \"4 h\" } }\n";

ExperimentResult checked(const std::string& targets, unsigned threads = 1) {
    ExperimentOptions options;
    options.threads = threads;
    return run_check(scenario_of(scenario_text({.horizon = "30 d", .seed = 3}, press + targets)), options);
}

}  // namespace

TEST_CASE("a target asks for at least, at most or both", "[experiment][target]") {
    CHECK(state_after(target_of(TargetSense::at_least, 5, 0), 5, 14) == TestState::passed);
    CHECK(state_after(target_of(TargetSense::at_least, 5, 0), 4, 14) == TestState::failed);
    CHECK(state_after(target_of(TargetSense::at_most, 0, 5), 5, 14) == TestState::passed);
    CHECK(state_after(target_of(TargetSense::at_most, 0, 5), 6, 14) == TestState::failed);
    CHECK(state_after(target_of(TargetSense::between, 5, 7), 6, 14) == TestState::passed);
    CHECK(state_after(target_of(TargetSense::between, 5, 7), 4, 14) == TestState::failed);
    CHECK(state_after(target_of(TargetSense::between, 5, 7), 8, 14) == TestState::failed);
    CHECK(state_after(target_of(TargetSense::at_least, 5, 0), 5, 9) == TestState::open);
}

TEST_CASE("a target of two thresholds has half of the error for each", "[experiment][target]") {
    TargetSpec two = target_of(TargetSense::between, 100, 1e6), one = target_of(TargetSense::at_least, 100, 0);
    two.indifference = one.indifference = Written<double>{0.1, {}, true};
    TargetTest both(two, 0.05), half(one, 0.025), whole(one, 0.05);
    for (int i = 0; half.state() == TestState::open && i < 10000; ++i) {
        const double value = 100.3 + (i % 4 < 2 ? 1 : -1);
        for (TargetTest* test : {&both, &half, &whole}) test->add(value);
        REQUIRE(both.state() == half.state());
    }

    CHECK(half.state() == TestState::passed);
    CHECK(whole.replications() < half.replications());  // else the error would not matter here
}

TEST_CASE("replications that show nothing decide nothing", "[experiment][target]") {
    TargetTest test(target_of(TargetSense::at_least, 5, 0), 0.05);
    for (int i = 0; i < 50; ++i) test.add(nothing);
    CHECK(test.state() == TestState::open);
    for (int i = 0; i < 14; ++i) test.add(6);

    CHECK(test.state() == TestState::passed);
    CHECK(test.replications() == 64);
}

TEST_CASE("the zone on a probability is 0.05, less near 0 and 1, or as given", "[experiment][target]") {
    TargetSpec target = target_of(TargetSense::at_least, 5, 0);
    target.probability = Written<double>{0.8, {}, true};
    CHECK(indifference_of_share(target) == 0.05);
    target.probability->value = 0.99;
    CHECK(indifference_of_share(target) == (1 - 0.99) / 2);
    target.probability->value = 1;
    CHECK(indifference_of_share(target) == 0.05);
    target.indifference = Written<double>{0.02, {}, true};
    CHECK(indifference_of_share(target) == 0.02);
    target.indifference->value = 200;  // of the metric
    CHECK(indifference_of_share(target) == 0.05);
}

TEST_CASE("each target is decided after the replications that it needs", "[experiment][check]") {
    const ExperimentResult result = checked(
        "[target.easy]\nmetric = \"output.total\"\nat_least = 1000\n"
        "[target.hard]\nmetric = \"output.total\"\nat_most = 7290\n"
        "[target.years]\nmetric = \"output.total\"\nat_least = 6500\nkind = { probability = 0.8 }\n");

    REQUIRE(result.targets.size() == 3);
    CHECK(result.targets[0].verdict == Verdict::pass);
    CHECK(result.targets[0].replications == 14);
    CHECK(result.targets[0].estimate.n == 14);
    CHECK(result.targets[1].replications > 14);
    CHECK(result.targets[2].verdict == Verdict::pass);
    CHECK(result.values.size() == std::max(result.targets[1].replications, result.targets[2].replications));
}

TEST_CASE("verdicts and digest of a check do not depend on the threads", "[experiment][check][threads]") {
    const std::string targets = GENERATE("[target.near]\nmetric = \"output.total\"\nat_least = 7290\n",
                                         "[target.years]\nmetric = \"output.total\"\nat_least = 7000\nkind = { probability = 0.7 }\n");
    const ExperimentResult alone = checked(targets);
    REQUIRE(alone.values.size() > 14);

    for (const unsigned threads : {2U, 3U, 8U}) {
        const ExperimentResult together = checked(targets, threads);
        CAPTURE(threads);
        CHECK(together.digest == alone.digest);
        CHECK(together.values.size() == alone.values.size());
        CHECK(together.targets[0].verdict == alone.targets[0].verdict);
    }
}

TEST_CASE("nothing at all is possible, less is not", "[experiment][target]") {
    CHECK_FALSE(is_impossible(target_of(TargetSense::at_most, 0, 0)));
    CHECK(is_impossible(target_of(TargetSense::at_most, 0, -1)));
    CHECK(is_impossible(target_of(TargetSense::between, -2, -1)));
    CHECK_FALSE(is_impossible(target_of(TargetSense::between, -1, 0)));
}

TEST_CASE("a share above 1 and a count below 0 are impossible", "[experiment][check]") {
    Scenario scenario = scenario_of(scenario_text({.horizon = "30 d", .seed = 3},
                                                  std::string(press) + "[target.busier]\nmetric = \"busy.works.main.press\"\nat_least = 1\n"
                                                                       "[target.full]\nmetric = \"busy.works.main.press\"\nat_least = 1\n"
                                                                       "[target.negative]\nmetric = \"scrap.works.main\"\nat_most = 0\n"));
    scenario.target.at("busier").low.value = 1.01;  // a planner who writes this is told at once
    scenario.target.at("negative").high.value = -1;

    ExperimentOptions options;
    options.threads = 1;
    const ExperimentResult result = run_check(scenario, options);

    CHECK(result.targets[0].verdict == Verdict::impossible);
    CHECK(result.targets[1].verdict == Verdict::fail);
    CHECK(result.targets[2].verdict == Verdict::impossible);
}

TEST_CASE("a check gives up at the most replications", "[experiment][check]") {
    ExperimentOptions options;
    options.replications = 12;
    const ExperimentResult result = run_check(
        scenario_of(scenario_text({.horizon = "30 d", .seed = 3},
                                  std::string(press) + "[target.near]\nmetric = \"output.total\"\nat_least = 7290\nindifference = 0.01\n")),
        options);

    CHECK(result.targets[0].verdict == Verdict::undecided);
    CHECK(result.targets[0].replications == 12);
    CHECK(result.values.size() == 12);
}

TEST_CASE("a check to a precision goes on from its verdicts to where a run to it ends", "[experiment][check][threads]") {
    const std::string target = "[target.easy]\nmetric = \"output.total\"\nat_least = 1000\n";
    const Scenario scenario = scenario_of(scenario_text({.horizon = "30 d", .seed = 3}, press + target));
    ExperimentOptions options;
    options.precision = 0.005;
    const ExperimentResult run = run_experiment(scenario, options);

    for (const unsigned threads : {1U, 3U}) {
        CAPTURE(threads);
        options.threads = threads;
        const ExperimentResult check = run_check(scenario, options);
        CHECK(check.targets[0].replications == 14);
        REQUIRE(check.values.size() >= 20);
        CHECK(check.digest == run.digest);
    }
}

TEST_CASE("several targets share the error: each is tested with its part", "[experiment][check]") {
    // Without chance a target is decided after the first stage: 14 replications, or 20 where its error is below 0.005. Of 0.05 each of ten
    // has 0.005, and each of eleven less.
    const auto replications_of = [](int targets) {
        std::string text =
            "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n[plant.works.line.main.station.press]\n"
            "time = \"1 h\"\n";
        for (int i = 0; i < targets; ++i)
            text += "[target.t" + std::to_string(i) + "]\nmetric = \"output.total\"\nat_least = " + std::to_string(100 + i) + "\n";
        return run_check(scenario_of(scenario_text({.horizon = "30 d", .seed = 3}, text)), {}).values.size();
    };

    CHECK(replications_of(1) == 14);
    CHECK(replications_of(9) == 14);
    CHECK(replications_of(11) == 20);
}
