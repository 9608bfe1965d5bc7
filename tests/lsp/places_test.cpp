#include "lsp/line_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("places are counted in UTF-16 units: a Cyrillic letter is one, an emoji two", "[lsp][places]") {
    const LineText text("name = \"Завод 🚜 Семей\" # x\nb = 1\n");

    CHECK(text.place_of(text.text().find("🚜")) == EditorPlace{0, 14});
    CHECK(text.place_of(text.text().find(" Семей")) == EditorPlace{0, 16});
    CHECK(text.offset_of(EditorPlace{0, 16}) == text.text().find(" Семей"));
    CHECK(text.offset_of(EditorPlace{0, 15}) == text.text().find("🚜"));  // within a pair: its beginning
    CHECK(text.place_of(text.text().find("b = 1")) == EditorPlace{1, 0});
}

TEST_CASE("messages count characters, so an emoji is one to them", "[lsp][places]") {
    const LineText text("a = 1\nname = \"🚜\" x\n");

    CHECK(text.offset_of(SourceSpan{0, 2, 9}) == text.text().find("🚜"));
    CHECK(text.offset_of(SourceSpan{0, 2, 10}) == text.text().find("🚜") + 4);
    CHECK(text.offset_of(SourceSpan{0, 0, 0}) == 0);
    CHECK(text.offset_of(SourceSpan{0, 9, 1}) == text.text().size());
}

TEST_CASE("a place beyond the end of its line is the end, whatever ends the line", "[lsp][places]") {
    const LineText text("ab\r\ncd\ref\n");

    CHECK(text.offset_of(EditorPlace{0, 99}) == 2);
    CHECK(text.offset_of(EditorPlace{1, 99}) == 6);
    CHECK(text.offset_of(EditorPlace{2, 1}) == 8);    // a lone carriage return ends a line of an editor …
    CHECK(text.offset_of(SourceSpan{0, 2, 4}) == 7);  // … and none of a message
    CHECK(text.offset_of(EditorPlace{77, 0}) == text.text().size());
}

TEST_CASE("an edit replaces what is between two places, in either order", "[lsp][places]") {
    LineText text("a = \"Ж🚜\"\nb = 2\n");

    text.replace({{1, 5}, {0, 8}}, " # x\nc = 3");

    CHECK(text.text() == "a = \"Ж🚜 # x\nc = 3\n");
    CHECK(text.place_of(text.text().find("c")) == EditorPlace{1, 0});
}

TEST_CASE("a mark of the byte order is no character to messages", "[lsp][places]") {
    const LineText text(
        "\xEF\xBB\xBF"
        "a = 1\n");

    CHECK(text.offset_of(SourceSpan{0, 1, 1}) == 3);
}
