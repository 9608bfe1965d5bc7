#include "report/run_tables.hpp"

#include "report/run_report.hpp"
#include "report/station_tables.hpp"
#include "support/sample_run.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

TEST_CASE("the headline gives output in the digits that its half-width earns", "[report][run_tables]") {
    const SampleRun run = sample_run();

    CHECK(text_of(headline_table(run.scenario, MetricLookup(run.result))) ==
          "                      mean   ±  lowest  highest  unit\n"
          "  output            34 861  95  34 310   35 402  units/y\n"
          "  nominal capacity  40 000                       units/y\n");
}

TEST_CASE("a plant of one line takes one row, and a column of zeros none", "[report][run_tables]") {
    const SampleRun run = sample_run();

    CHECK(text_of(capacity_table(run.scenario, MetricLookup(run.result))) ==
          "Output against nominal capacity\n"
          "  plant, line  name          output   ±  nominal  utilised  in the line\n"
          "                            units/y      units/y         %        units\n"
          "  semey.main   Semey works   34 861  95   40 000      87.0         4.50\n");
}

TEST_CASE("a plant of several lines stands above them", "[report][run_tables]") {
    SampleRun run = sample_run();
    run.scenario.plant["semey"].line["cabs"];

    const ReportTable table = capacity_table(run.scenario, MetricLookup(run.result));

    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].level == 0);
    CHECK(table.rows[1].level == 1);
    CHECK(std::get<std::string>(table.rows[1].cells[0].value) == "cabs");
}

TEST_CASE("a line that feeds others shows what it made apart from output", "[report][run_tables]") {
    SampleRun run = sample_run();
    run.scenario.plant["semey"].line["cabs"];
    run.add("output.line.semey.cabs", "units/y", {0, 0, 0});
    run.add("throughput.semey.cabs", "units/h", {2, 2, 2});

    const ReportTable table = capacity_table(run.scenario, MetricLookup(run.result));

    CHECK(table.columns[4].title == "parts made");
    CHECK(std::holds_alternative<std::monostate>(table.rows[1].cells[2].value));
    CHECK(std::get<double>(table.rows[1].cells[4].value) == 17520);
    CHECK(std::holds_alternative<std::monostate>(table.rows[2].cells[4].value));
}

TEST_CASE("one replication shows no spread, and a share keeps one decimal", "[report][run_tables]") {
    SampleRun run;
    run.add("output.total", "units/y", {2958});
    run.add("utilisation.total", "share", {0.9993});

    CHECK(text_of(headline_table(run.scenario, MetricLookup(run.result))) ==
          "                mean  unit\n"
          "  output       2 958  units/y\n"
          "  utilisation   99.9  %\n");
}

TEST_CASE("one item alone needs no table of items", "[report][run_tables]") {
    SampleRun run = sample_run();
    run.add("output.item.tractor-82", "units/y", {1, 1, 1});
    CHECK(item_table(run.scenario, MetricLookup(run.result)).empty());

    run.scenario.item["plough"];
    run.add("output.item.plough", "units/y", {1, 1, 1});
    run.add("output.family.tractor", "units/y", {1, 1, 1});
    CHECK(item_table(run.scenario, MetricLookup(run.result)).rows.size() == 3);  // plough; tractor and its one item
}

TEST_CASE("targets say what was asked and what came out", "[report][run_tables]") {
    CHECK(text_of(target_table(sample_run().result)) ==
          "Targets\n"
          "  target  metric        asked            estimate   ±  verdict\n"
          "  enough  output.total  at least 35 000    34 861  95  fail\n");
}

TEST_CASE("a target of each sense is put in words", "[report][run_tables]") {
    TargetSpec spec;
    spec.sense = TargetSense::between;
    spec.low.value = 0.25;
    spec.high.value = 12000;
    CHECK(threshold_of(spec) == "from 0.25 to 12 000");

    spec.sense = TargetSense::at_most;
    spec.probability = Written<double>{0.9};
    CHECK(threshold_of(spec) == "at most 12 000, in 90 % of years");
}

TEST_CASE("a station is occupied by all that cannot be had for more output, as a share of open time", "[report][station_tables]") {
    const SampleRun run = sample_run();
    const std::vector<StationTime> stations = station_times(run.scenario, MetricLookup(run.result));

    REQUIRE(stations.size() == 2);
    CHECK(stations[0].station == "paint");
    CHECK_THAT(stations[0].occupied, WithinAbs((0.40 + 0.02) / 0.50, 1e-12));
    CHECK_THAT(stations[1].occupied, WithinAbs((0.30 + 0.05) / 0.50, 1e-12));
}

TEST_CASE("a station that never opens is not occupied", "[report][station_tables]") {
    SampleRun run = sample_run();
    run.scenario.plant["semey"].line["main"].station["idle"];
    run.add_states("semey.main.idle", {0, 0, 0, 0, 0, 0, 0, 0, 1});

    CHECK(station_times(run.scenario, MetricLookup(run.result)).front().occupied == 0);
}

TEST_CASE("a line shows the time of its most occupied station", "[report][station_tables]") {
    const SampleRun run = sample_run();

    CHECK(text_of(time_table(run.scenario, MetricLookup(run.result))) ==
          "Where the time goes: each line's most occupied station\n"
          "  line        station  working  starved  down  off shift\n"
          "                             %        %     %          %\n"
          "  semey.main  paint       40.0      8.0   2.0       50.0\n");
}

TEST_CASE("the worst stations name their largest losses", "[report][station_tables]") {
    const SampleRun run = sample_run();

    const std::string text = text_of(worst_station_table(run.scenario, MetricLookup(run.result)));

    CHECK_THAT(text, ContainsSubstring("semey.main.paint      84.0     80.0"));
    CHECK_THAT(text, ContainsSubstring("blocked 20.0 %, set-up 10.0 %, no material 10.0 %"));
    CHECK(text.find("paint") < text.find("weld"));
}

TEST_CASE("a report says how it was computed, and what it rests on when it was interrupted", "[report][run_report]") {
    SampleRun run = sample_run();
    run.result.interrupted = true;

    const std::string text = text_of(run_report(run.scenario, run.result));

    CHECK_THAT(text, ContainsSubstring("365 days measured after 30 days of warm-up, 3 replications, seed 2023; "
                                       "± is the half-width of the 95 % confidence interval\n"));
    CHECK_THAT(text, ContainsSubstring("interrupted: these figures rest on 3 finished replications\n"));
}

TEST_CASE("the timing line counts events, seconds and threads", "[report][run_report]") {
    ExperimentResult result;
    result.events = 51234567;
    result.wall_s = 2.9;
    result.threads = 2;

    CHECK(timing_line(result) == "51 234 567 events in 2.90 s, 17.7 million a second, 2 threads");
}
