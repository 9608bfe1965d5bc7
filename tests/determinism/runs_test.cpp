// Same scenario and same seed: the same bits, whatever the threads, the order of the file, and what else is in the country.

#include "experiment/experiment.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "observe/metrics.hpp"
#include "support/bits.hpp"
#include "support/busy_works.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>

namespace agrocap {
namespace {

const Span span{.horizon = "30 d", .warmup = "4 d", .replications = 9, .seed = 7};

ExperimentOptions on_threads(unsigned threads) {
    ExperimentOptions options;
    options.threads = threads;
    return options;
}

}  // namespace

TEST_CASE("the number of threads changes no bit of any result", "[determinism][threads]") {
    const Scenario scenario = scenario_of(scenario_text(span, joined(busy_works())));
    const std::string digest = run_experiment(scenario, on_threads(1)).digest;

    for (const unsigned threads : {2U, 3U, 8U}) {
        CAPTURE(threads);
        CHECK(run_experiment(scenario, on_threads(threads)).digest == digest);
    }
}

TEST_CASE("the number of threads does not change how many replications a precision takes", "[determinism][threads]") {
    const Scenario scenario = scenario_of(scenario_text(span, joined(busy_works())));
    ExperimentOptions options = on_threads(1);
    options.precision = 0.02;
    const ExperimentResult alone = run_experiment(scenario, options);
    REQUIRE(alone.values.size() > 10);

    options.threads = 3;
    const ExperimentResult together = run_experiment(scenario, options);

    CHECK(together.values.size() == alone.values.size());
    CHECK(together.digest == alone.digest);
}

TEST_CASE("another seed gives other results", "[determinism]") {
    const Scenario scenario = scenario_of(scenario_text(span, joined(busy_works())));
    ExperimentOptions options = on_threads(2);
    options.seed = 8;

    CHECK(run_experiment(scenario, options).digest != run_experiment(scenario, on_threads(2)).digest);
}

TEST_CASE("the order of the tables in the file means nothing", "[determinism]") {
    std::vector<std::string> tables = busy_works();
    const std::string digest = run_experiment(scenario_of(scenario_text(span, joined(tables)))).digest;

    std::reverse(tables.begin(), tables.end());
    CHECK(run_experiment(scenario_of(scenario_text(span, joined(tables)))).digest == digest);
    std::rotate(tables.begin(), tables.begin() + 5, tables.end());
    CHECK(run_experiment(scenario_of(scenario_text(span, joined(tables)))).digest == digest);
}

TEST_CASE("an unconnected plant changes no number of the others", "[determinism][streams]") {
    // Before, between and after the others in path order, so that every index moves.
    std::string body = joined(busy_works());
    const ExperimentResult before = run_experiment(scenario_of(scenario_text(span, body)));
    for (const std::string plant : {"aaa", "kokshetau", "zzz"}) {
        body += "[plant." + plant + ".line.main]\nmakes = \"pump\"\nroute = [\"a\"]\n[plant." + plant +
                ".line.main.station.a]\ntime = { dist = \"exponential\", mean = \"1 h\" }\n"
                "failures = { uptime = { dist = \"exponential\", mean = \"9 h\" }, repair = \"1 h\" }\n";
    }

    const ExperimentResult after = run_experiment(scenario_of(scenario_text(span, body)));

    std::size_t compared = 0;
    for (std::size_t m = 0; m < before.metrics.size(); ++m) {
        const std::string& name = before.metrics[m].name;
        if (name.ends_with(".total") || name == "output.item.pump") continue;  // sums over all plants
        const std::int64_t other = after.find(name);
        CAPTURE(name);
        REQUIRE(other >= 0);
        for (std::size_t r = 0; r < before.values.size(); ++r) {
            REQUIRE(bits_of({after.values[r][static_cast<std::size_t>(other)]}) == bits_of({before.values[r][m]}));
        }
        ++compared;
    }
    CHECK(compared > 100);
}

TEST_CASE("a replication does not depend on those run before it in the same memory", "[determinism]") {
    const Model model = compile(scenario_of(scenario_text(span, joined(busy_works()))));
    RunState fresh;
    const std::vector<double> expected = run_replication(model, fresh, 5).values;

    RunState used;
    run_replication(model, used, 3);
    run_replication(model, used, 11);

    CHECK(bits_of(run_replication(model, used, 5).values) == bits_of(expected));
}

TEST_CASE("a copy of a run's state is a checkpoint", "[determinism][checkpoint]") {
    const Model model = compile(scenario_of(scenario_text(span, joined(busy_works()))));
    RunState straight;
    const std::vector<double> expected = run_replication(model, straight, 2).values;

    auto half = std::make_unique<RunState>();
    Run first{model, *half};
    begin(first, 2);
    advance(first, model.warmup_end);
    reset_measurements(first);
    advance(first, model.warmup_end + model.measured() / 3 + Duration(12345));
    RunState resumed = *half;
    advance(first, model.end);  // the original goes on and is thrown away: the copy must not notice
    half.reset();
    Run second{model, resumed};
    advance(second, model.end);
    close_measurements(second);

    CHECK(bits_of(metric_values(model, resumed)) == bits_of(expected));
}

}  // namespace agrocap
