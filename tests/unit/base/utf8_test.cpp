#include "base/utf8.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("characters of one to four bytes are read, and what is no UTF-8 is not", "[base][utf8]") {
    const std::string text = "aж€😀";
    CHECK(character_at(text, 0).code == U'a');
    CHECK(character_at(text, 1).code == U'ж');
    CHECK(character_at(text, 3).code == U'€');
    CHECK(character_at(text, 6).code == U'😀');
    CHECK(character_at(text, 6).bytes == 4);
    CHECK(character_at(text, 2).bytes == 0);  // within a character
    for (const char* wrong : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "\xFF", "\xE2\x82"})
        CHECK(character_at(wrong, 0).bytes == 0);
}

TEST_CASE("a text is cut between characters", "[base][utf8]") {
    CHECK(cut_between_characters("aж€", 3) == "aж");
    CHECK(cut_between_characters("aж€", 4) == "aж");
    CHECK(cut_between_characters("aж€", 2) == "a");
    CHECK(cut_between_characters("aж€", 99) == "aж€");
}
