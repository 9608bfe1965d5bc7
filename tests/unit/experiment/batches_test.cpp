#include "experiment/batches.hpp"

#include "experiment/experiment.hpp"
#include "model/compile/compile.hpp"
#include "model/state/run.hpp"
#include "stats/batch_means.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cmath>
#include <string>

using namespace agrocap;

namespace {

/// A queue with utilisation 0.5: one hour between arrivals, half an hour of work.
Scenario queue(const std::string& horizon, const std::string& experiment) {
    return scenario_of("schema = 1\n[scenario]\nname = \"Queue\"\nhorizon = \"" + horizon + "\"\nwarmup = \"10 d\"\n[experiment]\n" +
                       experiment +
                       "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n"
                       "release = { every = { dist = \"exponential\", mean = \"1 h\" } }\n"
                       "[plant.works.line.main.station.press]\ntime = { dist = \"exponential\", mean = \"30 min\" }\n");
}

double at(const ExperimentResult& result, std::size_t row, const std::string& metric) {
    return result.values[row][static_cast<std::size_t>(result.find(metric))];
}

}  // namespace

TEST_CASE("batches are the parts of one replication: rates and time averages are its own", "[experiment][batches]") {
    const Scenario whole = queue("1000 d", "replications = 1\n");
    const ExperimentResult one = run_experiment(whole);
    const ExperimentResult parts = run_experiment(queue("1000 d", "method = \"batch-means\"\nbatches = 8\n"));

    REQUIRE(parts.values.size() == 8);
    CHECK(parts.batches == 8);
    CHECK(parts.events == one.events);
    for (const char* metric : {"output.total", "throughput.works.main", "wip.works.main", "busy.works.main.press", "queue.works.main.press",
                               "state.works.main.press.starved", "utilisation.total"}) {
        double mean = 0;
        for (std::size_t batch = 0; batch < 8; ++batch) mean += at(parts, batch, metric) / 8;
        CAPTURE(metric);
        CHECK(std::abs(mean - at(one, 0, metric)) <= 1e-9 * std::abs(mean));
    }
    CHECK(at(parts, 0, "output.total") != at(parts, 1, "output.total"));
}

TEST_CASE("a number of replications asked for goes before batches", "[experiment][batches]") {
    const Scenario scenario = queue("100 d", "method = \"batch-means\"\nbatches = 8\n");
    ExperimentOptions options;
    options.replications = 3;

    CHECK(run_experiment(scenario, options).values.size() == 3);
    CHECK(run_experiment(scenario, options).batches == 0);
}

TEST_CASE("batches that are too short are known by their neighbours, long ones are not", "[experiment][batches]") {
    // Work in progress forgets its past in some ten hours: an hour a batch is far too short, ten days are enough.
    const auto agree = [](const std::string& horizon) {
        const ExperimentResult result = run_experiment(queue(horizon, "method = \"batch-means\"\nbatches = 100\n"));
        const auto metric = static_cast<std::size_t>(result.find("wip.works.main"));
        return neighbours_agree(*result.correlations[metric], result.values.size(), 0.95);
    };

    CHECK(agree("100 h"));
    CHECK(!agree("1000 d"));
}

TEST_CASE("intervals from batches hold the true mean of a queue in 95 % of runs", "[experiment][batches]") {
    // M/M/1 at 0.5: mean number in the system rho / (1 - rho) = 1. Any queueing text.
    constexpr int runs = 300;
    const Scenario scenario = queue("400 d", "method = \"batch-means\"\nbatches = 20\n");
    int held = 0;
    for (int run = 0; run < runs; ++run) {
        ExperimentOptions options;
        options.seed = 1000 + static_cast<std::uint64_t>(run);
        const ExperimentResult result = run_experiment(scenario, options);
        const Estimate& estimate = result.estimates[static_cast<std::size_t>(result.find("wip.works.main"))];
        if (std::abs(*estimate.mean - 1) <= *estimate.half_width) ++held;
    }

    // 3 sqrt(0.95 x 0.05 / 300) = 0.038.
    CHECK(std::abs(held / static_cast<double>(runs) - 0.95) <= 0.038);
}

TEST_CASE("batches stop when they are told to", "[experiment][batches]") {
    const Model model = compile(queue("100 d", ""));
    std::atomic<bool> stop{false};
    ExperimentOptions options;
    options.stop = &stop;
    options.progress = [&stop](std::size_t done, std::size_t) { stop = done == 3; };

    CHECK(run_batches(model, 10, options).size() == 3);
}
