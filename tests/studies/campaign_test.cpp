#include "archive/seal.hpp"
#include "campaign/layout.hpp"
#include "campaign/standing.hpp"
#include "studies/study.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>

using namespace agrocap;

namespace {

/// 6 points of 30 replications in 5 tasks of 36.
void plan(const Workplace& work, const std::string& options = "--tasks 5") {
    write_study(work);
    const Ran ran = work.agrocap("campaign plan plant.toml --dir c --replications 30 " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
}

int do_task(const Workplace& work, int task) { return work.agrocap(fmt::format("campaign work c --task {}", task)).code; }

/// What a sweep finds in a merged database, and its digest.
std::string digest_found(const Workplace& work, int found) {
    const Ran ran = work.agrocap("sweep plant.toml --replications 30 --db c/study.db --timing --json r.json");
    REQUIRE(ran.code == 0);
    CHECK(counts(ran.err) == std::pair(found, 180 - found));
    return nlohmann::json::parse(work.read("r.json"))["digest"];
}

std::string straight_digest(const Workplace& work) { return digest(work, "--replications 30 --db straight.db"); }

void append(const Workplace& work, const std::string& name, const std::string& text) {
    std::ofstream(work.path(name), std::ios::app | std::ios::binary) << text;
}

}  // namespace

TEST_CASE("a campaign gives what one machine gives, whatever the order, twice or two at once", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    CHECK(do_task(work, 3) == 0);
    CHECK(work.shell("\"$AGROCAP\" campaign work c --task 1 & \"$AGROCAP\" campaign work c --task 1 && wait $!").code == 0);
    for (const int task : {4, 0, 2, 2}) CHECK(do_task(work, task) == 0);
    CHECK_FALSE(work.has("c/shards/task-000002.001.shard"));  // nothing was missing
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 0);
    CHECK(merged.err.empty());
    CHECK(stored_in(work.path("c/study.db")) == 180);
    CHECK(digest_found(work, 180) == straight_digest(work));
    CHECK(work.agrocap("campaign merge c").code == 0);
    CHECK(stored_in(work.path("c/study.db")) == 180);
}

TEST_CASE("merge tells what is missing, and takes what comes later", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    for (const int task : {0, 2, 3, 4}) CHECK(do_task(work, task) == 0);
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 4);
    CHECK(merged.err ==
          "36 of 180 replications are missing:\n"
          "  task 1: point 2, replications 7 to 30\n"
          "  task 1: point 3, replications 1 to 12\n");
    CHECK(work.agrocap("campaign watch c --open").out == "1\n");
    CHECK(do_task(work, 1) == 0);
    CHECK(work.agrocap("campaign merge c").code == 0);
    CHECK(digest_found(work, 180) == straight_digest(work));
}

TEST_CASE("of a shard that broke off what is whole counts, and the task does the rest", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    for (int task = 0; task < 5; ++task) CHECK(do_task(work, task) == 0);
    const std::string shard = work.read("c/shards/task-000003.000.shard");
    std::filesystem::resize_file(work.path("c/shards/task-000003.000.shard"), shard.size() - 40);
    std::filesystem::resize_file(work.path("c/shards/task-000004.000.shard"), 0);
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 4);
    CHECK(merged.err.find("c/shards/task-000003.000.shard: ends in the midst of a line; what is whole in it counts\n") == 0);
    CHECK(merged.err.find("37 of 180 replications are missing:\n") != std::string::npos);
    CHECK(do_task(work, 3) == 0);
    CHECK(do_task(work, 4) == 0);
    const std::string rest = work.read("c/shards/task-000003.001.shard");
    std::size_t finished = 0;
    for (std::size_t at = rest.find(" finished "); at != std::string::npos; at = rest.find(" finished ", at + 1)) ++finished;
    CHECK(finished == 1);
    CHECK(work.agrocap("campaign merge c").code == 0);
    CHECK(digest_found(work, 180) == straight_digest(work));
}

