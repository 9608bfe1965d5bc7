#include "report/results_csv.hpp"
#include "report/results_json.hpp"
#include "support/sample_run.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::ordered_json;

TEST_CASE("results as JSON have the keys of the interface, in its order", "[report][json]") {
    const SampleRun run = sample_run();

    const ordered_json json = ordered_json::parse(results_json(run.scenario, run.result));

    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"format", "version", "digest", "scenario", "replications", "confidence", "measured_days",
                                           "warmup_days", "metrics", "targets", "bound", "bound_notes"});
    CHECK(json["format"] == "agrocap-results/1");
    CHECK(json["scenario"].dump() == R"({"name":"One plant","files":[{"path":"semey.toml","sha256":"00ff"}],"set":[],"seed":2023})");
    CHECK(json["replications"] == 3);
    CHECK(
        json["metrics"]["output.total"].dump() ==
        R"({"mean":34861.083333333336,"half_width":95.1,"sd":95.1,"min":34310,"max":35402,"p05":34310,"p95":35402,"n":3,"unit":"units/y","p05_interval":null,"p95_interval":null})");
    CHECK(
        json["targets"][0].dump() ==
        R"({"name":"enough","metric":"output.total","at_least":35000,"confidence":0.95,"verdict":"fail","estimate":34861.083333333336,"half_width":95.1,"replications":3})");
}

TEST_CASE("what was not observed is null in JSON and empty in CSV", "[report][json]") {
    const SampleRun run = sample_run();

    const ordered_json metric = ordered_json::parse(results_json(run.scenario, run.result))["metrics"]["wait.semey.main.weld"];

    CHECK(metric["mean"].is_null());
    CHECK(metric["half_width"].is_null());
    CHECK(metric["n"] == 0);
    CHECK_THAT(results_csv(run.result)[0].text, ContainsSubstring("wait.semey.main.weld,h,,,,,,,,0,,,,\r\n"));
}

TEST_CASE("performance is written on request only, warnings when there are some", "[report][json]") {
    SampleRun run = sample_run();
    run.result.events = 100;
    run.result.wall_s = 0.5;

    const ordered_json json = ordered_json::parse(results_json(run.scenario, run.result, {true, {"a.toml:1:1: warning[W044]: odd"}}));

    CHECK(json["performance"]["events_per_s"] == 200);
    CHECK(json["performance"]["peak_rss_mb"] > 0);
    CHECK(json["warnings"][0] == "a.toml:1:1: warning[W044]: odd");
}

TEST_CASE("a name that is not UTF-8 cannot spoil the JSON", "[report][json]") {
    SampleRun run = sample_run();
    run.scenario.files[0].path = "\xFF.toml";

    CHECK(ordered_json::accept(results_json(run.scenario, run.result)));
}

TEST_CASE("an interrupted run says so in JSON", "[report][json]") {
    SampleRun run = sample_run();
    run.result.interrupted = true;

    CHECK(ordered_json::parse(results_json(run.scenario, run.result))["interrupted"] == true);
}

TEST_CASE("results as CSV are metrics, tidy replications and targets", "[report][csv]") {
    const std::vector<CsvFile> files = results_csv(sample_run().result);

    REQUIRE(files.size() == 3);
    CHECK(files[0].name == "metrics.csv");
    CHECK_THAT(files[0].text, StartsWith("metric,unit,mean,half_width,sd,min,max,p05,p95,n,p05_low,p05_high,p95_low,p95_high\r\n"
                                         "output.total,units/y,34861.083333333336,95.1,95.1,34310,35402,34310,35402,3,,,,\r\n"));
    CHECK(files[1].name == "replications.csv");
    CHECK_THAT(files[1].text, StartsWith("replication,metric,value\r\n1,output.total,34310\r\n"));
    CHECK_THAT(files[1].text, ContainsSubstring("\r\n2,output.total,34871.25\r\n"));
    CHECK(files[2].text ==
          "target,metric,at_least,at_most,probability,confidence,estimate,half_width,replications,verdict\r\n"
          "enough,output.total,35000,,,0.95,34861.083333333336,95.1,3,fail\r\n");
}
