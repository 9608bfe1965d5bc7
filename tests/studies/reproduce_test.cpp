#include "archive/sqlite.hpp"
#include "studies/study.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

/// Makes results of a run and of a study, as JSON and in databases.
void make_results(const Workplace& work) {
    write_study(work);
    REQUIRE(work.agrocap("run plant.toml --replications 4 --seed 3 --set scenario.name='\"Other\"' --json run.json --db run.db").code == 0);
    REQUIRE(work.agrocap("sweep plant.toml --replications 2 --json study.json --db study.db").code == 0);
}

}  // namespace

TEST_CASE("results of every kind are reproduced to the last bit", "[studies][reproduce]") {
    const Workplace work;
    make_results(work);

    for (const char* file : {"run.json", "run.db", "study.json", "study.db"}) {
        const Ran ran = work.agrocap(std::string("reproduce ") + file);
        INFO(file);
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        CHECK_THAT(ran.out, StartsWith("equal: "));
    }
}

TEST_CASE("a scenario that has changed is named, and results that differ exit 1", "[studies][reproduce]") {
    const Workplace work;
    make_results(work);
    work.shell("sed -i 's/time = \"1 h\"/time = \"2 h\"/' plant.toml");

    for (const char* file : {"run.json", "study.json"}) {
        const Ran ran = work.agrocap(std::string("reproduce ") + file);
        CHECK(ran.code == 1);
        CHECK_THAT(ran.err, StartsWith("plant.toml has changed since: SHA-256 was "));
        CHECK_THAT(ran.out, StartsWith("different: "));
    }
    // A database holds the scenario itself.
    const Ran stored = work.agrocap("reproduce study.db");
    CHECK(stored.code == 0);
    CHECK_THAT(stored.err, StartsWith("plant.toml has changed since: "));
}

TEST_CASE("a stored replication that was tampered with is found", "[studies][reproduce]") {
    const Workplace work;
    make_results(work);
    {
        Database database(work.path("study.db"), Access::write);
        database.run("UPDATE replications SET digest = '00' WHERE point = 2 AND number = 1");
    }
    const Ran ran = work.agrocap("reproduce study.db");

    CHECK(ran.code == 1);
    CHECK(ran.out == "different: 1 of 12 replications\n");
}

TEST_CASE("report prints what the command printed", "[studies][report]") {
    const Workplace work;
    write_study(work, "[target.t]\nmetric = \"output.total\"\nat_least = 8000\n");
    const std::string run = work.agrocap("run plant.toml --replications 4 --seed 3 --json run.json --db run.db").out;
    std::string study = work.agrocap("sweep plant.toml --replications 2 --json study.json --db study.db").out;
    study.resize(study.find("\nevery replication is in "));

    CHECK(work.agrocap("report run.json").out == run);
    CHECK(work.agrocap("report run.db").out == run);
    CHECK(work.agrocap("report study.json").out == study);
    CHECK(work.agrocap("report study.db --csv out").out == study);
    CHECK_THAT(work.read("out/points.csv"), StartsWith("point,"));
}

TEST_CASE("without its scenario a results file is still told", "[studies][report]") {
    const Workplace work;
    make_results(work);
    work.shell("rm plant.toml");
    const Ran ran = work.agrocap("report run.json");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("output.total"));
    CHECK(work.agrocap("report study.db").code == 0);
    CHECK(work.agrocap("reproduce run.json").code == 3);
}

TEST_CASE("a file that holds no results is wrong usage", "[studies][report]") {
    const std::string command = GENERATE("report", "reproduce");
    const Workplace work;
    work.write_plant();
    work.write("list.json", "[1]");
    work.write("old.json", "{ \"format\": \"agrocap-results/1\" }");

    for (const char* file : {"plant.toml", "list.json", "old.json", "nowhere.json"}) {
        const Ran ran = work.agrocap(command + " " + file);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, StartsWith(std::string("agrocap: ") + file + ": "));
    }
}
