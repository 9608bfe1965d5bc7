#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

/// A plant whose output depends on chance, with a target, a market and a study; and a what-if of it.
void write_scenarios(const Workplace& work) {
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n"
        "[market.town]\ncountry = \"KZ\"\n[market.town.demand]\npart = { per_year = 2000, price = 20000 }\n"
        "[target.enough]\nmetric = \"output.total\"\nat_least = 8000\n"
        "[study.s]\nvary = { \"plant.works.line.main.station.press.servers\" = [1, 2] }\n");
    work.write("faster.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = \"50 min\"\n");
}

}  // namespace

TEST_CASE("report reads all JSON that a command writes, and prints what the command printed", "[cli][report]") {
    const std::string command = GENERATE("run plant.toml --replications 4", "run plant.toml -n 3 --set scenario.warmup=auto",
                                         "run plant.toml -n 3 --series month", "check plant.toml", "check plant.toml faster.toml",
                                         "compare plant.toml faster.toml --what-if 'market.town.demand.part.price*=1.1' --replications 4",
                                         "optimise plant.toml --db o.db");
    const Workplace work;
    write_scenarios(work);
    INFO(command);
    const Ran ran = work.agrocap(command + " --json r.json");
    const Ran report = work.agrocap("report r.json");

    REQUIRE((ran.code == 0 || ran.code == 1));
    CHECK(report.code == 0);
    CHECK(report.out == ran.out);
    CHECK(report.err.empty());
}

TEST_CASE("a study's JSON has the verdicts of its points", "[cli][report]") {
    const Workplace work;
    write_scenarios(work);
    std::string sweep = work.agrocap("sweep plant.toml --replications 3 --json r.json --metric sales.total").out;
    sweep.resize(sweep.find("\nevery replication is in "));

    CHECK(work.agrocap("report r.json").out == sweep);
    CHECK_THAT(sweep, ContainsSubstring("enough") && ContainsSubstring("pass") && ContainsSubstring("sales.total"));
}

TEST_CASE("report tells a stored bound as its command did, with its place, its cut and what nothing bounds", "[cli][report][bound]") {
    const Workplace work;
    write_scenarios(work);
    work.write("road.toml",
               "schema = 1\n[scenario]\nstart = 2023-01-01\nhorizon = \"100 d\"\nwarmup = \"10 d\"\nhome = \"KZ\"\n[item.unit]\nprice = 1\n"
               "[plant.works]\ncountry = \"KZ\"\nstore.unit.supply = \"unlimited\"\n[market.home]\ncountry = \"KZ\"\n"
               "demand.unit.per_year = 100000\n[lane.road]\nfrom = \"plant.works\"\nto = \"market.home\"\nload = 10\nper_year = 365\n");
    const std::string command = GENERATE(
        "bound plant.toml", "bound plant.toml --set scenario.warmup='\"7 d\"' --metric sales.town", "bound road.toml --metric sales.total",
        "bound plant.toml --metric output.total --set plant.works.line.main.station.press.on_failure='\"scrap\"' "
        "--set 'plant.works.line.main.station.press.time={ dist = \"lognormal\", mean = \"1 h\", cv = 2 }'");
    INFO(command);
    const Ran ran = work.agrocap(command + " --json r.json --csv told --html told.html --xlsx told.xlsx");
    const Ran report = work.agrocap("report r.json --csv stored --html stored.html --xlsx stored.xlsx");

    REQUIRE(ran.code == 0);
    CHECK(report.code == 0);
    CHECK(report.out == ran.out);
    CHECK(work.shell("diff -r told stored").code == 0);
    const auto without_command = [&](const char* page) { return work.shell(std::string("grep -v 'to have it again' ") + page).out; };
    CHECK(without_command("stored.html") == without_command("told.html"));
    CHECK_THAT(work.read("stored.xlsx"), StartsWith("PK"));
}

TEST_CASE("a damaged bound is refused, not told", "[cli][report][bound]") {
    const Workplace work;
    write_scenarios(work);
    work.agrocap("bound plant.toml --json r.json");
    const std::string change =
        GENERATE("s/units\\/y per [a-z]*/apples/", "s/\"line\": [0-9]*/\"line\": -3/", "/\"cut\"/d", "s/\"up\": [0-9.]*/\"up\": []/");
    INFO(change);
    work.shell("sed '" + change + "' r.json > damaged.json");

    const Ran ran = work.agrocap("report damaged.json --html page.html");

    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, ContainsSubstring("damaged.json: these are no results of agrocap"));
    CHECK(work.shell("ls page.html").code != 0);
}

TEST_CASE("messages and lists of metrics are results, too", "[cli][report]") {
    const Workplace work;
    write_scenarios(work);
    work.write("broken.toml", "extends = \"plant.toml\"\ncolour = \"red\"\n");
    work.agrocap("validate broken.toml --json messages.json");
    const std::string list = work.agrocap("metrics plant.toml --json metrics.json").out;

    CHECK_THAT(work.agrocap("report messages.json").out,
               ContainsSubstring("broken.toml:2:1: error[E030]: colour: unknown key \"colour\"\n"));
    CHECK(work.agrocap("report metrics.json").out == list);
    CHECK(work.agrocap("reproduce metrics.json").code == 2);
}

TEST_CASE("an account of losses is reproduced by the replications that it rests on", "[cli][report][reproduce]") {
    const Workplace work;
    write_scenarios(work);
    work.agrocap("explain plant.toml --replications 4 --json account.json --seed 5 --set plant.works.line.main.station.press.servers=2");

    const Ran equal = work.agrocap("reproduce account.json");
    CHECK(equal.code == 0);
    CHECK(equal.out == "equal: 4 replications accounted for again\n");
    work.shell("sed -i 's/\"digest\": \"...../\"digest\": \"00000/' account.json");
    CHECK(work.agrocap("reproduce account.json").code == 1);
}

