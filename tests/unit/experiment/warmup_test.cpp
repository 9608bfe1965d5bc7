#include "experiment/warmup.hpp"

#include "experiment/experiment.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

constexpr Duration day{24 * 3'600'000'000'000};

Scenario with_line(const Span& span, const std::string& line, const std::string& station) {
    return scenario_of(scenario_text(span, "[item.part]\n" + line + "makes = \"part\"\nroute = [\"press\"]\n" + station));
}

const char* const main_line = "[plant.works.line.main]\n";
const char* const press = "[plant.works.line.main.station.press]\n";

}  // namespace

TEST_CASE("a line that only starts on day 30 has a warm-up of 30 days", "[experiment][warmup]") {
    // Nothing for 30 days of 250, then a unit an hour. Intervals of half a day, batches of 2.5 days: 30 days are 12 batches.
    const Scenario scenario =
        with_line({.horizon = "250 d"}, std::string(main_line) + "opens = 2023-01-31\n", std::string(press) + "time = \"1 h\"\n");
    const WarmupEvidence evidence = find_warmup(scenario, {});

    CHECK(evidence.settled);
    CHECK(evidence.pilots == 10);
    CHECK(evidence.interval == day / 2);
    REQUIRE(evidence.lines.size() == 1);
    CHECK(evidence.lines[0].line == "works.main");
    CHECK(evidence.lines[0].output == 30 * day);  // the batch that follows has its full 60 units, the last at its very end
    CHECK(evidence.chosen == 30 * day);
}

TEST_CASE("a queue that grows for ever never settles", "[experiment][warmup]") {
    const Scenario scenario = with_line({.horizon = "100 d"}, std::string(main_line) + "release = { every = \"50 min\" }\n",
                                        std::string(press) + "time = \"1 h\"\n");
    const WarmupEvidence evidence = find_warmup(scenario, {});

    CHECK_FALSE(evidence.settled);
    CHECK_FALSE(evidence.lines[0].wip.has_value());
    CHECK(evidence.chosen == 50 * day);
}

TEST_CASE("closed weekends are no change", "[experiment][warmup]") {
    const Scenario scenario = with_line({.horizon = "364 d"},
                                        "[calendar.week]\nshifts = [ { days = \"mon-fri\", from = \"08:00\", to = \"16:00\" } ]\n" +
                                            std::string(main_line) + "calendar = \"week\"\n",
                                        std::string(press) + "time = { dist = \"exponential\", mean = \"1 h\" }\n");
    const WarmupEvidence evidence = find_warmup(scenario, {});

    CHECK(evidence.settled);
    CHECK(evidence.interval == 7 * day / 5);
    CHECK(evidence.chosen.count() % (7 * day).count() == 0);
    CHECK(evidence.chosen <= 28 * day);  // in truth nothing need be left out; chance may cut a few of the 52 weeks
}

TEST_CASE("the warm-up and the result do not depend on the threads, and are what the time itself gives", "[experiment][warmup][threads]") {
    const std::string station = std::string(press) + "time = { dist = \"exponential\", mean = \"50 min\" }\n";
    const std::string line = std::string(main_line) + "release = { every = { dist = \"exponential\", mean = \"1 h\" } }\n";
    Scenario scenario = with_line({.horizon = "40 d", .replications = 4}, line, station);
    scenario.warmup_auto = true;
    ExperimentOptions options;
    options.threads = 1;
    const ExperimentResult alone = run_experiment(scenario, options);
    options.threads = 3;
    const ExperimentResult together = run_experiment(scenario, options);

    REQUIRE(alone.warmup.has_value());
    CHECK(alone.warmup_days > 0);
    CHECK(together.warmup_days == alone.warmup_days);
    CHECK(together.digest == alone.digest);
    scenario.warmup_auto = false;
    scenario.warmup.value = alone.warmup->chosen;
    CHECK(run_experiment(scenario, options).digest == alone.digest);
}
