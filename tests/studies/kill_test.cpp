#include "archive/sqlite.hpp"
#include "studies/study.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <filesystem>

using namespace agrocap;

TEST_CASE("twenty kills at any moment lose nothing that was stored and repeat nothing", "[studies][sweep][kill]") {
    const Workplace work;
    write_study(work);
    const std::string file = work.path("size.study.db");
    // Long enough that the kills strike in the midst of it.
    const std::string command = "sweep plant.toml --replications 1500 --quiet";
    int kills = 0;
    std::size_t before = 0;
    for (int kill = 0; kill < 20; ++kill) {
        const int wait_ms = 7 + kill * 7919 % 700;  // from before the tables are there to the second commit
        const Ran ran =
            work.shell(fmt::format("\"$AGROCAP\" {} > /dev/null & sleep {}; kill -KILL $!; wait $!", command, wait_ms / 1000.0));
        if (ran.code == 137) ++kills;
        const std::size_t now = stored_in(file);
        CHECK(now >= before);
        before = now;
    }
    CHECK(kills >= 18);
    CHECK(before > 0);

    const Ran rest = work.agrocap(command + " --timing --json r.json");
    REQUIRE(rest.code == 0);
    const auto [found, simulated] = counts(rest.err);
    CHECK(static_cast<std::size_t>(found) == before);
    CHECK(found + simulated == 6 * 1500);
    CHECK(nlohmann::json::parse(work.read("r.json"))["digest"] == digest(work, "--replications 1500 --db straight.db"));
}

TEST_CASE("kills of a run and of a check with a database lose nothing and repeat nothing", "[studies][run][check][kill]") {
    const Workplace work;
    write_study(work, "[target.enough]\nmetric = \"output.total\"\nat_least = 8423\nindifference = 0.05\n");
    for (const std::string command : {"run plant.toml --replications 12000", "check plant.toml --replications 12000"}) {
        CAPTURE(command);
        const std::string file = work.path(command.substr(0, 3) + ".db");
        std::size_t before = 0;
        int kills = 0;
        for (int kill = 0; kill < 20; ++kill) {
            const int wait_ms = kill % 4 == 3 ? 1100 : 5 + kill * 7919 % 400;  // each fourth lives to see a commit
            const Ran ran = work.shell(fmt::format("\"$AGROCAP\" {} --db \"{}\" --quiet > /dev/null & sleep {}; kill -KILL $!; wait $!",
                                                   command, file, wait_ms / 1000.0));
            if (ran.code == 137) ++kills;
            const std::size_t now = stored_in(file);
            CHECK(now >= before);
            before = now;
        }
        CHECK(kills >= 12);  // the last may find nothing left to do
        CHECK(before > 0);

        const Ran resumed = work.agrocap(command + " --db \"" + file + "\" --json -");
        const Ran straight = work.agrocap(command + " --json -");
        CHECK(nlohmann::json::parse(resumed.out)["digest"] == nlohmann::json::parse(straight.out)["digest"]);
        CHECK(resumed.code == straight.code);
    }
}

// What a kill in the moment between the file's first page and its tables leaves behind.
TEST_CASE("a study database that was begun and holds nothing yet is filled", "[studies][sweep][kill]") {
    const Workplace work;
    write_study(work);
    const std::string file = work.path("size.study.db");
    Database(file, Access::write).run("PRAGMA journal_mode = WAL");
    REQUIRE(std::filesystem::file_size(file) > 0);
    const Ran ran = work.agrocap("sweep plant.toml --replications 2 --quiet");
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(stored_in(file) == 6 * 2);
}
