#include "archive/study_archive.hpp"
#include "archive/study_reader.hpp"
#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

namespace agrocap {
namespace {

const std::vector<MetricInfo> metrics{{"output.total", "units/y"}, {"busy.a.b.c", "share"}};
const std::vector<StudySetting> two_points{{{"a", "1"}}, {{"a", "2"}}};

StudyOrigin origin(std::uint64_t seed = UINT64_MAX) {
    StudyOrigin one{.kind = StudyKind::sweep,
                    .name = "s",
                    .scenario = "Semey",
                    .files = {{"a.toml", "00"}},
                    .set = {"x=1"},
                    .resolved = {},
                    .seed = seed};
    one.replications = 3;
    return one;
}

TomlValue scenario_with(std::int64_t value) {
    TomlValue root;
    root.members["a"].kind = TomlKind::integer;
    root.members["a"].integer = value;
    return root;
}

std::vector<std::uint64_t> begin(StudyArchive& archive, std::size_t point, std::int64_t value, std::int64_t count) {
    return archive.begin_point(point, {.scenario = scenario_with(value), .metrics = metrics, .warmup_days = 0}, count);
}

}  // namespace

TEST_CASE("what a study database is given it gives back to the bit, and asks for the rest", "[studies][database]") {
    const Workplace work;
    const double tiny = std::numeric_limits<double>::denorm_min();
    {
        StudyArchive archive(work.path("s.db"), origin(), two_points);
        CHECK(!archive.is_complete(0, 1));
        CHECK(begin(archive, 0, 1, 3) == std::vector<std::uint64_t>{0, 1, 2});
        archive.keep(0, 1, {.values = {tiny, std::nan("")}, .events = 12});
        archive.close();
    }
    StudyArchive archive(work.path("s.db"), origin(), two_points);
    CHECK(begin(archive, 0, 1, 4) == std::vector<std::uint64_t>{0, 2, 3});
    CHECK(begin(archive, 1, 2, 1) == std::vector<std::uint64_t>{0});
    const auto found = archive.find(0, 1);
    REQUIRE(found);
    CHECK(found->events == 12);
    CHECK(found->values[0] == tiny);
    CHECK(std::isnan(found->values[1]));
    CHECK(!archive.find(0, 0));
}

TEST_CASE("a point is complete with its last replication and not one before", "[studies][database]") {
    const Workplace work;
    {
        StudyArchive archive(work.path("s.db"), origin(), two_points);
        begin(archive, 0, 1, 3);
        for (const std::uint64_t number : {0U, 1U}) archive.keep(0, number, {.values = {1, 2}, .events = 1});
        archive.close();
    }
    StudyArchive archive(work.path("s.db"), origin(), two_points);
    CHECK(archive.is_complete(0, 1));  // that there is one more is no matter
    CHECK(archive.is_complete(0, 2));
    CHECK(!archive.is_complete(0, 3));
    CHECK(begin(archive, 0, 1, 3) == std::vector<std::uint64_t>{2});
}

TEST_CASE("a point is known by what it simulates, not by the study's layout, targets or number of replications", "[studies][database]") {
    const Workplace work;
    {
        StudyArchive archive(work.path("s.db"), origin(), two_points);
        begin(archive, 1, 2, 1);
        archive.keep(1, 0, {.values = {1, 2}, .events = 1});
        archive.close();
    }
    StudyOrigin other = origin();
    other.name = "another";
    StudyArchive archive(work.path("s.db"), other, {{{"a", "2"}}});
    TomlValue with_targets = scenario_with(2);
    with_targets.members["target"] = TomlValue();
    with_targets.members["experiment"] = TomlValue();
    const auto missing = [&](const TomlValue& scenario, const std::vector<MetricInfo>& results, double warmup_days) {
        return archive.begin_point(0, {.scenario = scenario, .metrics = results, .warmup_days = warmup_days}, 1).size();
    };

    CHECK(missing(with_targets, metrics, 0) == 0);
    CHECK(missing(scenario_with(3), metrics, 0) == 1);
    CHECK(missing(with_targets, metrics, 14) == 1);
    CHECK(missing(with_targets, {metrics[0]}, 0) == 1);
}

TEST_CASE("another seed finds nothing", "[studies][database]") {
    const Workplace work;
    {
        StudyArchive archive(work.path("s.db"), origin(1), two_points);
        begin(archive, 0, 1, 1);
        archive.keep(0, 0, {.values = {1, 2}, .events = 1});
        archive.close();
    }
    StudyArchive archive(work.path("s.db"), origin(2), two_points);
    CHECK(begin(archive, 0, 1, 1).size() == 1);
}

TEST_CASE("the reader tells where a study came from", "[studies][database]") {
    const Workplace work;
    {
        StudyArchive archive(work.path("s.db"), origin(), two_points);
        begin(archive, 0, 1, 3);
        for (const std::uint64_t number : {2U, 0U, 1U})
            archive.keep(0, number, {.values = {10.0 + static_cast<double>(number), 1}, .events = 5});
        archive.refuse_point(1, {.reason = "point 2: no"});
        archive.close();
    }
    StudyReader reader(work.path("s.db"));
    const std::vector<StoredStudy> studies = reader.studies();

    REQUIRE(studies.size() == 1);
    CHECK(studies[0].seed == UINT64_MAX);
    CHECK(studies[0].files[0].sha256 == "00");
    CHECK(studies[0].set == std::vector<std::string>{"x=1"});
    CHECK(studies[0].points == 2);
    const StudyResult result =
        reader.summarise(studies[0], {.focus = {"output.total"}, .targets = {}, .is_grid = true, .currency = "USD", .goal = {}});
    CHECK(result.points[0].estimates[0].mean == 11);
    CHECK(result.points[1].refused == "point 2: no");
    CHECK(!result.interrupted);
}

TEST_CASE("a file that is no study database is refused and left alone", "[studies][database]") {
    const Workplace work;
    std::ofstream(work.path("s.db")) << std::string(5000, 'x');
    CHECK_THROWS_AS(StudyArchive(work.path("s.db"), origin(), two_points), ArchiveFault);
    CHECK(std::filesystem::file_size(work.path("s.db")) == 5000);
    {
        Database other(work.path("other.db"), Access::write);
        other.run("CREATE TABLE t (a)");
    }
    CHECK_THROWS_AS(StudyArchive(work.path("other.db"), origin(), two_points), ArchiveFault);
    CHECK_THROWS_AS(StudyReader(work.path("nowhere.db")), ArchiveFault);
    CHECK_THROWS_AS(StudyArchive(work.path("no/where.db"), origin(), two_points), ArchiveFault);
}

TEST_CASE("one program at a time writes, and others read meanwhile", "[studies][database]") {
    const Workplace work;
    StudyArchive archive(work.path("s.db"), origin(), two_points);

    CHECK_THROWS_AS(StudyArchive(work.path("s.db"), origin(), two_points), ArchiveFault);
    CHECK(StudyReader(work.path("s.db")).studies().size() == 1);
}

}  // namespace agrocap
