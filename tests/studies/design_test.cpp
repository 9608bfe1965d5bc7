#include "experiment/design.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace agrocap {
namespace {

VarySpec array_of(const std::string& path, std::vector<std::string> values) {
    VarySpec varied;
    varied.path = {path, {}, true};
    varied.values = std::move(values);
    return varied;
}

VarySpec range_of(const std::string& path, double from, double to, bool whole) {
    VarySpec varied;
    varied.path = {path, {}, true};
    varied.values = {"0"};
    varied.range = {from, to};
    varied.whole = whole;
    return varied;
}

Design laid_out(const StudySpec& study) {
    Diagnostics problems;
    Design design = lay_out(study, "s", problems);
    REQUIRE(!problems.has_errors());
    return design;
}

}  // namespace

TEST_CASE("a grid is every combination, the last key running fastest", "[studies][design]") {
    StudySpec study;
    study.vary = {array_of("a", {"1", "2"}), array_of("b", {"\"x\"", "\"y\"", "\"z\""})};
    const Design design = laid_out(study);

    REQUIRE(design.points.size() == 6);
    CHECK(design.overrides(0) == std::vector<std::string>{"a=1", "b=\"x\""});
    CHECK(design.overrides(1) == std::vector<std::string>{"a=1", "b=\"y\""});
    CHECK(design.overrides(5) == std::vector<std::string>{"a=2", "b=\"z\""});
}

TEST_CASE("a constraint takes points out of a grid and leaves the order", "[studies][design]") {
    StudySpec study;
    study.vary = {array_of("a", {"1", "2", "3"}), array_of("b", {"1", "2", "3"})};
    study.constraint = {"a + b == 4", {}, true};
    const Design design = laid_out(study);

    CHECK(design.skipped == 6);
    CHECK(design.points == std::vector<std::vector<std::string>>{{"1", "3"}, {"2", "2"}, {"3", "1"}});
}

TEST_CASE("a design with too many points or none is an error", "[studies][design]") {
    StudySpec study;
    std::vector<std::string> many;
    for (int i = 0; i < 1000; ++i) many.push_back(std::to_string(i));
    study.vary = {array_of("a", many), array_of("b", many), array_of("c", {"1", "2"})};
    Diagnostics too_many;
    lay_out(study, "s", too_many);
    CHECK(too_many.has_errors());

    study.vary.pop_back();
    study.vary.back().values = {"1"};
    study.constraint = {"a < 0", {}, true};
    Diagnostics none;
    CHECK(lay_out(study, "s", none).points.empty());
    CHECK(none.has_errors());
}

TEST_CASE("a latin hypercube meets every slice of every axis once", "[studies][design]") {
    const std::vector<std::vector<double>> points = latin_hypercube(50, {"a", "b", "c"});

    for (std::size_t d = 0; d < 3; ++d) {
        std::set<int> slices;
        for (const std::vector<double>& point : points) {
            CHECK((point[d] > 0 && point[d] < 1));
            slices.insert(static_cast<int>(point[d] * 50));
        }
        CHECK(slices.size() == 50);
    }
    CHECK(latin_hypercube(50, {"a", "b", "c"}) == points);
    CHECK(points[0][0] != points[0][1]);  // axes are shuffled by themselves
}

TEST_CASE("Sobol's sequence begins as published", "[studies][design]") {
    // Source: Bratley & Fox, ACM TOMS 14 (1988), and Joe & Kuo's table: the origin left out.
    const std::vector<std::vector<double>> expected{{0.5, 0.5},     {0.75, 0.25},   {0.25, 0.75},  {0.375, 0.375},
                                                    {0.875, 0.875}, {0.625, 0.125}, {0.125, 0.625}};

    CHECK(sobol(7, 2) == expected);
    CHECK(sobol(3, 2) == std::vector<std::vector<double>>(expected.begin(), expected.begin() + 3));
}

TEST_CASE("a sampled range gives whole numbers if its ends are written so, each as often", "[studies][design]") {
    StudySpec study;
    study.design.value = StudyDesign::latin_hypercube;
    study.points.value = 40;
    study.vary = {range_of("a", 1, 4, true), range_of("b", 0, 1, false), array_of("c", {"\"x\"", "\"y\""})};
    const Design design = laid_out(study);

    const auto times = [&](std::size_t key, const std::string& value) {
        return std::count_if(design.points.begin(), design.points.end(), [&](const auto& point) { return point[key] == value; });
    };
    for (const char* value : {"1", "2", "3", "4"}) CHECK(times(0, value) == 10);
    CHECK(times(2, "\"x\"") == 20);
    for (const auto& point : design.points) {
        CHECK(point[1].find('.') != std::string::npos);
        CHECK(std::stod(point[1]) < 1);
    }
}

}  // namespace agrocap