TEST_CASE("a disk that is full ends a task without a loss, and the next to do it goes on from there", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    SECTION("a file that may not grow") { CHECK(work.shell("ulimit -f 4; \"$AGROCAP\" campaign work c --task 3").code == 2); }
    SECTION("a device without room") {
        const std::string mount = "mount -t tmpfs -o size=8k none c/shards";
        if (work.shell("mkdir -p kept; unshare -rm sh -c '" + mount + "'").code != 0) SKIP("no file system can be mounted here");
        const Ran ran = work.shell("unshare -rm sh -c '" + mount + "; \"$AGROCAP\" campaign work c --task 3; echo $?; cp c/shards/* kept'");
        CHECK(ran.out == "2\n");
        CHECK(ran.err.find("No space left on device") != std::string::npos);
        CHECK(work.shell("cp kept/* c/shards").code == 0);
    }
    CHECK(std::filesystem::file_size(work.path("c/shards/task-000003.000.shard")) > 1'000);  // what there was room for is kept
    for (int task = 0; task < 5; ++task) CHECK(do_task(work, task) == 0);
    CHECK(work.agrocap("campaign merge c").code == 0);
    CHECK(digest_found(work, 180) == straight_digest(work));
}

TEST_CASE("no changed, foreign or other version's shard is counted", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    CHECK(work.agrocap("campaign plan plant.toml --dir other --seed 8 --replications 30 --tasks 5 --quiet").code == 0);
    CHECK(work.agrocap("campaign work other --task 0 --quiet").code == 0);
    for (int task = 0; task < 4; ++task) CHECK(do_task(work, task) == 0);
    std::filesystem::copy_file(work.path("other/shards/task-000000.000.shard"), work.path("c/shards/task-000004.000.shard"));
    std::string changed = work.read("c/shards/task-000002.000.shard");
    const std::size_t line = changed.find(" finished ");
    const std::size_t digit = changed.find_first_of("12345678", changed.find('[', line));
    ++changed[digit];
    const auto number = 1 + std::count(changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(line), '\n');
    work.write("c/shards/task-000002.000.shard", changed);
    std::string old = work.read("c/shards/task-000001.000.shard");
    work.write("c/shards/task-000001.000.shard", old.replace(old.find(' ') + 1, 5, "0.0.9"));
    work.write("c/shards/task-000000.001.shard", "a letter\n");

    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 3);
    CHECK(merged.err.find("task-000004.000.shard: a shard of another campaign; nothing of it counts\n") != std::string::npos);
    CHECK(merged.err.find(fmt::format("task-000002.000.shard: line {} is not as it was written; nothing of it counts\n", number)) !=
          std::string::npos);
    CHECK(merged.err.find("task-000001.000.shard: made by agrocap 0.0.9, this is 0.1.0; nothing of it counts\n") != std::string::npos);
    CHECK(merged.err.find("task-000000.001.shard: this is no shard of a campaign; nothing of it counts\n") != std::string::npos);
    CHECK(stored_in(work.path("c/study.db")) == 72);
    CHECK(digest_found(work, 72) == straight_digest(work));
}

TEST_CASE("two results of one replication that differ are an error", "[studies][campaign]") {
    // Nobody computes that; it takes a machine that does not compute alike, so a seal that fits is made here.
    const Workplace work;
    plan(work);
    CHECK(do_task(work, 0) == 0);
    const Campaign campaign = read_campaign(work.path("c"));
    std::string shard = work.read("c/shards/task-000000.000.shard");
    const std::size_t begin = shard.rfind('\n', shard.find(" finished ")) + 1;
    const std::size_t end = shard.find('\n', begin);
    std::string body = shard.substr(begin + 17, end - begin - 17);
    ++body[body.find_first_of("12345678", body.find('['))];
    const std::string forged = key_of({campaign.id, body}).substr(0, 16) + " " + body + "\n";
    work.write("c/shards/task-000000.001.shard", shard.substr(0, shard.find('\n') + 1) + forged);
    const Ran merged = work.agrocap("campaign merge c");
    CHECK(merged.code == 2);
    CHECK(merged.err.find("the machines that work on this do not compute alike") != std::string::npos);
}

