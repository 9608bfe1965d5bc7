// Studies through the real program: whatever happens to it, nothing is lost, nothing repeated, and no bit depends on it.

#include "studies/study.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

TEST_CASE("a study's points are what runs with the same settings give", "[studies][sweep]") {
    const Workplace work;
    write_study(work);
    const json study = swept(work, "--replications 3");
    const json run =
        json::parse(work.agrocap("run plant.toml --replications 3 --json - --set plant.works.line.main.station.press.servers=2 "
                                 "--set plant.works.line.main.station.press.scrap=0.1")
                        .out);

    REQUIRE(study["points"].size() == 6);
    CHECK(study["points"][3]["values"]["plant.works.line.main.station.press.scrap"] == "0.1");
    bool matched = false;
    for (const json& point : study["points"])
        if (point["digest"] == run["digest"]) matched = point["metrics"]["output.total"]["mean"] == run["metrics"]["output.total"]["mean"];
    CHECK(matched);
}

TEST_CASE("no bit of a study depends on the number of threads", "[studies][sweep][threads]") {
    const Workplace work;
    write_study(work);
    const std::string one = digest(work, "--threads 1 --db 1.db");

    for (const char* threads : {"2", "3", "8"})
        CHECK(digest(work, std::string("--threads ") + threads + " --db " + threads + ".db") == one);
}

TEST_CASE("a study that is extended gives what one larger study gives, and repeats nothing", "[studies][sweep]") {
    const Workplace work;
    write_study(work);
    const std::string at_once = digest(work, "--replications 7 --db once.db");

    swept(work, "--replications 2 --db s.db");
    const Ran ran = work.agrocap("sweep plant.toml --replications 7 --db s.db --timing");
    CHECK(counts(ran.err) == std::pair{12, 30});
    CHECK(digest(work, "--replications 7 --db s.db") == at_once);
    CHECK(digest(work, "--replications 2 --db s.db") == digest(work, "--replications 2 --db new.db"));
}

TEST_CASE("an interrupted study says so, and the same command goes on", "[studies][sweep][interrupt]") {
    const Workplace work;
    write_study(work);
    // The log is there just before the simulation begins; a second later it is well under way, also where a sanitizer slows it down.
    const Ran ran = work.shell(
        "\"$AGROCAP\" sweep plant.toml --replications 100000 --threads 2 & "
        "until [ -s size.study.db-wal ]; do sleep 0.05; done; sleep 1; kill -INT $!; wait $!");

    CHECK(ran.code == 130);
    CHECK(ran.err == "interrupted; the same command goes on from here\n");
    CHECK_THAT(ran.out, ContainsSubstring("interrupted: effects rest on"));
    CHECK(!work.has("size.study.db-wal"));
    const Ran again = work.agrocap("sweep plant.toml --replications 5 --timing");
    CHECK(counts(again.err).first > 0);
}

TEST_CASE("points that make no sound scenario are told and left out; only if all are so the code is 3", "[studies][sweep]") {
    const Workplace work;
    work.write_plant(
        "[study.size]\nvary = { \"plant.works.line.main.station.press.servers\" = [-1, 1] }\n"
        "[study.none]\nvary = { \"plant.works.line.main.station.press.servers\" = [-1, 0] }\n");
    const json study = swept(work, "");
    CHECK_THAT(study["points"][0]["refused"].get<std::string>(), ContainsSubstring("-1 is out of range"));
    CHECK(study["points"][1]["metrics"]["output.total"]["mean"] == 8760);

    const Ran none = work.agrocap("sweep plant.toml --study none");
    CHECK(none.code == 3);
    CHECK_THAT(none.err, ContainsSubstring("no point of the study can be simulated"));
}

TEST_CASE("a study that is not there is wrong usage, with the nearest name", "[studies][sweep]") {
    const Workplace work;
    work.write_plant();
    CHECK_THAT(work.agrocap("sweep plant.toml").err, ContainsSubstring("plant.toml has no study"));
    write_study(work, "[study.other]\nvary = { \"plant.works.line.main.buffer\" = [1] }\n");
    CHECK_THAT(work.agrocap("sweep plant.toml").err, ContainsSubstring("--study NAME is missing\n  hint: the scenario has other, size"));
    const Ran ran = work.agrocap("sweep plant.toml --study sice");
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, ContainsSubstring("there is no study \"sice\"\n  hint: did you mean \"size\"?"));
}

