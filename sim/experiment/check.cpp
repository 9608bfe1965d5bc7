#include "experiment/check.hpp"

#include "experiment/replication_store.hpp"
#include "experiment/stages.hpp"
#include "experiment/target_test.hpp"
#include "experiment/target_verdict.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

/// A target with what is needed to test it. There is no test where no replication could tell more: its verdict stands from the start.
struct Tested {
    std::string name;
    TargetSpec spec;
    std::int64_t metric = -1;  // -1: this scenario does not have it
    std::optional<TargetTest> test;

    [[nodiscard]] Verdict verdict() const {
        if (!test) return metric < 0 ? Verdict::undecided : Verdict::impossible;
        if (test->state() == TestState::open) return Verdict::undecided;
        return test->state() == TestState::passed ? Verdict::pass : Verdict::fail;
    }
};

/// Whether it asks for more than the metric's mean can be.
bool is_above(const TargetSpec& target, const std::map<std::string, double>& at_most) {
    const auto proven = at_most.find(*target.metric);
    const std::optional<double> asked = mean_asked(target);
    return asked && proven != at_most.end() && *asked > proven->second * (1 + 1e-9);
}

std::vector<Tested> tests_of(const Scenario& scenario, const ExperimentOptions& options, const ExperimentResult& result,
                             const std::map<std::string, double>& at_most) {
    std::vector<Tested> tests;
    for (const auto& [name, target] : scenario.target) {
        Tested tested{name, target, result.find(*target.metric), std::nullopt};
        if (options.confidence) tested.spec.confidence.value = *options.confidence;
        const double error = (1 - *tested.spec.confidence) / static_cast<double>(scenario.target.size());
        if (tested.metric >= 0 && !is_impossible(target) && !is_above(target, at_most))
            tested.test.emplace(tested.spec, std::min(error, 0.49));
        tests.push_back(std::move(tested));
    }
    return tests;
}

/// Hands a replication to all tests. Gives: whether all are decided.
bool examine(std::vector<Tested>& tests, const std::vector<double>& values) {
    bool all = true;
    for (Tested& tested : tests) {
        if (!tested.test) continue;
        tested.test->add(values[static_cast<std::size_t>(tested.metric)]);
        all = all && tested.test->state() != TestState::open;
    }
    return all;
}

CheckProgress standing(const std::vector<Tested>& tests, std::size_t done, std::size_t most) {
    CheckProgress progress{.done = done, .expected = done};
    for (const Tested& tested : tests) {
        const Verdict verdict = tested.verdict();
        if (tested.test) progress.expected = std::max(progress.expected, tested.test->expected_end());
        ++(verdict == Verdict::pass ? progress.passed : verdict == Verdict::undecided ? progress.open : progress.failed);
    }
    progress.expected = std::min(progress.expected, most);
    return progress;
}

TargetResult result_of(const Tested& tested, const Experiment& experiment) {
    std::vector<double> values;
    if (tested.metric >= 0) values = experiment.values_of(static_cast<std::size_t>(tested.metric));
    if (tested.test) values.resize(std::min(values.size(), tested.test->replications()));
    TargetResult result = judge_target(tested.name, tested.spec, values);
    result.verdict = tested.verdict();
    return result;
}

}  // namespace

ExperimentResult run_check(const Scenario& scenario, const ExperimentOptions& options,
                           const std::function<void(const CheckProgress&)>& progress, const std::map<std::string, double>& at_most) {
    assert(!scenario.target.empty());
    Experiment experiment(scenario, options);
    std::vector<Tested> tests = tests_of(scenario, options, experiment.result(), at_most);
    const auto most = static_cast<std::size_t>(options.replications.value_or(*scenario.experiment.max_replications));
    std::size_t done = 0;
    const auto foresee = [&](const CheckProgress& now) {
        if (options.store != nullptr) options.store->foresee(foreseen_end(now.done, now.expected, most));
    };
    foresee({});
    experiment.replicator().run_until(most, [&](const ReplicationResult& replication) {
        const bool decided = examine(tests, replication.values);
        const CheckProgress now = standing(tests, ++done, most);
        foresee(now);
        if (progress) progress(now);
        return decided;
    });
    if (options.precision && !experiment.replicator().stopped())
        run_to_precision(experiment, goal_for(scenario, *options.precision, experiment.result().confidence));

    experiment.take_stock();
    for (const Tested& tested : tests) experiment.result().targets.push_back(result_of(tested, experiment));
    return experiment.conclude();
}

}  // namespace agrocap
