#include "archive/sqlite.hpp"
#include "studies/study.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>
#include <random>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string sweep = "sweep plant.toml --replications 2 --db s.db --quiet";

/// A study of six points with two replications each; gives what `sweep --json -` says of it.
std::string make_study(const Workplace& work) {
    write_study(work);
    const Ran ran = work.agrocap(sweep + " --json -");
    REQUIRE(ran.code == 0);
    return ran.out;
}

void damage(const Workplace& work, const std::string& statement) { Database(work.path("s.db"), Access::write).run(statement); }

}  // namespace

TEST_CASE("a stored value that was changed is refused with its place wherever it is read, and simulated again when asked for",
          "[studies][damage]") {
    const Workplace work;
    const std::string whole = make_study(work);
    damage(work,
           "UPDATE replications SET metric_values = zeroblob(length(metric_values)) WHERE number = 1 AND point = (SELECT point FROM "
           "study_points WHERE number = 1)");

    for (const std::string& command : {std::string("report s.db"), sweep}) {
        const Ran ran = work.agrocap(command);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, StartsWith("agrocap: s.db: this study database is damaged: replication 2 of point 2, row "));
        CHECK_THAT(ran.err, ContainsSubstring("its values do not agree with their digest\n  hint: with --discard-damaged"));
    }
    const Ran again = work.agrocap("reproduce s.db");
    CHECK(again.code == 1);
    CHECK(again.out == "different: 1 of 12 replications\n");
    CHECK_THAT(again.err, ContainsSubstring("replication 2 of point 2"));

    const Ran mended = work.agrocap(sweep + " --discard-damaged --timing --json -");
    CHECK(mended.code == 0);
    CHECK(mended.out == whole);
    CHECK_THAT(mended.err, StartsWith("s.db: took out 1 damaged replication"));
    CHECK(counts(mended.err) == std::pair(11, 1));
    CHECK(work.agrocap("reproduce s.db").code == 0);
}

TEST_CASE("a run whose stored value was changed is refused, and simulated again when asked for", "[studies][run][damage]") {
    const Workplace work;
    write_study(work);
    const std::string run = "run plant.toml --replications 5 --db s.db --json -";
    const std::string whole = work.agrocap(run).out;
    damage(work, "UPDATE replications SET metric_values = zeroblob(length(metric_values)) WHERE number = 3");

    CHECK(work.agrocap(run).code == 2);
    CHECK(work.agrocap("report s.db").code == 2);
    CHECK(work.agrocap("reproduce s.db").code == 1);
    CHECK(work.agrocap(run + " --discard-damaged").out == whole);
    CHECK(work.agrocap("report s.db").code == 0);
}

TEST_CASE("whatever is damaged in a study database is refused, and --discard-damaged gives what there was", "[studies][damage]") {
    const std::string statement =
        GENERATE(as<std::string>(), "UPDATE replications SET metric_values = x'' WHERE point = 1 AND number = 0",
                 "UPDATE replications SET metric_values = x'0102030405060708' WHERE point = 1 AND number = 0",
                 "UPDATE replications SET metric_values = x'01' WHERE point = 1",  //
                 "UPDATE replications SET number = 7 WHERE point = 1 AND number = 1",
                 "UPDATE replications SET number = -7 WHERE point = 1 AND number = 1",
                 "UPDATE replications SET number = 77 - number WHERE point = 3",  //
                 "UPDATE replications SET point = 9 WHERE point = 1 AND number = 1",
                 "UPDATE replications SET events = events + 1 WHERE point = 4 AND number = 1",
                 "UPDATE study_points SET number = -1 WHERE number = 2",  //
                 "UPDATE study_points SET number = 600 WHERE number = 2",
                 "UPDATE study_points SET point = (SELECT point FROM study_points WHERE number = 2) WHERE number = 4",  //
                 "UPDATE study_points SET refused = 'no' WHERE number = 4",
                 "DELETE FROM study_points WHERE number = 5",  //
                 "UPDATE settings SET value = '9' WHERE number = 1",
                 "UPDATE studies SET replications = 1",  //
                 "UPDATE studies SET confidence = 0.99",
                 "UPDATE studies SET resolved = ''",  //
                 "UPDATE studies SET seed = '2'",
                 "DELETE FROM files",  //
                 "UPDATE metrics SET name = 'output.total2' WHERE name = 'output.total'",
                 "UPDATE points SET metrics = 5 WHERE id = 2",  //
                 "UPDATE points SET key = 'x' WHERE id = 2");
    CAPTURE(statement);
    const Workplace work;
    const std::string whole = make_study(work);
    damage(work, statement);

    const Ran report = work.agrocap("report s.db");
    CHECK(report.code == 2);
    CHECK_THAT(report.err, StartsWith("agrocap: s.db: this study database is damaged: "));
    const Ran mended = work.agrocap(sweep + " --discard-damaged --json -");
    CHECK(mended.code == 0);
    CHECK(mended.out == whole);
    CHECK(work.agrocap("reproduce s.db").code == 0);
}

