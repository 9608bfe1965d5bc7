#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using nlohmann::json;

namespace {

/// The plant makes 8760 units in every year.
std::string target(const std::string& id, const std::string& asked) {
    return "[target." + id + "]\nmetric = \"output.total\"\n" + asked + "\n";
}

const char* const failing_now_and_then =
    "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n";

}  // namespace

TEST_CASE("a target that is met passes, and by how much is said", "[cli][check]") {
    const Workplace work;
    work.write_plant(target("enough", "at_least = 8000"));
    const Ran ran = work.agrocap("check plant.toml");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, StartsWith("One hour a unit\n365 days measured, 14 replications, seed 7\n"));
    CHECK_THAT(ran.out, ContainsSubstring("at least 8 000"));
    CHECK_THAT(ran.out, ContainsSubstring("8 760  0       760       9.5            14  pass\n"));
}

TEST_CASE("the exit code of a check is the verdict", "[cli][check]") {
    const Workplace work;
    const auto code = [&work](const std::string& more, const std::string& options = "") {
        work.write_plant(more);
        return work.agrocap("check plant.toml " + options).code;
    };

    CHECK(code(target("a", "at_most = 8000")) == 1);
    CHECK(code(target("a", "at_least = 9000")) == 5);  // above the proven bound, 8,760
    CHECK(code(target("a", "at_most = 8760")) == 0);
    CHECK(code(target("a", "between = [8000, 9000]\nkind = { probability = 0.9 }")) == 0);
    CHECK(code(target("a", "at_least = 8000") + target("b", "at_most = 8000")) == 1);
    CHECK(code(target("a", "at_most = 8000") + target("b", "at_least = 9000")) == 5);
    CHECK(code(target("a", "at_least = 10000\nkind = { probability = 0.9 }")) == 5);  // of mean 8,760 no more than 87.6 % of the years
    CHECK(code(target("a", "at_least = 8000"), "--replications 5") == 4);
    CHECK(code("[target.a]\nmetric = \"busy.works.main.press\"\nat_least = 1.5\n" + target("b", "at_least = 9000")) == 3);
    CHECK(code("") == 2);
    CHECK(code("colour = \"red\"\n") == 3);
}

TEST_CASE("of an impossible target the bound is told", "[cli][check]") {
    const Workplace work;
    work.write_plant(target("dream", "at_least = 9000"));

    const std::string why =
        "dream: output.total is proven to be at most 8 760 on average; \"agrocap bound\" tells what binds\n"
        "dream: would be possible with 2.74 % more hours of plant.works.line.main.station.press (plant.toml:12): 240.0 h\n";
    CHECK(work.agrocap("check plant.toml").err == why);
    CHECK(work.agrocap("check plant.toml --quiet").err == why);

    work.shell("sed 's/9000/200000/' plant.toml > far.toml");
    const std::string both = work.agrocap("check plant.toml far.toml").err;
    CHECK_THAT(both, StartsWith("plant.toml: dream: output.total is proven"));
    CHECK_THAT(both, ContainsSubstring("\nfar.toml: dream: would be possible with 2 183 % more hours of "));
}

TEST_CASE("what would make an impossible target possible stands in JSON and JUnit, and does", "[cli][check]") {
    const Workplace work;
    work.write_plant(target("dream", "at_least = 9000"));
    REQUIRE(work.agrocap("check plant.toml --quiet --json r.json --junit out.xml").code == 5);
    const json told = json::parse(work.read("r.json"))["targets"][0]["relaxations"];

    REQUIRE(told.size() == 1);
    CHECK(told[0]["what"] == "plant.works.line.main.station.press");
    CHECK(told[0]["constraint"] == "hours");
    CHECK(told[0]["file"] == "plant.toml");
    CHECK(told[0]["line"] == 12);
    CHECK(told[0]["unit"] == "h");
    CHECK(std::abs(told[0]["amount"].get<double>() - 240) < 0.01);
    CHECK(std::abs(told[0]["share"].get<double>() - 240.0 / 8760) < 1e-6);
    CHECK_THAT(work.read("out.xml"), ContainsSubstring("; would be possible with 2.74 % more hours of plant.works.line.main.station.press "
                                                       "(plant.toml:12): 240.0 h\""));
    // Hours that are longer by that share: the same as work that is shorter.
    CHECK(work.agrocap("check plant.toml --quiet --set 'plant.works.line.main.station.press.time=\"3503.9 s\"'").code == 0);
    CHECK(work.agrocap("check plant.toml --quiet --set 'plant.works.line.main.station.press.time=\"3505 s\"'").code == 5);
}

TEST_CASE("of several scenarios all are checked, and the worst counts", "[cli][check]") {
    const Workplace work;
    work.write_plant(target("dream", "at_most = 8000"));
    work.write("broken.toml", "schema = 1\ncolour = \"red\"\n");
    const Ran ran = work.agrocap("check broken.toml plant.toml --junit out.xml --json r.json --csv csv");

    CHECK(ran.code == 3);
    CHECK_THAT(ran.err, StartsWith("broken.toml:"));
    CHECK_THAT(ran.out, ContainsSubstring("  fail\n"));
    const std::string xml = work.read("out.xml");
    CHECK_THAT(xml, ContainsSubstring("tests=\"2\" failures=\"1\" errors=\"1\" skipped=\"0\""));
    CHECK_THAT(xml, ContainsSubstring("<testsuite name=\"plant.toml\" tests=\"1\" failures=\"1\""));
    CHECK_THAT(xml, ContainsSubstring("<testcase classname=\"plant.toml\" name=\"dream\">\n      <failure type=\"fail\" message=\"fail: "
                                      "estimate 8 760 ± 0, asked at most 8 000: 760 (9.5 %) short, 14 replications\"/>"));
    const json results = json::parse(work.read("r.json"));
    REQUIRE(results.size() == 1);
    CHECK(results[0]["targets"][0]["verdict"] == "fail");
    CHECK(work.has("csv/plant/targets.csv"));
}