TEST_CASE("a task that can never work exits 3 and says why where watch finds it", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    CHECK(work.agrocap("campaign work c --task 5").code == 3);
    CHECK(work.agrocap("campaign work nowhere --task 0").code == 2);  // a folder that is not there yet may come
    SECTION("the scenario was edited") { append(work, "c/scenario.toml", "\n# a remark\n[item.extra]\n"); }
    SECTION("the manifest was edited") {
        std::string manifest = work.read("c/campaign.json");
        work.write("c/campaign.json", manifest.replace(manifest.find("\"seed\": 7"), 9, "\"seed\": 8"));
    }
    SECTION("the manifest broke off") { std::filesystem::resize_file(work.path("c/campaign.json"), 300); }
    SECTION("planned by another version") {
        std::string manifest = work.read("c/campaign.json");
        work.write("c/campaign.json", manifest.replace(manifest.find("0.1.0"), 5, "9.9.9"));
    }
    CHECK(do_task(work, 2) == 3);
    CHECK_FALSE(work.read("c/failed/task-000002.txt").empty());
    CHECK(work.agrocap("campaign merge c").code == 2);
}

TEST_CASE("a point that cannot be simulated is told as a sweep tells it", "[studies][campaign]") {
    const Workplace work;
    work.write_plant("[study.size]\nvary = { \"plant.works.line.main.station.press.servers\" = [1, -1] }\n");
    REQUIRE(work.agrocap("campaign plan plant.toml --dir c --tasks 2 --quiet").code == 0);
    for (int task = 0; task < 2; ++task) CHECK(do_task(work, task) == 0);
    CHECK(work.agrocap("campaign merge c").code == 0);
    CHECK(work.agrocap("campaign watch c").out.find("points        1 cannot be simulated\n") != std::string::npos);
    CHECK(work.agrocap("report c/study.db").out.find("point 2: error[E032]") != std::string::npos);
}

TEST_CASE("the same plan again goes on, whatever it was asked with", "[studies][campaign]") {
    const std::string asked = GENERATE("", " --confidence 0.9", " --seed 5", " --set scenario.warmup='\"2 d\"'",
                                       " --confidence 0.9 --precision 0.01", " --as check --confidence 0.9");
    CAPTURE(asked);
    const Workplace work;
    const bool is_check = asked.find("check") != std::string::npos;
    write_study(work);
    if (is_check) work.write_plant("[target.enough]\nmetric = \"output.total\"\nat_least = 1000\n");
    const std::string plan = "campaign plan plant.toml --dir c --tasks 2" + asked;
    REQUIRE(work.agrocap(plan).code == 0);

    const Ran again = work.agrocap(plan);
    INFO(again.err);
    CHECK(again.code == 0);
    CHECK(again.out.find("laid out already") != std::string::npos);
    CHECK(work.agrocap(plan + " --set scenario.warmup='\"3 d\"'").code == 2);
    if (asked.find("confidence") == std::string::npos) {
        CHECK(work.agrocap(plan + " --confidence 0.95").code == 0);  // what the scenario has without being told
        const Ran surer = work.agrocap(plan + " --confidence 0.99");
        CHECK(surer.code == 2);
        CHECK(surer.err.find("another campaign is there already") != std::string::npos);
    }
}

TEST_CASE("plan says what it cannot lay out, and writes over no campaign", "[studies][campaign]") {
    const Workplace work;
    plan(work);
    CHECK(work.agrocap("campaign plan plant.toml --dir c").code == 2);
    CHECK(work.agrocap("campaign plan plant.toml").code == 2);
    CHECK(work.agrocap("campaign plan plant.toml --dir d --study none").code == 2);
    CHECK_FALSE(work.has("d"));
    CHECK(work.agrocap("campaign submit c").err ==
          "agrocap campaign: submit: --engine is missing\n  hint: one of local, parallel, slurm\n");
    CHECK(work.agrocap("campaign submit c --engine pbs").err ==
          "agrocap campaign: submit: --engine: found \"pbs\"\n  hint: one of local, parallel, slurm\n");
    CHECK(work.agrocap("campaign submit c --engine pbs").code == 2);
    CHECK(work.agrocap("campaign dance c").code == 2);
}