TEST_CASE("random bits of a study database may flip: what is told is the same, or a refusal", "[studies][damage]") {
    const Workplace work;
    const std::string whole = make_study(work);
    const std::string told = work.agrocap("report s.db").out;
    const std::string bytes = work.read("s.db");
    std::mt19937 random(20261126);  // of a fixed kind with a fixed seed: the same bits in every run of the test
    int refused = 0;
    for (int flip = 0; flip < 50; ++flip) {
        std::string damaged = bytes;
        const std::size_t byte = random() % damaged.size();
        damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << random() % 8));
        CAPTURE(flip, byte);
        for (const auto& [command, expected] : {std::pair{std::string("report s.db"), told}, std::pair{sweep + " --json -", whole}}) {
            work.write("s.db", damaged);
            const Ran ran = work.agrocap(command);
            CHECK((ran.code == 0 || ran.code == 2));
            if (ran.code == 0)
                CHECK(ran.out == expected);
            else
                CHECK_THAT(ran.err, StartsWith("agrocap: s.db: "));
            refused += ran.code == 2 ? 1 : 0;
        }
    }
    CHECK(refused > 10);
}

TEST_CASE("a results file of which a byte is another is read, or refused, and nothing worse", "[studies][report][damage]") {
    const Workplace work;
    write_study(work, "[target.t]\nmetric = \"output.total\"\nat_least = 10\n");
    REQUIRE(work.agrocap("run plant.toml --json run.json --csv out").code == 0);
    REQUIRE(work.agrocap("run plant.toml --batches 5 --json batches.json").code == 0);
    REQUIRE(work.agrocap("sweep plant.toml --replications 2 --json study.json").code == 0);
    REQUIRE(work.agrocap("optimise plant.toml --json optimum.json").code == 0);
    work.shell("rm plant.toml");
    std::mt19937 random(20261127);
    for (const char* name : {"run.json", "batches.json", "study.json", "optimum.json"}) {
        const std::string bytes = work.read(name);
        for (int change = 0; change < 40; ++change) {
            std::string damaged = bytes;
            const std::size_t byte = random() % damaged.size();
            // A digit becomes another, so that the file still is JSON: that is where the traps are.
            const bool is_digit = damaged[byte] >= '0' && damaged[byte] <= '9';
            damaged[byte] = is_digit ? static_cast<char>('0' + random() % 10) : static_cast<char>(random() % 256);
            if (change % 4 == 0) damaged.resize(byte);
            work.write("damaged.json", damaged);
            const Ran ran = work.agrocap("report damaged.json --csv out");
            CAPTURE(name, byte, ran.err);
            CHECK((ran.code == 0 || ran.code == 2));
        }
    }
    work.write("damaged.json",
               std::string("{\"format\":\"agrocap-optimum/1\",\"version\":\"1\",\"digest\":\"\",\"replications\":1,\"confidence\":0.9,") +
                   "\"scenario\":{\"name\":\"\",\"seed\":1,\"set\":[],\"files\":[]},\"study\":\"s\",\"tested\":[{\"point\":0,"
                   "\"values\":{\"a\":\"1\"}}]}");
    const Ran none = work.agrocap("report damaged.json");
    CHECK(none.code == 2);
    CHECK_THAT(none.err, ContainsSubstring("points count from 1"));
}