TEST_CASE("the JSON of a check is that of a run", "[cli][check]") {
    const Workplace work;
    work.write_plant(target("enough", "at_least = 8000"));
    const json results = json::parse(work.agrocap("check plant.toml --json - --quiet").out);

    CHECK(results["format"] == "agrocap-results/1");
    CHECK(results["replications"] == 14);
    CHECK(results["targets"][0]["verdict"] == "pass");
    CHECK(results["targets"][0]["replications"] == 14);
    CHECK(results["targets"][0]["estimate"] == 8760);
}

TEST_CASE("a scenario without targets cannot be checked", "[cli][check]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("check plant.toml");

    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, StartsWith("plant.toml: no target to check\n  hint: "));
}

TEST_CASE("a check says the same on any number of threads", "[cli][check]") {
    const Workplace work;
    work.write_plant(failing_now_and_then + target("near", "at_least = 8440") + target("far", "at_most = 9000"));
    const Ran alone = work.agrocap("check plant.toml --threads 1");

    CHECK_THAT(alone.out, ContainsSubstring("near"));
    for (const char* threads : {"2", "3", "8"}) CHECK(work.agrocap(std::string("check plant.toml --threads ") + threads).out == alone.out);
}

TEST_CASE("JUnit tells what is wrong with a scenario: place, code, message and hint", "[cli][check][junit]") {
    const Workplace work;
    work.write_plant(target("enough", "at_least = 8000"));
    work.write("broken.toml", "extends = \"plant.toml\"\ncolour = \"red\"\n[plant.works.line.main.station.press]\ntime = \"12 m\"\n");
    const Ran ran = work.agrocap("check broken.toml plant.toml --junit -");

    CHECK(ran.code == 3);
    CHECK_THAT(ran.err, ContainsSubstring("2 errors; broken.toml was not simulated\n"));
    CHECK_THAT(ran.out,
               ContainsSubstring("<testcase classname=\"broken.toml\" name=\"scenario\">\n      <error type=\"scenario\" "
                                 "message=\"broken.toml:2:1: error[E030]: colour: unknown key &quot;colour&quot; (and 1 error more)\">"));
    CHECK_THAT(ran.out, ContainsSubstring("broken.toml:4:8: error[E012]: plant.works.line.main.station.press.time: ") &&
                            ContainsSubstring("hint: did you mean &quot;min&quot;?</error>"));
    CHECK_THAT(ran.out, ContainsSubstring("tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"0\""));
}

TEST_CASE("undecided is a failure of its own type, with advice", "[cli][check][junit]") {
    const Workplace work;
    work.write_plant(target("a", "at_least = 8000"));
    const Ran ran = work.agrocap("check plant.toml --replications 5 --junit out.xml");
    const std::string xml = work.read("out.xml");

    CHECK(ran.code == 4);
    CHECK_THAT(ran.out,
               ContainsSubstring("  undecided: replications ran out; raise max_replications, or give the target a wider indifference"));
    CHECK_THAT(xml, ContainsSubstring("failures=\"1\" errors=\"0\" skipped=\"0\""));
    CHECK_THAT(xml, ContainsSubstring("<failure type=\"undecided\" message=\"undecided: ") && ContainsSubstring("raise max_replications"));
}

TEST_CASE("a metric that never has a value is no matter of more replications", "[cli][check]") {
    const Workplace work;
    work.write_plant("[target.a]\nmetric = \"local.part\"\nat_least = 0.5\n");
    const Ran ran = work.agrocap("check plant.toml --set experiment.max_replications=20");

    CHECK(ran.code == 4);
    CHECK_THAT(ran.out,
               ContainsSubstring("  undecided: local.part had no value in any replication") && !ContainsSubstring("max_replications"));
}

TEST_CASE("a check of several ends with how many passed, each told by its file", "[cli][check]") {
    const Workplace work;
    work.write_plant("[target.enough]\nmetric = \"output.total\"\nat_least = 8000\n");
    work.write("high.toml",
               "extends = \"plant.toml\"\n[scenario]\nname = \"One hour a unit\"\nwarmup = \"2 d\"\n[target.enough]\nat_least = 9000\n");
    work.write("broken.toml", "schema = 1\ncolour = \"red\"\n");
    const Ran ran = work.agrocap("check plant.toml high.toml broken.toml plant.toml");

    CHECK(ran.code == 3);
    CHECK_THAT(ran.out, StartsWith("One hour a unit (plant.toml)\n"));
    CHECK_THAT(ran.out,
               ContainsSubstring("\nOne hour a unit (high.toml)\n365 days measured after 2 days of warm-up, 1 replication, seed 7\n"));
    CHECK_THAT(ran.out, EndsWith("\n\n4 scenarios: 2 pass, 1 impossible, 1 with errors\n"));
    CHECK(work.agrocap("check plant.toml").out.find("1 scenario") == std::string::npos);
}
