#include "scenario/path_set.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("a path lies within the tables and arrays that it goes on from, and no others", "[scenario][paths]") {
    PathSet paths;
    paths.insert("plant.a.line");
    paths.insert("calendar.c.shifts[2].to");

    CHECK(paths.has_within("plant.a"));
    CHECK(paths.has_within("plant.a.line"));
    CHECK(paths.has_within("calendar.c.shifts"));
    CHECK(paths.has_within(""));
    CHECK_FALSE(paths.has_within("plant.a.li"));
    CHECK_FALSE(paths.has_within("plant.a.line.main"));
    CHECK(paths.covers("plant.a.line.main"));
    CHECK(paths.covers("plant.a.line"));
    CHECK_FALSE(paths.covers("plant.a"));
    CHECK_FALSE(paths.covers("plant.a.lines"));
    CHECK_FALSE(PathSet().covers(""));
}