TEST_CASE("a run keeps its replications, too, and takes them up again", "[studies][run]") {
    const Workplace work;
    write_study(work);
    const std::string fresh = work.agrocap("run plant.toml --replications 6 --json -").out;
    work.agrocap("run plant.toml --replications 4 --db r.db");

    CHECK(work.agrocap("run plant.toml --replications 6 --db r.db --json -").out == fresh);
    CHECK(work.agrocap("run plant.toml --replications 6 --db r.db --json -").out == fresh);
}

TEST_CASE("CSV of a study is tidy", "[studies][sweep]") {
    const Workplace work;
    write_study(work);
    swept(work, "--csv out --replications 2");

    CHECK_THAT(work.read("out/points.csv"),
               StartsWith("point,plant.works.line.main.station.press.scrap,plant.works.line.main.station.press.servers,metric,unit,mean,"));
    CHECK_THAT(work.read("out/effects.csv"), StartsWith("metric,key,level,points,mean,effect,half_width,variance_share\r\n"));
    CHECK(work.has("out/refused.csv"));
}

TEST_CASE("a study tells each point's verdict on each target, on screen, in JSON and in CSV", "[studies][sweep]") {
    const Workplace work;
    work.write_plant(
        "[study.size]\nvary = { \"plant.works.line.main.station.press.servers\" = [1, 2] }\n"
        "[target.many]\nmetric = \"output.total\"\nat_least = 10000\n[target.busy]\nmetric = \"utilisation.total\"\nat_least = \"90 %\"\n");
    const Ran ran = work.agrocap("sweep plant.toml --json r.json --csv out");
    const json study = json::parse(work.read("r.json"));

    // One press makes 8760 in every year, two make 17520.
    CHECK(study["targets"][1]["name"] == "many");
    CHECK(study["points"][0]["verdicts"] == json{{"busy", "pass"}, {"many", "fail"}});
    CHECK(study["points"][1]["verdicts"] == json{{"busy", "pass"}, {"many", "pass"}});
    CHECK_THAT(ran.out, ContainsSubstring("busy  many\n"));
    CHECK_THAT(work.read("out/points.csv"), ContainsSubstring(",n,target.busy,target.many\r\n") && ContainsSubstring(",pass,fail\r\n"));
}

TEST_CASE("a study shows the metrics that are asked for", "[studies][sweep]") {
    const Workplace work;
    write_study(work);
    const json study = swept(work, "--metric wip.works.main --metric busy.works.main.press");
    const Ran wrong = work.agrocap("sweep plant.toml --metric wip.works.man");

    CHECK(study["points"][0]["metrics"].size() == 2);
    CHECK(study["points"][0]["metrics"].contains("wip.works.main"));
    CHECK_THAT(work.agrocap("report size.study.db").out, ContainsSubstring("wip.works.main"));
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.err, StartsWith("agrocap sweep: --metric: ") && ContainsSubstring("did you mean"));
}

TEST_CASE("a refused point is told once, with what is wrong", "[studies][sweep]") {
    const Workplace work;
    work.write_plant("[study.size]\nvary = { \"plant.works.line.main.station.press.servers\" = [-1, 1] }\n");

    CHECK_THAT(work.agrocap("sweep plant.toml").out,
               ContainsSubstring("\n  point 1: error[E032]: plant.works.line.main.station.press.servers: -1 is out of range"));
}

TEST_CASE("studies of one name and two scenarios do not meet in one database unawares", "[studies][sweep]") {
    const Workplace work;
    write_study(work);
    work.shell("sed 's/seed = 7/seed = 8/' plant.toml > other.toml");
    REQUIRE(work.agrocap("sweep plant.toml --replications 2").code == 0);
    const Ran other = work.agrocap("sweep other.toml --replications 2");

    CHECK(other.code == 2);
    CHECK(other.err ==
          "agrocap sweep: size.study.db holds the study \"size\" of plant.toml\n  hint: --db FILE gives that of other.toml a "
          "database of its own\n");
    REQUIRE(work.agrocap("sweep other.toml --replications 2 --db size.study.db").code == 0);
    const Ran which = work.agrocap("report size.study.db --study size");
    CHECK(which.code == 2);
    CHECK_THAT(which.err,
               ContainsSubstring("has studies called \"size\" of several scenarios\n  hint: it has other.toml:size, plant.toml:size\n"));
    CHECK_THAT(work.agrocap("report size.study.db --study plant.toml:size").out, ContainsSubstring("seed 7"));
    CHECK_THAT(work.agrocap("report size.study.db --study other.toml:size").out, ContainsSubstring("seed 8"));
    work.shell("mv plant.toml renamed.toml");
    CHECK(work.agrocap("sweep renamed.toml --replications 2 --db size.study.db").code == 0);
}
