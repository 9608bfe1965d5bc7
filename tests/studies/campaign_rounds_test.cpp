#include "archive/seal.hpp"
#include "campaign/shard.hpp"
#include "campaign/standing.hpp"
#include "studies/study.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <filesystem>

using namespace agrocap;

namespace {

constexpr const char* enough = "[target.enough]\nmetric = \"output.total\"\nat_least = 8400\nindifference = 0.01\n";

nlohmann::json json_of(const Ran& ran) {
    INFO(ran.err);
    return nlohmann::json::parse(ran.out);
}

/// Plans, does all rounds here, and merges.
void do_all(const Workplace& work, const std::string& options) {
    const Ran planned = work.agrocap("campaign plan plant.toml --dir c " + options);
    INFO(planned.err);
    REQUIRE(planned.code == 0);
    const Ran done = work.agrocap("campaign submit c --engine local");
    INFO(done.err);
    CHECK(done.code == 0);
    const Ran merged = work.agrocap("campaign merge c --quiet");
    INFO(merged.err);
    CHECK(merged.code == 0);
}

/// What the database answers, without simulating anything for it. One thread: a second would begin the next before the answer stands.
nlohmann::json answered(const Workplace& work, const std::string& command) {
    const std::size_t before = stored_in(work.path("c/study.db"));
    nlohmann::json answer = json_of(work.agrocap(command + " --threads 1 --db c/study.db --json -"));
    CHECK(stored_in(work.path("c/study.db")) == before);
    return answer;
}

}  // namespace

TEST_CASE("a sweep to a precision takes in rounds what it takes on one machine", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work);
    do_all(work, "--precision 0.002 --tasks 3");
    CHECK(work.has("c/rounds/round-0002.json"));
    const nlohmann::json rounds = answered(work, "sweep c/scenario.toml --precision 0.002");
    const nlohmann::json straight = swept(work, "--precision 0.002 --db straight.db");
    CHECK(rounds["digest"] == straight["digest"]);
    CHECK(rounds["points"] == straight["points"]);
    CHECK(stored_in(work.path("c/study.db")) == stored_in(work.path("straight.db")));
    CHECK(work.agrocap("report c/study.db").out == work.agrocap("report straight.db").out);
}

TEST_CASE("a check in rounds comes to the verdict of one machine", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work, enough);
    const std::string options = GENERATE("", " --confidence 0.999", " --precision 0.001");
    CAPTURE(options);
    do_all(work, "--as check --tasks 2" + options);
    CHECK(work.has("c/rounds/round-0002.json"));
    const nlohmann::json rounds = answered(work, "check c/scenario.toml" + options);
    const nlohmann::json straight = json_of(work.agrocap("check plant.toml --json -" + options));
    CHECK(rounds["digest"] == straight["digest"]);
    CHECK(rounds["targets"] == straight["targets"]);
    CHECK(rounds["replications"] == straight["replications"]);
}

TEST_CASE("a search in rounds finds what it finds on one machine", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work, enough);
    const std::string options = GENERATE("", " --no-order");
    CAPTURE(options);
    do_all(work, "--as optimise --tasks 2" + options);
    const nlohmann::json rounds = answered(work, "optimise c/scenario.toml" + options);
    const nlohmann::json straight = json_of(work.agrocap("optimise plant.toml --db straight.db --json -" + options));
    CHECK(rounds["digest"] == straight["digest"]);
    CHECK(rounds["best"] == straight["best"]);
    CHECK(rounds["tested"] == straight["tested"]);
}

TEST_CASE("merge says what a campaign that stops by a rule answers, and how to have it again", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work, enough);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --as check --tasks 1 --quiet").code == 0);
    const Ran before = work.agrocap("campaign merge c");
    CHECK(before.code == 4);
    CHECK(before.err == "20 of 20 replications are missing:\n  task 0: point 1, replications 1 to 20\n");
    CHECK(work.agrocap("campaign work c --task 0").code == 0);
    const Ran between = work.agrocap("campaign merge c");
    CHECK(between.code == 4);
    CHECK(between.err.find("round 2 is given out: ") == 0);
    CHECK(work.agrocap("campaign submit c --engine local").code == 0);
    const Ran after = work.agrocap("campaign merge c");
    CHECK(after.code == 0);
    CHECK(after.err.empty());
    CHECK(after.out.find("enough  output.total  at least 8 400") != std::string::npos);
    const std::size_t begin = after.out.find("\"agrocap check c/scenario.toml ") + 9;
    const Ran again = work.agrocap(after.out.substr(begin, after.out.find('"', begin) - begin));
    CHECK(again.code == work.agrocap("check plant.toml").code);
    CHECK(after.out.find(again.out) == 0);
}