TEST_CASE("the local engine and GNU parallel do what is open", "[studies][campaign]") {
    const std::string engine = GENERATE("local", "parallel");
    CAPTURE(engine);
    const Workplace work;
    if (engine == "parallel" && work.shell("command -v parallel").code != 0) SKIP("GNU parallel is not installed");
    plan(work, "--task-minutes 0.0001");
    const Ran ran = work.agrocap("campaign submit c --engine " + engine);
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.err.find("+ bash c/engines/" + engine + ".sh\n") == 0);
    CHECK(work.agrocap("campaign merge c").code == 0);
    CHECK(digest_found(work, 180) == straight_digest(work));
    CHECK(work.agrocap("campaign submit c --engine " + engine).out == "no task is open\n");
}

TEST_CASE("units are cut as evenly as can be, and numbers joined as job arrays take them", "[studies][campaign]") {
    CHECK(cut_evenly(10, 3) == std::vector<std::uint64_t>{0, 4, 7, 10});
    CHECK(cut_evenly(2, 5) == std::vector<std::uint64_t>{0, 1, 2});
    CHECK(ranges_text({0, 1, 2, 3, 7, 9, 10}) == "0-3,7,9-10");
    CHECK(ranges_text({}).empty());
}

TEST_CASE("tasks are cut where their time is full, by the nearest point of the pilot", "[studies][campaign]") {
    const std::vector<Stretch> all{{0, 0, 10}, {1, 0, 10}, {2, 0, 10}, {3, 0, 10}};
    const auto by_pilot = [](std::vector<PilotedPoint> pilot) {
        return Cutting{.tasks = {}, .task_seconds = 20, .pilot = std::move(pilot)};
    };
    // Points 0 and 1 take 1 s a replication, 2 and 3 take 2 s: 60 s in tasks of 20 s.
    CHECK(cut(all, by_pilot({{0, 1.0}, {3, 2.0}})) == std::vector<std::uint64_t>{0, 20, 30, 40});
    CHECK(cut(all, by_pilot({})) == std::vector<std::uint64_t>{0, 10, 20, 30, 40});
    CHECK(cut(all, by_pilot({{0, 100.0}})).size() == 41);  // no task is less than a replication
    CHECK(cut({{3, 5, 10}, {0, 20, 10}}, by_pilot({{0, 1.0}, {3, 2.0}})) == std::vector<std::uint64_t>{0, 10, 20});
    CHECK(cut(all, {.tasks = 3, .task_seconds = 1, .pilot = {}}) == std::vector<std::uint64_t>{0, 14, 27, 40});
}

TEST_CASE("an action takes no option that it has no use for, and there are five", "[studies][campaign]") {
    const Workplace work;
    const Ran unknown = work.agrocap("campaign collect c");
    CHECK(unknown.code == 2);
    CHECK(unknown.err.find("found \"collect\", expected one of plan, work, merge, watch, submit\n") != std::string::npos);
    const Ran misplaced = work.agrocap("campaign merge c --tasks 4");
    CHECK(misplaced.code == 2);
    CHECK(misplaced.err == "agrocap campaign: merge: --tasks is for plan\n  hint: leave it out\n");
    CHECK(work.agrocap("campaign merge c --budget '1 core-h'").err.find("--budget is for plan and submit\n") != std::string::npos);
    for (const std::string wrong : {"plan plant.toml --dir c --task 1", "plan plant.toml --dir c --open", "work c --task 0 --engine local",
                                    "work c --task 0 --seed 3", "watch c --db x.db", "submit c --engine local --threads 2"})
        CHECK(work.agrocap("campaign " + wrong).err.find(" is for ") != std::string::npos);
}