TEST_CASE("results are reproduced from another directory, from beside them", "[cli][report][reproduce]") {
    const Workplace work;
    work.shell("mkdir there elsewhere");
    write_scenarios(work);
    work.shell(
        "mv plant.toml faster.toml there; cd there; \"$AGROCAP\" run faster.toml --replications 3 --json r.json; "
        "\"$AGROCAP\" compare plant.toml faster.toml --what-if plant.works.line.main.station.press.servers=2 --json c.json; "
        "\"$AGROCAP\" check plant.toml faster.toml --json k.json");

    for (const char* file : {"r.json", "c.json", "k.json"}) {
        const Ran ran = work.shell(std::string("cd elsewhere; \"$AGROCAP\" reproduce ../there/") + file);
        CAPTURE(file, ran.err);
        CHECK(ran.code == 0);
        CHECK_THAT(ran.out, StartsWith("equal: "));
    }
    CHECK(work.agrocap("report there/r.json").out == work.shell("cd there; \"$AGROCAP\" run faster.toml --replications 3").out);
}

TEST_CASE("a part of the report is had by its name, and the first of it with --brief", "[cli][run]") {
    const Workplace work;
    write_scenarios(work);
    const std::string brief = work.agrocap("run plant.toml --brief").out;
    const std::string markets = work.agrocap("run plant.toml --section markets --section capacity").out;

    CHECK_THAT(brief, ContainsSubstring("nominal capacity") && ContainsSubstring("\nTargets\n"));
    CHECK(brief.find("\nMarkets\n") == std::string::npos);
    CHECK_THAT(markets, ContainsSubstring("\nMarkets\n") && ContainsSubstring("\nOutput against nominal capacity\n"));
    CHECK(markets.find("\nTargets\n") == std::string::npos);
    CHECK_THAT(work.agrocap("run plant.toml --section market").err, ContainsSubstring("expected one of summary, targets, "));
}

TEST_CASE("results come by a pipe, too", "[cli][report]") {
    const Workplace work;
    write_scenarios(work);
    const std::string run = work.agrocap("run plant.toml -n 3 --json r.json --db r.db").out;

    CHECK(work.shell("cat r.json | \"$AGROCAP\" report -").out == run);
    CHECK(work.shell("cat r.json | \"$AGROCAP\" report /dev/stdin").out == run);
    CHECK(work.shell("\"$AGROCAP\" report - < r.json").out == run);
    CHECK(work.shell("cat r.json | \"$AGROCAP\" reproduce -").code == 0);
    const Ran database = work.shell("cat r.db | \"$AGROCAP\" report -");
    CHECK(database.code == 2);
    CHECK(database.err == "agrocap: /dev/stdin: a study database is read from a file\n");
}

TEST_CASE("what are no results is told without the words of a library", "[cli][report]") {
    const Workplace work;
    write_scenarios(work);
    work.agrocap("run plant.toml -n 3 --json r.json");
    work.shell(
        "head -c 900 r.json > torn.json; sed 's/\"confidence\": 0.95/\"confidence\": \"high\"/' r.json > edited.json; : > empty.json");
    CHECK(work.agrocap("report plant.toml").err ==
          "agrocap: plant.toml: these are no results of agrocap: there is no JSON in it\n"
          "  hint: of a scenario there are none yet: \"agrocap run plant.toml\" has them\n");
    for (const char* file : {"torn.json", "edited.json", "empty.json"}) {
        const Ran ran = work.agrocap(std::string("report ") + file);
        INFO(ran.err);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, StartsWith(std::string("agrocap: ") + file + ": these are no results of agrocap: "));
        CHECK(ran.err.find("json.exception") == std::string::npos);
    }
}

TEST_CASE("report refuses what a file cannot give", "[cli][report]") {
    const Workplace work;
    write_scenarios(work);
    work.agrocap("metrics plant.toml --json metrics.json");
    work.agrocap("validate plant.toml --json messages.json");
    work.agrocap("sweep plant.toml -n 3 --json sweep.json");
    work.agrocap("run plant.toml -n 3 --json run.json");

    CHECK(work.agrocap("report metrics.json --csv out").err == "agrocap report: --csv: metrics.json holds no results\n");
    CHECK(work.agrocap("report messages.json --html o.html").code == 2);
    CHECK_FALSE(work.has("out"));
    CHECK(work.agrocap("report sweep.json --study s").code == 0);
    const Ran other = work.agrocap("report sweep.json --study foo");
    CHECK(other.code == 2);
    CHECK(other.err == "agrocap report: --study: sweep.json has no study \"foo\"\n  hint: it has s\n");
    CHECK(work.agrocap("report run.json --study s").code == 2);
}

TEST_CASE("report tells a search from its database as the search told itself", "[cli][report][optimise]") {
    const Workplace work;
    write_scenarios(work);
    const std::string order = GENERATE("", " --no-order");
    const Ran search = work.agrocap("optimise plant.toml --db o.db --csv told" + order);
    const Ran report = work.agrocap("report o.db --csv stored --html o.html --xlsx o.xlsx");

    CHECK(report.code == 0);
    CHECK(report.out == search.out);
    CHECK(work.shell("diff -r told stored").code == 0);
    CHECK_THAT(work.read("o.xlsx"), StartsWith("PK"));
}

TEST_CASE("a section that the report does not have is told", "[cli][run]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --section markets");

    CHECK(ran.code == 0);
    CHECK(ran.err == "--section: the report of this scenario has no markets\n");
}