TEST_CASE("merge writes its answer in the files that one machine writes", "[studies][campaign][rounds]") {
    const auto [rule, command, csv] = GENERATE(table<std::string, std::string, std::string>(
        {{"--replications 20", "sweep c/scenario.toml --study size --replications 20", "points.csv"},
         {"--precision 0.002", "sweep c/scenario.toml --study size --precision 0.002", "points.csv"},
         {"--as check", "check c/scenario.toml", "metrics.csv"},
         {"--as optimise", "optimise c/scenario.toml --study size", "tested.csv"}}));
    CAPTURE(rule);
    const Workplace work;
    write_study(work, enough);
    do_all(work, rule + " --tasks 2");
    const Ran merged = work.agrocap("campaign merge c --html m.html --xlsx m.xlsx --json m.json --csv m");
    INFO(merged.err);
    CHECK(merged.code == 0);
    const Ran ran = work.agrocap(command + " --threads 1 --db c/study.db --xlsx o.xlsx --json o.json --csv o");
    INFO(ran.err);
    nlohmann::json ours = nlohmann::json::parse(work.read("m.json")), theirs = nlohmann::json::parse(work.read("o.json"));
    for (nlohmann::json* one : {&ours, &theirs}) (*one)["scenario"].erase("files");  // of a study: those that were planned with
    CHECK(ours == theirs);
    CHECK(work.read("m/" + csv) == work.read("o/" + csv));
    CHECK(work.read("m.xlsx").starts_with("PK"));
    const std::string html = work.read("m.html");
    CHECK(html.find(" --db c/study.db") != std::string::npos);  // how to have it again
    CHECK(html.find("<p class=\"answer") != std::string::npos);
    CHECK(work.agrocap("campaign merge c --json -").out == work.read("m.json"));
}

TEST_CASE("without an answer merge writes no file, and over nothing that the campaign rests on", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work, enough);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --as check --tasks 1 --quiet").code == 0);
    const Ran merged = work.agrocap("campaign merge c --html m.html");
    CHECK(merged.code == 4);
    CHECK(merged.err.find("the rule has not answered yet: no file is written\n") != std::string::npos);
    CHECK_FALSE(work.has("m.html"));
    for (const char* kept : {"c/campaign.json", "c/scenario.toml", "plant.toml", "c/study.db"}) {
        CAPTURE(kept);
        const std::string before = work.read(kept);
        const Ran refused = work.agrocap(std::string("campaign merge c --html ") + kept);
        CHECK(refused.code == 2);
        CHECK(refused.err.find("--html would write over ") != std::string::npos);
        CHECK(work.read(kept) == before);
    }
    CHECK(work.agrocap("campaign watch c --html m.html").err.find("--html is for merge\n") != std::string::npos);
}

TEST_CASE("a round is the same whoever gives it out, and is given out once", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work);
    const std::string plan = "campaign plan plant.toml --precision 0.002 --tasks 2 --quiet --dir ";
    for (const std::string folder : {"c", "d"}) REQUIRE(work.agrocap(plan + folder).code == 0);
    CHECK(work.read("c/rounds/round-0001.json") == work.read("d/rounds/round-0001.json"));
    CHECK(work.agrocap(plan + "c").code == 0);  // the same again
    CHECK(work.agrocap("campaign plan c").out.find("laid out already, under way") != std::string::npos);
    CHECK_FALSE(work.has("c/rounds/round-0002.json"));
    for (const std::string folder : {"c", "d"})
        for (const int task : {1, 0}) CHECK(work.agrocap(fmt::format("campaign work {} --task {} --quiet", folder, task)).code == 0);
    const Ran both = work.shell("\"$AGROCAP\" campaign merge c --quiet --db one.db & \"$AGROCAP\" campaign plan c --quiet; wait $!");
    CHECK(both.code == 4);
    CHECK(work.agrocap("campaign plan d --quiet").code == 0);
    CHECK(work.read("c/rounds/round-0002.json") == work.read("d/rounds/round-0002.json"));
    CHECK(work.agrocap("campaign plan c --quiet").code == 0);
    CHECK_FALSE(work.has("c/rounds/round-0003.json"));  // the second is not done
    CHECK(work.agrocap("campaign plan plant.toml --precision 0.003 --tasks 2 --dir c").code == 2);
    CHECK(work.agrocap("campaign plan c --seed 4").code == 2);
}

