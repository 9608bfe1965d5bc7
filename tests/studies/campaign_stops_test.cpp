// Tasks that are under way when a limit comes: in the midst of a replication that would take minutes.

#include "studies/study.hpp"

#include <fmt/chrono.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <chrono>
#include <string>

using namespace agrocap;

namespace {

using Clock = std::chrono::steady_clock;

/// A study of two points: a replication of one takes an instant, of the other, at a hundred units a second, minutes.
void write_endless_study(const Workplace& work) {
    work.write_plant("[study.pace]\nvary = { \"plant.works.line.main.station.press.time\" = [\"1 h\", \"0.01 s\"] }\n");
}

/// "2026-11-27T18:30:07Z", so many seconds from now.
std::string moment_in(int seconds) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", fmt::gmtime(std::chrono::system_clock::now() + std::chrono::seconds(seconds)));
}

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// Does task 0 of the campaign "c" and sets what `limit` says when its first replication is finished.
const std::string work_until_limited =
    "\"$AGROCAP\" campaign work c --task 0 --threads 1 & task=$!\n"
    "until grep -q ' finished ' c/shards/*.shard 2>/dev/null; do sleep 0.05; done\n"
    "date +%s.%N >set; \"$AGROCAP\" campaign plan c --quiet {}\n"
    "wait $task; code=$?; date +%s.%N >ended; exit $code";

}  // namespace

TEST_CASE("a task in the midst of a replication ends when its limit comes, and keeps what is finished", "[studies][campaign][limits]") {
    const Workplace work;
    write_endless_study(work);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --replications 3 --tasks 1 --quiet").code == 0);
    const bool is_budget = GENERATE(true, false);
    CAPTURE(is_budget);
    const int seconds = 2;
    // Dates are whole seconds: the one that is set lies up to a second nearer.
    REQUIRE(work.agrocap("campaign plan c --quiet " + (is_budget ? std::string("--budget '2 core-s'") : "--until " + moment_in(seconds)))
                .code == 0);

    const Clock::time_point begin = Clock::now();
    const Ran ran = work.agrocap("campaign work c --task 0 --threads 1");

    CHECK(ran.code == 3);
    CHECK(ran.err.find(is_budget ? "the budget of " : ", when this campaign was to end, is past") != std::string::npos);
    CHECK(ran.err.find("no further replication is begun, what is finished is kept") != std::string::npos);
    CHECK(seconds_since(begin) > (is_budget ? 2 : 0));
    CHECK(seconds_since(begin) < seconds + 5);
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 4);
    CHECK(merged.err.find("is known by now is all there is\n3 of 6 replications are missing:\n  task 0: point 2, replications 1 to 3\n") !=
          std::string::npos);
    CHECK(merged.out.find("c/study.db: 3 of 6 replications") != std::string::npos);
    CHECK(stored_in(work.path("c/study.db")) == 3);
}

TEST_CASE("a limit that is set while a task is under way ends it, too, and submit with it", "[studies][campaign][limits]") {
    const Workplace work;
    write_endless_study(work);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --replications 3 --tasks 1 --quiet").code == 0);
    SECTION("work") {
        const std::string limit = GENERATE("--until 2001-01-01", "--budget '0.001 core-s'");
        CAPTURE(limit);
        const Ran ran = work.shell(fmt::format(fmt::runtime(work_until_limited), limit));
        INFO(ran.err);
        CHECK(ran.code == 3);
        CHECK(std::stod(work.read("ended")) - std::stod(work.read("set")) < 5);
        CHECK(work.agrocap("campaign merge c").err.find("task 0: point 2, replications 1 to 3\n") != std::string::npos);
    }
    SECTION("submit") {
        const Ran ran = work.agrocap("campaign submit c --engine local --budget '1 core-s'");
        CHECK(ran.code == 0);  // it ended as it was asked to
        CHECK(ran.err.find("some tasks did not finish") == std::string::npos);
        CHECK(ran.err.find("the budget of ") != std::string::npos);
        const Ran again = work.agrocap("campaign submit c --engine local");
        CHECK(again.out == "no task is open\n");
        CHECK(again.err.find("the budget of ") != std::string::npos);  // why
        CHECK(work.agrocap("campaign watch c --open").out.empty());
    }
}

TEST_CASE("a check that a limit stops in the midst of a round says what is known by then", "[studies][campaign][limits]") {
    const Workplace work;
    // Replications of thirty million units, some seconds each: what is set meanwhile is seen within three, so that one is under way then.
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n"
        "[target.enough]\nmetric = \"output.total\"\nat_least = 30323000\nindifference = 0.00001\n");
    std::string plant = work.read("plant.toml");
    work.write("plant.toml", plant.replace(plant.find("time = \"1 h\""), 12, "time = \"1 s\""));
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --as check --tasks 1 --quiet").code == 0);

    const Ran ran = work.shell(fmt::format(fmt::runtime(work_until_limited), "--until 2001-01-01"));

    INFO(ran.err);
    CHECK(ran.code == 3);
    const Ran merged = work.agrocap("campaign merge c");
    INFO(merged.err);
    CHECK(merged.code == 4);
    CHECK(merged.out.find("undecided") != std::string::npos);
    CHECK(stored_in(work.path("c/study.db")) > 0);
    CHECK_FALSE(work.has("c/rounds/round-0002.json"));
}
