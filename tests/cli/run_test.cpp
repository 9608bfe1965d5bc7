#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

TEST_CASE("a run reports to stdout and says nothing else", "[cli][run]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, StartsWith("One hour a unit\n365 days measured, 3 replications, seed 7;"));
    CHECK_THAT(ran.out, ContainsSubstring("\n  output            8 760  units/y\n"));
}

TEST_CASE("with --json - stdout is the JSON alone", "[cli][json]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --json - --timing --replications 2 --confidence 0.9");

    CHECK(ran.code == 0);
    const json results = json::parse(ran.out);
    CHECK(results["format"] == "agrocap-results/1");
    CHECK(results["metrics"]["output.total"]["mean"] == 8760);
    CHECK(results["replications"] == 2);
    CHECK(results["confidence"] == 0.9);
    CHECK(results["scenario"]["files"][0]["path"] == "plant.toml");
    CHECK(results["performance"]["events"] >= 8760);
    CHECK_THAT(ran.err, ContainsSubstring(" a second, "));
}

TEST_CASE("JSON in a file is the same text as on stdout", "[cli][json]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --json r.json");

    CHECK_THAT(ran.out, StartsWith("One hour a unit\n"));
    CHECK(work.read("r.json") == work.agrocap("run plant.toml --json -").out);
    CHECK(!json::parse(work.read("r.json")).contains("performance"));
}

TEST_CASE("the digest does not depend on the number of threads, but on the seed", "[cli][json]") {
    const Workplace work;
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n");
    const auto digest = [&](const std::string& options) {
        return json::parse(work.agrocap("run plant.toml --json - " + options).out)["digest"];
    };

    CHECK(digest("--threads 1") == digest("--threads 3"));
    CHECK(digest("--seed 7") == digest("--threads 2"));
    CHECK(digest("--seed 8") != digest("--seed 7"));
}

TEST_CASE("CSV goes into a directory that is made", "[cli][csv]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --csv out/run1");

    CHECK(ran.code == 0);
    CHECK_THAT(work.read("out/run1/metrics.csv"), ContainsSubstring("output.total,units/y,8760,0,0,8760,8760,8760,8760,3,,,,\r\n"));
    CHECK_THAT(work.read("out/run1/replications.csv"), ContainsSubstring("\r\n3,output.total,8760\r\n"));
    CHECK_THAT(work.read("out/run1/targets.csv"), StartsWith("target,metric,"));
}

TEST_CASE("one key is changed with --set, as often as needed", "[cli][run]") {
    const Workplace work;
    work.write_plant();
    const Ran ran =
        work.agrocap("run plant.toml --set 'plant.works.line.main.station.press.time=\"2 h\"' --set scenario.name='\"Slow\"' --json -");

    const json results = json::parse(ran.out);
    CHECK(results["metrics"]["output.total"]["mean"] == 4380);
    CHECK(results["scenario"]["name"] == "Slow");
    CHECK(results["scenario"]["set"].size() == 2);
}

TEST_CASE("a failed target is reported, and run still exits 0", "[cli][run]") {
    const Workplace work;
    work.write_plant("[target.dream]\nmetric = \"output.total\"\nat_least = 10000\n");
    const Ran ran = work.agrocap("run plant.toml");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("dream   output.total  at least 10 000"));
    CHECK_THAT(ran.out, ContainsSubstring("  fail\n"));
}

TEST_CASE("a scenario with errors is exit code 3, with all errors on stderr and nothing on stdout", "[cli][run]") {
    const Workplace work;
    work.write_plant("colour = \"red\"\n[plant.works.line.main.station.paint]\ntime = \"90\"\n");
    const Ran ran = work.agrocap("run plant.toml --json r.json");

    CHECK(ran.code == 3);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, StartsWith("plant.toml:"));
    CHECK_THAT(ran.err, ContainsSubstring("colour"));
    CHECK_THAT(ran.err, ContainsSubstring("\"90\""));
    CHECK_THAT(ran.err, ContainsSubstring(" errors; nothing was simulated\n"));
    CHECK(!work.has("r.json"));
}

TEST_CASE("a scenario that is not there is exit code 3 and names the file", "[cli][run]") {
    const Workplace work;
    const Ran ran = work.agrocap("run nowhere.toml");

    CHECK(ran.code == 3);
    CHECK_THAT(ran.err, StartsWith("nowhere.toml"));
}

TEST_CASE("an output that cannot be written is told before anything runs", "[cli][run]") {
    const std::string option = GENERATE("--json no/where.json", "--json .", "--csv plant.toml", "--json plant.toml");
    const Workplace work;
    work.write_plant();
    const std::string before = work.read("plant.toml");
    const Ran ran = work.agrocap("run plant.toml " + option);

    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, ContainsSubstring(": cannot write: "));
    CHECK(work.read("plant.toml") == before);
}

TEST_CASE("a reader that goes away is no fault, and files are still written", "[cli][pipe]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.shell("bash -c 'set -o pipefail; \"$AGROCAP\" run plant.toml --json r.json | true'");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(json::accept(work.read("r.json")));
}

TEST_CASE("a closed stdout takes nothing from the files", "[cli][pipe]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --json r.json >&-");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(json::accept(work.read("r.json")));
}

TEST_CASE("a full disk behind stdout is told", "[cli][pipe]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml > /dev/full");

    CHECK(ran.code == 2);
    CHECK(ran.err == "agrocap: stdout: cannot write: No space left on device\n");
}

TEST_CASE("an interrupted run reports what was finished and exits 130", "[cli][interrupt]") {
    const std::string signal = GENERATE("INT", "TERM");
    const Workplace work;
    work.write_plant();
    // Waits until the program catches both signals (numbers 2 and 15 of the mask; a sanitizer catches more), then until some
    // replications are done.
    const Ran ran = work.shell(
        "\"$AGROCAP\" run plant.toml --replications 1000000 --threads 1 --json r.json & "
        "until grep -q 'SigCgt:.*[4-7c-f]..[2367abef]$' /proc/$!/status; do kill -0 $! || exit 9; sleep 0.05; done; sleep 0.3; kill -" +
        signal + " $!; wait $!");

    CHECK(ran.code == 130);
    CHECK(ran.err == "interrupted\n");
    CHECK_THAT(ran.out, ContainsSubstring("interrupted: these figures rest on "));
    const json results = json::parse(work.read("r.json"));
    CHECK(results["interrupted"] == true);
    CHECK(results["replications"] < 1000000);
    CHECK(results["metrics"]["output.total"]["mean"] == 8760);
}

TEST_CASE("a warm-up that is \"auto\" is found, and how is told", "[cli][run][warmup]") {
    const Workplace work;
    work.write_plant();
    const json results = json::parse(work.agrocap("run plant.toml --set scenario.warmup='\"auto\"' --json -").out);
    const Ran ran = work.agrocap("run plant.toml --set scenario.warmup='\"auto\"'");

    CHECK(ran.code == 0);
    // A unit an hour from the first hour on: 17 or 18 in each interval, so that nothing need be left out.
    CHECK_THAT(ran.out, ContainsSubstring("\nwarm-up of "));
    CHECK_THAT(ran.out, ContainsSubstring(" found by MSER-5 on 10 pilot replications\n"));
    CHECK(results["warmup"]["settled"] == true);
    CHECK(results["warmup"]["interval_h"] == 17.52);
    CHECK(results["warmup"]["lines"].contains("works.main"));
    CHECK(results["metrics"]["output.total"]["mean"] == 8760);
}