TEST_CASE("a round that was edited, or that is missing, ends what works on it", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --precision 0.002 --tasks 2 --quiet").code == 0);
    const std::string file = "c/rounds/round-0001.json";
    std::string round = work.read(file);
    SECTION("edited") { work.write(file, round.replace(round.find("[0,0,20]"), 8, "[0,0,30]")); }
    SECTION("broken off") { std::filesystem::resize_file(work.path(file), 60); }
    SECTION("of other types") { work.write(file, "{\"format\": \"agrocap-round/1\", \"stretches\": 7, \"tasks\": {}, \"id\": []}"); }
    SECTION("gone") { std::filesystem::remove(work.path(file)); }
    const Ran ran = work.agrocap("campaign work c --task 0");
    CHECK(ran.code == 3);
    CHECK(ran.err.find("c/rounds") != std::string::npos);
    CHECK(work.agrocap("campaign merge c").code == 2);
}

TEST_CASE("a standstill counts where the rule gets to it, and not beyond", "[studies][campaign][rounds]") {
    // A check that is decided before replication 20: to be stuck in the last one of a round is nobody's business.
    const Workplace work;
    write_study(work, "[target.little]\nmetric = \"output.total\"\nat_least = 6000\nindifference = 0.05\n");
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --as check --tasks 1 --quiet").code == 0);
    CHECK(work.agrocap("campaign work c --task 0 --quiet").code == 0);
    const Ran straight = work.agrocap("check plant.toml --json -");
    REQUIRE(json_of(straight)["replications"] < 18);
    const int stuck = GENERATE(0, 19);
    CAPTURE(stuck);
    const std::string shard = "c/shards/task-000000.000.shard";
    std::string text = work.read(shard);
    const std::size_t end = text.find(fmt::format(" finished 0 {} ", stuck));
    const std::size_t begin = text.rfind('\n', end) + 1;
    work.write(shard, text.erase(begin, text.find('\n', end) + 1 - begin));
    const Campaign campaign = read_campaign(work.path("c"));
    ShardStore store(campaign, work.path("c"), 0, std::vector<bool>(20, false));
    store.refuse_point(0, {.reason = "nothing moves any more", .replication = stuck});
    store.close();

    const Ran merged = work.agrocap("campaign merge c");
    INFO(merged.err);
    if (stuck == 0) {
        CHECK(merged.code == 3);
        CHECK(merged.err.find("nothing moves any more") != std::string::npos);
    } else {
        CHECK(merged.code == 0);
        CHECK(answered(work, "check c/scenario.toml")["digest"] == json_of(straight)["digest"]);
    }
}

TEST_CASE("plan says what a rule lacks, and what does not go together", "[studies][campaign][rounds]") {
    const Workplace work;
    write_study(work);
    const std::string plan = "campaign plan plant.toml --dir c ";
    CHECK(work.agrocap(plan + "--as check").err.find("no target to check") != std::string::npos);
    CHECK(work.agrocap(plan + "--as optimise").err.find("there is no target to meet") != std::string::npos);
    for (const std::string options : {"--as check", "--as optimise", "--as reach", "--precision 0.01 --replications 5", "--no-order"})
        CHECK(work.agrocap(plan + options).code == 2);
    write_study(work, enough);
    for (const std::string options : {"--as check --study size", "--as optimise --precision 0.01", "--as check --no-order"})
        CHECK(work.agrocap(plan + options).code == 2);
    CHECK_FALSE(work.has("c"));
}
