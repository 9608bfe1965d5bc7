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

TEST_CASE("changes of the base are what-ifs without a file, each named by its text", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    const std::string arguments =
        "compare plant.toml --what-if 'plant.works.line.main.station.press.time*=0.5' "
        "--what-if 'plant.works.line.main.station.press.time=\"2 h\"; plant.works.line.main.station.press.servers += 1'";
    const json results = json::parse(work.agrocap(arguments + " --json -").out);

    REQUIRE(results["whatifs"].size() == 2);
    const json& half = results["whatifs"][0];
    CHECK(half["title"] == "plant.works.line.main.station.press.time*=0.5");
    CHECK(half["what_if"] == half["title"]);
    CHECK(half["metrics"]["output.total"]["whatif"] == 17520);
    const json& both = results["whatifs"][1];  // two presses at half the pace
    CHECK(both["metrics"]["output.total"]["difference"] == 0);
    CHECK(both["changed"].size() == 2);
    CHECK_THAT(work.agrocap(arguments).out, ContainsSubstring("\nplant.works.line.main.station.press.time*=0.5\n  metric"));
}

TEST_CASE("a semicolon in quotes belongs to the value", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    const json results = json::parse(work.agrocap("compare plant.toml --what-if 'item.part.name=\"a; b\"' --json -").out);

    CHECK(results["whatifs"][0]["changed"][0]["whatif"] == "\"a; b\"");
}

TEST_CASE("a change that reaches nothing is said to be identical, one that does is not", "[cli][compare]") {
    const Workplace work;
    work.write_plant(failing_now_and_then);
    const std::string arguments =
        "compare plant.toml --what-if 'item.part.name=\"Part\"' --what-if "
        "'plant.works.line.main.station.press.time=\"3601 s\"'";
    const Ran ran = work.agrocap(arguments);
    const json results = json::parse(work.agrocap(arguments + " --json -").out);

    CHECK_THAT(ran.out, ContainsSubstring("  identical: this change reaches nothing (every metric is the base's to the last bit, in all 3 "
                                          "replications)\n  + item.part.name = \"Part\"\n"));
    CHECK(results["whatifs"][0]["identical"] == true);
    CHECK(results["whatifs"][0]["finding"] == "identical: this change reaches nothing");
    CHECK(results["whatifs"][1]["identical"] == false);
    CHECK(!results["whatifs"][1].contains("finding"));
}

TEST_CASE("a what-if that extends another file than the base has a note", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    work.write("fast.toml", at_pace("30 min"));
    work.write("faster.toml", "extends = \"fast.toml\"\n[plant.works.line.main.station.press]\nservers = 2\n");
    work.write("slow.toml", at_pace("2 h"));

    CHECK_THAT(work.agrocap("compare plant.toml faster.toml").out,
               ContainsSubstring("  note: faster.toml extends fast.toml, not the base: the difference is that of both\n"));
    CHECK(json::parse(work.agrocap("compare plant.toml faster.toml --json -").out)["whatifs"][0].contains("note"));
    CHECK(work.agrocap("compare fast.toml ./faster.toml").out.find("note:") == std::string::npos);
    CHECK(work.agrocap("compare fast.toml slow.toml").out.find("note:") == std::string::npos);  // two of one base
}

TEST_CASE("a misspelt what-if is an error with its place in the option", "[cli][compare]") {
    const Workplace work;
    work.write_plant();
    const Ran unknown = work.agrocap("compare plant.toml --what-if 'plant.work.calendar=x'");
    const Ran none = work.agrocap("compare plant.toml");
    const Ran no_change = work.agrocap("compare plant.toml --what-if 'faster'");

    CHECK(unknown.code == 3);
    CHECK_THAT(unknown.err, StartsWith("--what-if:1:1: error[E021]: plant.work: no plant is called \"work\"\n") &&
                                ContainsSubstring("hint: did you mean \"works\" (plant.toml:9)?\n"));
    CHECK(none.code == 2);
    CHECK_THAT(none.err, StartsWith("agrocap compare: WHATIF is missing\n  hint: a file, or --what-if "));
    CHECK(no_change.code == 2);
    CHECK_THAT(no_change.err, StartsWith("agrocap compare: --what-if: found \"faster\", expected 'PATH=VALUE; PATH=VALUE …'"));
}

TEST_CASE("a comparison with a database finds what it has simulated, and so does run", "[cli][compare]") {
    const Workplace work;
    work.write_plant(failing_now_and_then);
    const std::string arguments = "compare plant.toml --what-if 'plant.works.line.main.station.press.servers=2' --db c.db --json -";
    const std::string first = work.agrocap(arguments).out;

    CHECK(work.agrocap(arguments).out == first);
    CHECK(first == work.agrocap("compare plant.toml --what-if 'plant.works.line.main.station.press.servers=2' --json -").out);
    const json run = json::parse(work.agrocap("run plant.toml --db c.db --json -").out);
    CHECK(run["digest"] == json::parse(first)["base"]["digest"]);
}

TEST_CASE("an interrupted comparison reports what it has, and goes on from its database", "[cli][compare][interrupt]") {
    const Workplace work;
    work.write_plant(failing_now_and_then);
    const Ran ran = work.shell(
        "\"$AGROCAP\" compare plant.toml --what-if 'plant.works.line.main.station.press.servers=2' --replications 100000 --threads 2 "
        "--db c.db & until [ -s c.db-wal ]; do sleep 0.05; done; sleep 0.5; kill -INT $!; wait $!");

    CHECK(ran.code == 130);
    CHECK(ran.err == "interrupted before a what-if was simulated: there is nothing to compare; the same command goes on from here\n");
}

TEST_CASE("money has one unit in all tables of a comparison, that of a run", "[cli][compare]") {
    const Workplace work;
    work.write_plant("[market.town]\ncountry = \"KZ\"\n[market.town.demand]\npart = { per_year = 2000, price = 20000 }\n");
    const Ran ran = work.agrocap("compare plant.toml --what-if 'market.town.demand.part.price=1' --metric revenue.total --quiet");

    CHECK_THAT(ran.out, ContainsSubstring("revenue.total  million USD/y") && !ContainsSubstring("money/y"));
    CHECK_THAT(work.agrocap("run plant.toml --quiet").out, ContainsSubstring("million USD/y"));
}
