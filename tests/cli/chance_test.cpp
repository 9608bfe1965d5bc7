// Probabilities, quantiles and batch means through the real program.

#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

namespace {

/// A plant whose output depends on chance.
void write_failing(const Workplace& work, const std::string& more = "") {
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n" +
        more);
}

}  // namespace

TEST_CASE("a run tells how likely a metric is beyond a threshold, in text, JSON and CSV", "[cli][chance]") {
    const Workplace work;
    write_failing(work, "[target.mostly]\nmetric = \"output.total\"\nat_least = 8000\nkind = { probability = 0.5 }\n");
    const Ran ran = work.agrocap(
        "run plant.toml --replications 30 --probability 'output.total>=8420' --probability 'output.total <= 9000' --json r.json --csv out");

    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("How likely a replication is to have\n"));
    CHECK_THAT(ran.out, ContainsSubstring("output.total  at least 8 420"));
    CHECK_THAT(ran.out, ContainsSubstring("output.total  at most 9 000         100.0  88.6  100.0\n"));  // 30 / (30 + 1.96^2)
    CHECK_THAT(ran.out, ContainsSubstring("output.total  at least 8 000        100.0  88.6  100.0\n"));
    const json results = json::parse(work.read("r.json"));
    REQUIRE(results["probabilities"].size() == 2);
    CHECK(results["probabilities"][0]["metric"] == "output.total");
    CHECK(results["probabilities"][0]["at_least"] == 8420);
    CHECK(results["probabilities"][0]["n"] == 30);
    CHECK(results["probabilities"][0]["interval"][0] < results["probabilities"][0]["estimate"]);
    CHECK(results["probabilities"][1]["at_most"] == 9000);
    CHECK(results["targets"][0]["interval"][1] == 1);
    CHECK_THAT(work.read("out/probabilities.csv"), StartsWith("metric,at_least,at_most,estimate,low,high,n\r\noutput.total,8420,,"));
    CHECK(work.agrocap("report r.json").out == ran.out);
    CHECK(work.agrocap("reproduce r.json").code == 0);
}

TEST_CASE("a probability that cannot be asked for is told", "[cli][chance]") {
    const Workplace work;
    write_failing(work);
    const Ran form = work.agrocap("run plant.toml --probability 'output.total>5'");
    CHECK(form.code == 2);
    CHECK_THAT(form.err, ContainsSubstring("--probability: found \"output.total>5\", expected METRIC >= NUMBER or METRIC <= NUMBER"));
    const Ran metric = work.agrocap("run plant.toml --probability 'output.totl>=5'");
    CHECK(metric.code == 2);
    CHECK(metric.err == "agrocap run: --probability: no metric is called \"output.totl\"\n  hint: did you mean \"output.total\"?\n");
    const Ran share = work.agrocap("check plant.toml --probability 'utilisation.total>=90'");
    CHECK(share.code == 2);
    CHECK(share.err ==
          "agrocap check: --probability: 90 is out of range: \"utilisation.total\" is a share, seldom above 1 and never so far\n"
          "  hint: 90 % is 0.9\n");
    CHECK(work.agrocap("run plant.toml --probability 'utilisation.total>=90' --set colour=1").code == 3);
}

TEST_CASE("quantiles have intervals as soon as there are enough replications", "[cli][chance]") {
    const Workplace work;
    write_failing(work);
    const Ran many = work.agrocap("run plant.toml --replications 100 --json r.json");
    const json metric = json::parse(work.read("r.json"))["metrics"]["output.total"];

    CHECK_THAT(many.out, ContainsSubstring("How replications differ\n"));
    CHECK(metric["p05_interval"][0] <= metric["p05"]);
    CHECK(metric["p05"] <= metric["p05_interval"][1]);
    CHECK(metric["p95_interval"][0] <= metric["p95"]);
    const json few = json::parse(work.agrocap("run plant.toml --replications 71 --json -").out)["metrics"]["output.total"];
    CHECK(few["p05_interval"].is_null());
    CHECK(few["p95_interval"].is_null());
}

TEST_CASE("one long run is reported, stored and reproduced by its batches", "[cli][batches]") {
    const Workplace work;
    write_failing(work);
    const Ran ran = work.agrocap("run plant.toml --batches 12 --json r.json --db r.db --csv out");

    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("365 days measured, one replication in 12 batches of 30.42 days, seed 7"));
    const json results = json::parse(work.read("r.json"));
    CHECK(results["replications"] == 1);
    CHECK(results["method"] == "batch-means");
    CHECK(results["batches"] == 12);
    CHECK(results["metrics"]["output.total"]["n"] == 12);
    CHECK(results["metrics"]["output.total"].contains("correlation"));
    CHECK_THAT(work.read("out/replications.csv"), StartsWith("batch,metric,value\r\n1,"));
    for (const char* file : {"r.json", "r.db"}) {
        CAPTURE(file);
        CHECK(work.agrocap(std::string("report ") + file).out == ran.out);
        CHECK_THAT(work.agrocap(std::string("reproduce ") + file).out, StartsWith("equal: "));
    }
    CHECK(work.agrocap("run plant.toml --batches 12 --db r.db").out == ran.out);
    CHECK(work.agrocap("run plant.toml --batches 12 --threads 3").out == ran.out);
    CHECK(json::parse(work.agrocap("run plant.toml --replications 12 --db r.db --json -").out)["digest"] != results["digest"]);
}

TEST_CASE("a precision that is not reached is told, with how well each metric is known", "[cli][chance]") {
    const Workplace work;
    write_failing(work, "[target.some]\nmetric = \"output.total\"\nat_least = 8000\n");
    for (const char* command : {"run", "check"}) {
        CAPTURE(command);
        const Ran ran =
            work.agrocap(std::string(command) + " plant.toml --precision 0.0001 --set experiment.max_replications=20 --json r.json");
        CHECK_THAT(ran.out, ContainsSubstring("warning: 0.01 % is not reached with 20 replications: output.total is known to "));
        CHECK(json::parse(work.read("r.json"))["precision_missed"] == 0.0001);
        CHECK(work.agrocap("report r.json").out == ran.out);
    }
    const Ran reached = work.agrocap("run plant.toml --precision 0.5 --json r.json");
    CHECK_THAT(reached.out, !ContainsSubstring("is not reached"));
    CHECK_FALSE(json::parse(work.read("r.json")).contains("precision_missed"));
}

TEST_CASE("batches and replications exclude each other on the command line", "[cli][batches]") {
    const Workplace work;
    write_failing(work);
    CHECK(work.agrocap("run plant.toml --batches 12 --replications 3").code == 2);
    CHECK(work.agrocap("run plant.toml --batches 12 --precision 0.1").code == 2);
    CHECK(work.agrocap("run plant.toml --batches 1").code == 2);
}
