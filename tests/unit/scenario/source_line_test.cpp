#include "scenario/source_line.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("a place is shown as its line with a caret below", "[scenario][diagnostic]") {
    const std::vector<std::string> texts{"schema = 1\r\n[item.kit]\n\tprice = dear\n", "time=\"2 h\"\n"};
    SourceLines lines(texts);

    CHECK(lines.shown({0, 1, 10}) == "    1 | schema = 1\n      |          ^\n");
    CHECK(lines.shown({0, 3, 10}) == "    3 |  price = dear\n      |          ^\n");
    CHECK(lines.shown({1, 1, 6}) == "    1 | time=\"2 h\"\n      |      ^\n");
    CHECK(lines.shown({0, 4, 1}).empty());  // the end of the text
    CHECK(lines.shown({0, 0, 0}).empty());
    CHECK(lines.shown({0, 9, 1}).empty());
    CHECK(lines.shown({7, 1, 1}).empty());
}

TEST_CASE("columns count characters, and what would move the cursor is a blank", "[scenario][diagnostic]") {
    const std::vector<std::string> texts{"name = \"Қостанай\" # \x1b[31m\n"};
    SourceLines lines(texts);

    CHECK(lines.shown({0, 1, 18}) == "    1 | name = \"Қостанай\" #  [31m\n      |                  ^\n");
}

TEST_CASE("a long line is cut on both sides of the place", "[scenario][diagnostic]") {
    const std::vector<std::string> texts{std::string(500, 'a') + "b" + std::string(500, 'c')};
    SourceLines lines(texts);

    const std::string shown = lines.shown({0, 1, 501});

    CHECK(shown == "    1 | …" + std::string(60, 'a') + "b" + std::string(39, 'c') + "…\n      | " + std::string(61, ' ') + "^\n");
}
