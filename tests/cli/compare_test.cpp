#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using Catch::Matchers::WithinRel;
using nlohmann::json;

namespace {

const char* const failing_now_and_then =
    "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n";

/// A what-if whose station works at another pace.
std::string at_pace(const std::string& time) {
    return "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = \"" + time + "\"\n";
}

}  // namespace

TEST_CASE("a faster station is better, and the table says by how much and why", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    work.write("fast.toml", at_pace("30 min"));
    const Ran ran = work.agrocap("compare plant.toml fast.toml");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, StartsWith("One hour a unit (plant.toml), compared\n365 days measured, 3 replications each on common random "));
    CHECK_THAT(ran.out, ContainsSubstring("8 760   17 520       8 760  0       100.0  better"));
    CHECK_THAT(ran.out, ContainsSubstring("~ plant.works.line.main.station.press.time: \"1 h\" -> \"30 min\"\n"));
}

TEST_CASE("common random numbers: the same scenario does not differ, a little change is seen", "[cli][compare]") {
    const Workplace work;
    work.write_plant(failing_now_and_then);
    work.write("same.toml", "extends = \"plant.toml\"\n");
    work.write("little.toml", at_pace("3601 s"));
    const json results = json::parse(work.agrocap("compare plant.toml same.toml little.toml --replications 10 --json -").out);

    CHECK(results["format"] == "agrocap-comparison/1");
    const json same = results["whatifs"][0]["metrics"]["output.total"];
    CHECK(same["difference"] == 0);
    CHECK(same["finding"] == "no evidence");
    CHECK_THAT(same["correlation"].get<double>(), WithinRel(1.0, 1e-9));
    CHECK(same["unpaired_replications"].is_null());
    // 8424 units at 1 h, of which a second each takes 2.3: beside a standard deviation of 20 from year to year.
    const json little = results["whatifs"][1]["metrics"]["output.total"];
    CHECK(little["finding"] == "worse");
    CHECK(little["correlation"] > 0.99);
    CHECK(little["unpaired_replications"] > 100);
    CHECK(results["whatifs"][1]["changed"].size() == 1);
}

TEST_CASE("the metrics are the reader's choice, and must be there", "[cli][compare]") {
    const Workplace work;
    work.write_plant(failing_now_and_then);
    work.write("fast.toml", at_pace("30 min"));
    const Ran ran = work.agrocap("compare plant.toml fast.toml --metric busy.works.main.press --metric wip.works.main --json -");
    const Ran wrong = work.agrocap("compare plant.toml fast.toml --metric output.totl");

    const json metrics = json::parse(ran.out)["whatifs"][0]["metrics"];
    CHECK(metrics.size() == 2);
    CHECK(metrics.contains("busy.works.main.press"));
    CHECK(wrong.code == 2);
    CHECK(wrong.err ==
          "agrocap compare: --metric: plant.toml: no metric is called \"output.totl\"\n  hint: did you mean \"output.total\"?\n");
}

TEST_CASE("a comparison says the same on any number of threads", "[cli][compare]") {
    const Workplace work;
    work.write_plant(failing_now_and_then);
    work.write("fast.toml", at_pace("59 min"));
    const std::string alone = work.agrocap("compare plant.toml fast.toml --json - --threads 1").out;

    CHECK(json::accept(alone));
    for (const char* threads : {"2", "3", "8"})
        CHECK(work.agrocap(std::string("compare plant.toml fast.toml --json - --threads ") + threads).out == alone);
}

TEST_CASE("all scenarios of a comparison must be sound", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    work.write("broken.toml", "extends = \"plant.toml\"\ncolour = \"red\"\n");

    CHECK(work.agrocap("compare plant.toml broken.toml").code == 3);
    CHECK(work.agrocap("compare plant.toml").code == 2);
}

TEST_CASE("a comparison is written as CSV, one row a what-if and metric", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    work.write("more.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\nservers = 2\n");
    REQUIRE(work.agrocap("compare plant.toml more.toml --csv out --timing").code == 0);

    CHECK_THAT(work.read("out/comparison.csv"),
               StartsWith("whatif,metric,unit,base,whatif_mean,difference,half_width,finding,correlation,unpaired_replications,n\r\n"
                          "more.toml,output.total,units/y,8760,17520,8760,0,better,"));
}
