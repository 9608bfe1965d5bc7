// What is followed over the calendar adds up to what is measured over all of it.

#include "experiment/experiment.hpp"
#include "model/compile/compile.hpp"
#include "scenario/resolve.hpp"
#include "scenario/toml_value.hpp"
#include "support/bits.hpp"
#include "support/busy_works.hpp"
#include "support/factory.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

/// A unit an hour, day and night.
constexpr const char* hourly = R"(
[item.part]
[plant.works.line.main]
makes = "part"
route = ["press"]
[plant.works.line.main.station.press]
time = "1 h"
)";

ExperimentOptions followed(Every every, std::int64_t replications, unsigned threads = 2) {
    ExperimentOptions options;
    options.series = every;
    options.replications = replications;
    options.threads = threads;
    return options;
}

std::vector<double> means(const Series& series, const std::string& metric) {
    const SeriesRow* row = series.find(metric);
    REQUIRE(row != nullptr);
    std::vector<double> values;
    for (const SeriesPoint& point : row->points) values.push_back(point.mean.value_or(std::nan("")));
    return values;
}

/// The periods of every row make up its metric's value over the whole time.
void check_sums(const ExperimentResult& result) {
    REQUIRE(result.series);
    const Series& series = *result.series;
    double days = 0;
    for (const SeriesPeriod& period : series.periods) days += period.days;
    CHECK(days == Catch::Approx(result.measured_days).epsilon(1e-12));
    for (const SeriesRow& row : series.rows) {
        const std::int64_t metric = result.find(row.metric.name);
        REQUIRE(metric >= 0);
        const bool annual = result.metrics[static_cast<std::size_t>(metric)].unit.ends_with("/y");
        double sum = 0;
        for (std::size_t p = 0; p < row.points.size(); ++p) sum += *row.points[p].mean * (annual ? 365 : series.periods[p].days);
        CAPTURE(row.metric.name);
        CHECK(sum / result.measured_days ==
              Catch::Approx(*result.estimates[static_cast<std::size_t>(metric)].mean).epsilon(1e-9).margin(1e-9));
    }
}

Scenario of_project(const std::string& path) {
    ReadResult read = read_scenario(AGROCAP_SOURCE_DIR "/scenarios/" + path);
    REQUIRE(!read.diagnostics.has_errors());
    return std::move(read.scenario);
}

}  // namespace

TEST_CASE("a unit an hour is 744 in January, 672 in February, and what leaves at midnight is the old month's", "[experiment][series]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d"}, hourly));
    const ExperimentResult result = run_experiment(scenario, followed(Every::month, 1));

    REQUIRE(result.series);
    CHECK(means(*result.series, "output.total") == std::vector<double>{744, 672, 744, 720, 744, 720, 744, 744, 720, 744, 720, 744});
    CHECK(means(*result.series, "state.works.main.press.working") == std::vector<double>(12, 1));
    CHECK(result.series->find("state.works.main.press.down") == nullptr);  // it never is
    CHECK(result.series->find("output.total")->metric.unit == "units");
    CHECK(!result.series->find("output.total")->points.front().half_width);
}

TEST_CASE("an order of the first of a month is that month's, one of the first of the next year no one's", "[experiment][series]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d"}, R"(
[item.part]
[plant.works.store.part]
supply = "unlimited"
[market.m.demand.part]
orders = [{ date = 2023-01-01, units = 1 }, { date = 2023-02-01, units = 20 }, { date = 2023-03-31, units = 300 },
          { date = 2023-12-01, units = 4000 }, { date = 2024-01-01, units = 50000 }]
)"));
    const ExperimentResult result = run_experiment(scenario, followed(Every::month, 1));

    REQUIRE(result.series);
    CHECK(means(*result.series, "demand.m") == std::vector<double>{1, 20, 300, 0, 0, 0, 0, 0, 0, 0, 0, 4000});
    CHECK(means(*result.series, "sales.m") == std::vector<double>{1, 20, 300, 0, 0, 0, 0, 0, 0, 0, 0, 4000});
}

TEST_CASE("the warm-up is in no month, and the last month may be short", "[experiment][series]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "50 d", .warmup = "7 d"}, hourly));
    const ExperimentResult result = run_experiment(scenario, followed(Every::month, 1));

    CHECK(means(*result.series, "output.total") == std::vector<double>{24 * 24, 26 * 24});
    CHECK(date_text(result.series->periods.front().day) == "2023-01-08");
    CHECK(result.series->periods.back().days == 26);
    check_sums(result);
}

TEST_CASE("the periods of every count and of every mean over time make up the whole", "[experiment][series]") {
    for (const Every every : {Every::day, Every::week, Every::month, Every::year}) {
        CAPTURE(every_word(every));
        check_sums(run_experiment(scenario_of(scenario_text({.horizon = "40 d", .warmup = "36 h", .seed = 5}, joined(busy_works()))),
                                  followed(every, 3)));
    }
    check_sums(run_experiment(of_project("cases/kazakhstan-2023.toml"), followed(Every::month, 2)));
}

