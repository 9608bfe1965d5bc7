#include "report/text_width.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("width counts columns of a terminal, not bytes", "[report][text_width]") {
    CHECK(text_width("Semey") == 5);
    CHECK(text_width("Қостанай") == 8);
    CHECK(text_width("拖拉机") == 6);
    CHECK(text_width("e\xCC\x81") == 1);  // e and a combining acute accent
    CHECK(text_width("± –") == 3);
    CHECK(text_width("") == 0);
}

TEST_CASE("bytes that are not UTF-8 count one column each", "[report][text_width]") {
    CHECK(text_width("\xFF\xC3") == 2);
    CHECK(text_width("a\xE2\x82") == 3);  // cut short
}

TEST_CASE("a text is cut between characters and says so", "[report][text_width]") {
    CHECK(cut_to_width("Қостанай", 8) == "Қостанай");
    CHECK(cut_to_width("Қостанай", 4) == "Қос…");
    CHECK(cut_to_width("拖拉机", 4) == "拖…");  // two columns and one: a second wide character would be too much
    CHECK(cut_to_width("abc", 0).empty());
}
