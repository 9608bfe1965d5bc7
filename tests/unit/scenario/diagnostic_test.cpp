#include "scenario/diagnostic.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("a diagnostic is printed with place, code, path, text and hint", "[scenario][diagnostic]") {
    Diagnostics diagnostics;
    diagnostics.error(Code::no_such_name, {0, 24, 10}, "plant.semey.line.main.route", "no station is called \"asembly\"",
                      "did you mean \"assembly\" (line 41)?");
    diagnostics.warning(Code::object_unconnected, {1, 0, 0}, "", "something odd");

    CHECK(format_diagnostics(diagnostics, {"semey.toml", "base.toml"}) ==
          "semey.toml:24:10: error[E021]: plant.semey.line.main.route: no station is called \"asembly\"\n"
          "  hint: did you mean \"assembly\" (line 41)?\n"
          "base.toml: warning[W071]: something odd\n");
    CHECK(diagnostics.error_count() == 1);
}

TEST_CASE("a file's name shows its control characters", "[scenario][diagnostic]") {
    Diagnostics diagnostics;
    diagnostics.error(Code::no_file, {0, 0, 0}, "", "there is no file");

    CHECK(format_diagnostics(diagnostics, {"a\x1b[31m\nb.toml"}) == "a\\x1b[31m\\nb.toml: error[E001]: there is no file\n");
}

TEST_CASE("diagnostics are sorted by place and equal ones are said once", "[scenario][diagnostic]") {
    Diagnostics diagnostics;
    diagnostics.error(Code::no_such_key, {1, 1, 1}, "", "third");
    diagnostics.error(Code::no_such_key, {0, 9, 1}, "", "second");
    diagnostics.error(Code::no_such_key, {0, 2, 7}, "", "first");
    diagnostics.error(Code::no_such_key, {0, 9, 1}, "", "second");

    diagnostics.sort();

    REQUIRE(diagnostics.all().size() == 3);
    CHECK(diagnostics.all()[0].text == "first");
    CHECK(diagnostics.all()[2].text == "third");
}

TEST_CASE("the nearest name is one slip in three letters away, swaps counting one", "[scenario][diagnostic]") {
    const std::vector<std::string> names{"assembly", "paint", "test"};

    CHECK(nearest_name("asembly", names) == "assembly");
    CHECK(nearest_name("piant", names) == "paint");
    CHECK(nearest_name("tset", names) == "test");
    CHECK(nearest_name("weld", names).empty());
    CHECK(nearest_name("", names).empty());
}