TEST_CASE("over one period the estimate is that of the metric, its interval too", "[experiment][series]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d", .seed = 3}, joined(busy_works())));
    const ExperimentResult result = run_experiment(scenario, followed(Every::year, 5));

    const Estimate& whole = result.estimates[static_cast<std::size_t>(result.find("output.total"))];
    const SeriesPoint& year = result.series->find("output.total")->points.front();
    CHECK(*year.mean == Catch::Approx(*whole.mean).epsilon(1e-12));  // its sum is divided in another order
    CHECK(*year.half_width == Catch::Approx(*whole.half_width).epsilon(1e-12));
}

TEST_CASE("following a run changes no bit of its results", "[experiment][series][determinism]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "40 d", .warmup = "4 d", .seed = 7}, joined(busy_works())));
    ExperimentOptions plain;
    plain.replications = 4;
    const ExperimentResult alone = run_experiment(scenario, plain);

    for (const Every every : {Every::day, Every::week, Every::month}) {
        const ExperimentResult result = run_experiment(scenario, followed(every, 4));
        CHECK(result.digest == alone.digest);
        CHECK(result.events == alone.events);
    }
    CHECK(!alone.series);
}

TEST_CASE("a series has the same bits on any number of threads", "[experiment][series][threads]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "40 d", .seed = 7}, joined(busy_works())));
    const auto bits = [&scenario](unsigned threads) {
        const ExperimentResult result = run_experiment(scenario, followed(Every::week, 9, threads));
        std::vector<double> all;
        for (const SeriesRow& row : result.series->rows)
            for (const SeriesPoint& point : row.points) all.insert(all.end(), {*point.mean, *point.half_width});
        return bits_of(all);
    };

    const auto alone = bits(1);
    for (const unsigned threads : {2U, 3U, 8U}) CHECK(bits(threads) == alone);
}

TEST_CASE("months go on across the batches of one long replication", "[experiment][series][batches]") {
    const std::string batches = "method = \"batch-means\"\nbatches = 7\n";
    std::string text = scenario_text({.horizon = "100 d", .warmup = "5 d", .seed = 7}, joined(busy_works()));
    const ExperimentResult whole = run_experiment(scenario_of(text), followed(Every::month, 1));
    const std::string heading = "[experiment]\n";
    text.insert(text.find(heading) + heading.size(), batches);
    ExperimentOptions options;
    options.series = Every::month;

    const ExperimentResult parts = run_experiment(scenario_of(text), options);

    REQUIRE(parts.batches == 7);
    REQUIRE(parts.series);
    for (const SeriesRow& row : whole.series->rows) {
        CAPTURE(row.metric.name);
        const std::vector<double> found = means(*parts.series, row.metric.name);
        for (std::size_t p = 0; p < found.size(); ++p) CHECK(found[p] == Catch::Approx(*row.points[p].mean).epsilon(1e-9).margin(1e-9));
        CHECK(!parts.series->find(row.metric.name)->points.front().half_width);
    }
}

TEST_CASE("of very many periods the most numerous metrics are left out, and said to be", "[experiment][series]") {
    std::string stations = hourly;
    for (int i = 0; i < 40; ++i) stations += "[plant.works.line.main.station.s" + std::to_string(i) + "]\ntime = \"1 min\"\n";
    Scenario scenario = scenario_of(scenario_text({.horizon = "100 y"}, stations));

    const SeriesPlan days = series_plan(compile(scenario), *scenario.start, Every::day, {});
    const SeriesPlan years = series_plan(compile(scenario), *scenario.start, Every::year, {});

    CHECK(days.left_out == std::vector<std::string>{"state.PLANT.LINE.STATION.STATE"});
    CHECK(days.metrics.front().name == "output.total");
    CHECK(days.values() <= 2'000'000);
    CHECK(years.left_out.empty());
    CHECK(years.metrics.size() > 300);
}

TEST_CASE("a focus metric is followed where it adds up, and left out where it does not", "[experiment][series]") {
    Scenario scenario = of_project("cases/kazakhstan-2023.toml");
    const ExperimentResult before = run_experiment(scenario, followed(Every::year, 1));
    std::string pair;
    for (const MetricInfo& metric : before.metrics)
        if (metric.name.starts_with("sales.") && before.series->find(metric.name) == nullptr) pair = metric.name;
    REQUIRE(!pair.empty());

    for (const std::string& name : {pair, std::string("utilisation.total")}) scenario.experiment.focus.emplace_back().value = name;
    const ExperimentResult result = run_experiment(scenario, followed(Every::year, 1));

    CHECK(result.series->find(pair) != nullptr);
    CHECK(result.series->find("utilisation.total") == nullptr);
}
