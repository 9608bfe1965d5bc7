#include "experiment/study_result.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>

namespace agrocap {
namespace {

using Catch::Matchers::WithinAbs;

struct Point {
    int a, b;
};

/// A study of two keys in which the result is 10 a + 3 b + noise, the noise of a replication being the same at every point.
StudyResult summarised(const std::vector<Point>& points, StudyResult frame = {}) {
    frame.paths = {"a", "b"};
    frame.focus = {{"y", ""}};
    frame.replications = 3;
    StudySummary summary(frame);
    for (const Point& point : points) {
        summary.begin_point({std::to_string(point.a), std::to_string(point.b)}, {{"x", ""}, {"y", "units"}});
        for (const double noise : {-5.0, 1.0, 4.0}) summary.add(std::vector<double>{99, 10.0 * point.a + 3.0 * point.b + noise});
        summary.end_point();
    }
    return summary.finish();
}

}  // namespace

TEST_CASE("main effects of a grid are differences of level means, with the noise that points share taken out", "[studies][effects]") {
    const StudyResult result = summarised({{1, 0}, {1, 1}, {2, 0}, {2, 1}});

    REQUIRE(result.effects.size() == 2);
    const MainEffect& a = result.effects[0];
    CHECK(a.parameter == 0);  // the stronger first
    CHECK_THAT(a.range.mean.value(), WithinAbs(10, 1e-9));
    CHECK_THAT(a.range.half_width.value(), WithinAbs(0, 1e-9));
    CHECK_THAT(a.levels[0].mean, WithinAbs(11.5, 1e-9));
    CHECK_THAT(result.effects[1].range.mean.value(), WithinAbs(3, 1e-9));
    CHECK_THAT(a.variance_share, WithinAbs(100.0 / 109, 1e-9));
    CHECK_THAT(a.variance_share + result.effects[1].variance_share, WithinAbs(1, 1e-9));
    CHECK(result.focus[0].unit == "units");
}

TEST_CASE("where a constraint mixes keys, each effect is freed of the others", "[studies][effects]") {
    // Means of the levels of b alone would differ by 3 + 10, since b = 1 comes with larger a.
    const StudyResult result = summarised({{1, 0}, {2, 0}, {2, 1}, {3, 1}});

    CHECK_THAT(result.effects[0].range.mean.value(), WithinAbs(20, 1e-6));
    CHECK_THAT(result.effects[1].range.mean.value(), WithinAbs(3, 1e-6));
}

TEST_CASE("many values are taken together in groups of equal size", "[studies][effects]") {
    std::vector<Point> points;
    for (int i = 0; i < 80; ++i) points.push_back({i, 0});
    const StudyResult result = summarised(points);

    REQUIRE(result.effects[0].levels.size() == 8);
    for (const LevelMean& level : result.effects[0].levels) CHECK(level.points == 10);
    CHECK(result.effects[0].levels[7].label == "70 … 79");
}

TEST_CASE("a group has the values that its label names, where they make no groups of equal size", "[studies][effects]") {
    std::vector<Point> points;
    for (int i = 0; i < 82; ++i) points.push_back({i, 0});
    const std::vector<LevelMean> levels = summarised(points).effects[0].levels;

    REQUIRE(levels.size() == 8);
    for (std::size_t i = 0; i < 8; ++i) {
        const std::size_t first = i * 82 / 8, last = (i + 1) * 82 / 8 - 1;
        CHECK(levels[i].label == std::to_string(first) + " … " + std::to_string(last));
        CHECK(levels[i].points == last - first + 1);
        CHECK_THAT(levels[i].mean, WithinAbs(5.0 * static_cast<double>(first + last), 1e-9));
    }
}

TEST_CASE("on a grid with holes a key is judged where all its values meet the others' alike", "[studies][effects]") {
    // At b = 0 all values of a are there, at b = 1 the largest is missing; b is compared at a = 1 and a = 2.
    StudyResult grid;
    grid.is_grid = true;
    const StudyResult result = summarised({{1, 0}, {2, 0}, {3, 0}, {1, 1}, {2, 1}}, grid);

    CHECK(result.has_holes);
    const MainEffect& a = result.effects[0];
    CHECK_THAT(a.range.mean.value(), WithinAbs(20, 1e-9));
    CHECK(a.levels[a.high].label == "3");
    CHECK(a.levels[0].points == 1);
    CHECK_THAT(a.levels[2].mean, WithinAbs(30, 1e-9));  // 10 × 3, of b = 0 alone
    CHECK_THAT(result.effects[1].range.mean.value(), WithinAbs(3, 1e-9));
    CHECK_THAT(result.effects[1].levels[1].mean, WithinAbs(18, 1e-9));  // (13 + 23) / 2
}

TEST_CASE("where no combination has all values of a key nothing is said of it", "[studies][effects]") {
    StudyResult grid;
    grid.is_grid = true;
    const StudyResult result = summarised({{1, 0}, {2, 0}, {2, 1}, {3, 1}}, grid);

    CHECK(result.effects[0].parameter == 1);  // b meets itself at a = 2
    CHECK_THAT(result.effects[0].range.mean.value(), WithinAbs(3, 1e-9));
    CHECK(!result.effects[1].range.mean);
    CHECK(std::isnan(result.effects[1].levels[0].mean));
    CHECK(!summarised({{1, 0}, {1, 1}, {2, 0}, {2, 1}}, grid).has_holes);
}

}  // namespace agrocap
