#include "campaign/limits.hpp"
#include "campaign/units.hpp"
#include "studies/study.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("budgets and dates are read as people write them", "[studies][campaign][limits]") {
    CHECK(core_hours_from("500 core-h") == 500);
    CHECK(core_hours_from("1.5core-d") == 36);
    CHECK(core_hours_from("90 core-min") == Catch::Approx(1.5));
    CHECK(core_hours_from("36 core-s") == Catch::Approx(0.01));
    for (const char* wrong :
         {"", "500", "500 h", "-1 core-h", "0 core-h", "nan core-h", "inf core-h", "1e999 core-h", "5  core-h", "5 core-h "})
        CHECK_FALSE(core_hours_from(wrong));
    // By hand: 20,788 days from 1970-01-01 to 2026-12-01.
    CHECK(moment_from("2026-12-01 00:00Z") == 20'788LL * 86'400);
    CHECK(moment_from("2026-12-01T18:30Z") == 20'788LL * 86'400 + 18 * 3600 + 30 * 60);
    CHECK(moment_from("2026-12-01T18:30:07Z") == 20'788LL * 86'400 + 18 * 3600 + 30 * 60 + 7);
    CHECK(utc_text(20'788LL * 86'400) == "2026-12-01 00:00 UTC");
    CHECK(utc_text(20'788LL * 86'400 + 7) == "2026-12-01 00:00:07 UTC");
    CHECK(moment_from("2026-12-01").has_value());
    for (const char* wrong : {"", "2026", "2026-02-30", "2026-13-01", "2026-00-01", "1969-01-01", "2026-12-01 24:00", "2026-12-01 1:00",
                              "2026-12-01 10:61", "2026/12/01", "2026-12-01x18:00", "-026-12-01", "2026-12-+1", "2026-12-01 18:00:60",
                              "2026-12-01 18:00:0", "2026-12-01 18-00", "2026-12-01 18:00:00:", "2026-12-01ZZ"})
        CHECK_FALSE(moment_from(wrong));
}

TEST_CASE("units are numbered as they were given out, and found by point and replication", "[studies][campaign]") {
    Units units;
    units.add({{2, 0, 3}, {0, 0, 2}});
    units.add({{2, 3, 4}, {1, 5, 1}});
    CHECK(units.count() == 10);
    CHECK(units.point_of(4) == 0);
    CHECK(units.replication_of(6) == 4);
    CHECK(units.find(2, 2) == 2);
    CHECK(units.find(2, 3) == 5);
    CHECK(units.find(1, 5) == 9);
    CHECK_FALSE(units.find(2, 7));
    CHECK_FALSE(units.find(0, 2));
    CHECK_FALSE(units.find(1, 4));
    CHECK_FALSE(units.find(3, 0));
    std::vector<std::pair<std::uint64_t, std::uint64_t>> runs;
    units.visit(2, 2, [&runs](std::uint64_t begin, std::uint64_t end) { runs.emplace_back(begin, end); });
    CHECK(runs == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{2, 3}, {5, 9}});
}

TEST_CASE("a campaign whose date is past begins nothing, and goes on with a later one", "[studies][campaign][limits]") {
    const Workplace work;
    write_study(work);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --replications 5 --tasks 2 --quiet").code == 0);
    CHECK(work.agrocap("campaign work c --task 0 --quiet").code == 0);
    CHECK(work.agrocap("campaign plan c --until 2001-01-01 --quiet").code == 0);
    const Ran ran = work.agrocap("campaign work c --task 1");
    CHECK(ran.code == 3);
    CHECK(ran.err.find(", when this campaign was to end, is past: no further replication is begun, what is finished is kept\n") !=
          std::string::npos);
    CHECK_FALSE(work.has("c/shards/task-000001.000.shard"));
    CHECK_FALSE(work.has("c/failed/task-000001.txt"));
    CHECK(work.agrocap("campaign watch c --open").out.empty());
    CHECK(work.agrocap("campaign submit c --engine local").out == "no task is open\n");
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 4);
    CHECK(merged.err.find("is past: what is known by now is all there is\n15 of 30 replications are missing:\n") != std::string::npos);
    CHECK(work.agrocap("campaign plan c --until 2999-01-01").code == 0);
    CHECK(work.agrocap("campaign submit c --engine local").code == 0);
    CHECK(work.agrocap("campaign merge c").code == 0);
}

TEST_CASE("a budget that is used up leaves a check with what is known", "[studies][campaign][limits]") {
    const Workplace work;
    write_study(work, "[target.enough]\nmetric = \"output.total\"\nat_least = 8400\nindifference = 0.01\n");
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --as check --tasks 1 --quiet").code == 0);
    CHECK(work.agrocap("campaign work c --task 0 --threads 1 --quiet").code == 0);
    CHECK(work.agrocap("campaign plan c --quiet --budget '0.00001 core-s' --until 2999-01-01").code == 0);
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 4);
    CHECK(merged.err.find("the budget of ") == 0);
    CHECK(merged.out.find("undecided") != std::string::npos);
    CHECK_FALSE(work.has("c/rounds/round-0002.json"));
    CHECK(work.agrocap("campaign watch c").out.find("used          ") != std::string::npos);
    CHECK(work.agrocap("campaign submit c --engine local --budget '1 core-h'").code == 0);
    CHECK(work.agrocap("campaign merge c").code == 0);
    const std::string check = "check c/scenario.toml --db c/study.db --json -";
    CHECK(nlohmann::json::parse(work.agrocap(check).out)["digest"] ==
          nlohmann::json::parse(work.agrocap("check plant.toml --json -").out)["digest"]);
}

TEST_CASE("a limit that is no limit is wrong usage, and a file of limits that was edited ends a task", "[studies][campaign][limits]") {
    const Workplace work;
    write_study(work);
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --replications 5 --tasks 2 --quiet").code == 0);
    for (const std::string option : {"--budget 500", "--budget '500 h'", "--until tomorrow", "--until 2026-02-30"})
        CHECK(work.agrocap("campaign plan c " + option).code == 2);
    CHECK(work.agrocap("campaign work c --task 0 --budget '1 core-h'").code == 2);
    for (const std::string text : {"{", "[]", "{\"until\": 7}", "{\"until\": \"soon\"}", "{\"budget_core_h\": \"much\"}"}) {
        work.write("c/limits.json", text);
        CHECK(work.agrocap("campaign work c --task 0").code == 3);
        std::filesystem::remove(work.path("c/failed/task-000000.txt"));
    }
}
